// While a file is read: how far it is, every second, and on as soon as it is done.
"use strict";
(() => {
  const waiting = document.querySelector("#waiting");
  if (!waiting) return;
  async function look() {
    try {
      const answer = await fetch(waiting.dataset.at, { signal: AbortSignal.timeout(20000) });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector("#waiting");
      if (!now) { location.replace(answer.url); return; }
      waiting.querySelector("progress").value = now.querySelector("progress").value;
      waiting.querySelector("[role=status]").textContent = now.querySelector("[role=status]").textContent;
    } catch { /* asked again in a moment */ }
    setTimeout(look, 1000);
  }
  setTimeout(look, 500);
})();
