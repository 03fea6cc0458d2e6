// A button that prints the page. Without scripts it is not there, and the menu of the browser does the same.
"use strict";
(() => {
  const show = () => document.querySelectorAll("[data-print-page]").forEach((button) => { button.hidden = false; });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print-page]")) window.print();
  });
  document.addEventListener("htmx:load", show);
  show();
})();
