// Earlier months come in place, and the keyboard goes on where they begin.
"use strict";
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.target.matches(".earlier")) return;
  const before = event.target.previousElementSibling;
  document.addEventListener("htmx:afterSettle", () => {
    const months = [...document.querySelectorAll("#months h2")];
    const first = before ? months[[...before.parentElement.children].indexOf(before) + 1] : months[0];
    if (first) first.focus({ preventScroll: true });
  }, { once: true });
});
