// A page that comes back from the browser's memory shows nothing and asks the server anew: it may be locked by now.
"use strict";
addEventListener("pagehide", () => document.documentElement.classList.add("left"));
addEventListener("pageshow", (event) => {
  if (event.persisted) location.replace(location.pathname + location.search);
});
