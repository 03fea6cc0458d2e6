// An open place: a curtain when the page was out of sight, a draft of what is being typed, and the lock when nobody is there.
"use strict";
(() => {
  const body = document.body;
  const idle = Number(body.dataset.idle) * 60000; // minutes as milliseconds
  const form = document.querySelector("form[data-lock]");
  const curtain = document.querySelector(".curtain");
  if (!idle || !form || !curtain) return;

  const EVERY = 10000; // between two drafts, and two looks at the clock
  const show = curtain.querySelector("button");
  const offline = curtain.querySelector(".offline");
  const covered = [document.querySelector("main"), document.querySelector("footer")];
  const sent = new WeakMap(); // what was last sent of each form
  let last = Date.now();
  let locking = false;

  // A form is kept as a draft when it carries a mark of its own and has words in it, and nothing that opens a place.
  function drafts() {
    return [...document.querySelectorAll("main form[method=post]")].filter((one) =>
      one.querySelector("[name=once]") && one.querySelector("textarea, input[type=text], input[type=radio]") &&
      !one.querySelector("input[type=password]"));
  }
  function fields(one) {
    const told = new URLSearchParams();
    for (const [name, value] of new FormData(one)) {
      if (typeof value === "string" && name !== "csrfmiddlewaretoken") told.append(name, value);
    }
    return told;
  }
  function changed() {
    return drafts().filter((one) => fields(one).toString() !== sent.get(one));
  }
  function post(address, one) {
    const told = one ? fields(one) : new URLSearchParams();
    if (one) told.append("path", new URL(one.action).pathname);
    told.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    return fetch(address, { method: "POST", body: told, redirect: "manual", signal: AbortSignal.timeout(5000) });
  }
  async function keep() {
    for (const one of changed()) {
      const told = fields(one).toString();
      const answer = await post(body.dataset.draft, one);
      if (answer.ok) sent.set(one, told);
    }
  }

  function drop() {
    curtain.hidden = false;
    for (const one of covered) one.inert = true;
  }
  function raise() {
    curtain.hidden = true;
    for (const one of covered) one.inert = false;
    last = Date.now();
  }
  // Without a connection nothing is locked and nothing is lost: the curtain stays down until the text is safe.
  async function lock() {
    if (locking) return;
    locking = true;
    drop();
    show.hidden = true;
    try {
      await keep();
      await post(form.action);
      location.replace(location.pathname + location.search);
    } catch {
      offline.hidden = false;
      locking = false;
      last = 0;
    }
  }

  for (const one of drafts()) sent.set(one, fields(one).toString());
  for (const name of ["pointerdown", "keydown", "input", "wheel", "touchmove", "scroll"]) {
    addEventListener(name, () => { if (curtain.hidden) last = Date.now(); }, { capture: true, passive: true });
  }
  addEventListener("submit", (event) => {
    if (event.target !== form) return;
    event.preventDefault();
    lock();
  }, true);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) drop();
    else if (Date.now() - last > idle) lock();
    else show.focus();
  });
  show.addEventListener("click", () => (Date.now() - last > idle ? lock() : raise()));
  setInterval(() => {
    if (Date.now() - last > idle) lock();
    else keep().catch(() => {});
  }, EVERY);
})();
