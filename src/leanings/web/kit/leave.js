// Exit: first there is nothing to be seen, then the session ends, then the browser goes. Shift three times does the same.
"use strict";
(() => {
  const TIMES = 3;
  const WITHIN = 5000; // milliseconds
  const forms = document.querySelectorAll("form[data-away]");
  const pressed = [];
  let alone = false; // whether Shift is down by itself, and not for a capital letter

  function leave(form) {
    document.documentElement.classList.add("left");
    const sent = navigator.sendBeacon(form.action, new URLSearchParams());
    if (!sent) fetch(form.action, { method: "POST", keepalive: true, redirect: "manual" }).catch(() => {});
    location.replace(form.dataset.away);
  }

  for (const form of forms) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      leave(form);
    });
  }
  addEventListener("keydown", (event) => {
    alone = event.key === "Shift";
    if (!alone) pressed.length = 0;
  }, true);
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone || !forms.length) return;
    pressed.push(event.timeStamp);
    if (pressed.length > TIMES) pressed.shift();
    if (pressed.length === TIMES && event.timeStamp - pressed[0] <= WITHIN) leave(forms[0]);
  }, true);
})();
