// A line that was set and taken back says so: that is another answer than one that was never touched.
"use strict";
document.addEventListener("change", (event) => {
  const none = event.target.closest(".day .slider .none input");
  if (none) none.value = "skipped";
});
