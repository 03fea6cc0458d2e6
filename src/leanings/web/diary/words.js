// After a good while of writing, one quiet line. It stops nothing, and it comes once.
"use strict";
(() => {
  const form = document.querySelector("form[data-long]");
  const line = form && form.querySelector(".long");
  if (!line) return;
  form.addEventListener("input", () => {
    setTimeout(() => { line.hidden = false; }, Number(form.dataset.long) * 60_000);
  }, { once: true });
})();
