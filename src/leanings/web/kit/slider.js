// A line to answer on can be drawn along with a thumb or a mouse. A press alone sets it without this.
"use strict";
(() => {
  const FAR = 4; // pixels from which a press is a drag, and not the start of a scroll
  let held = null;

  function pick(track, x) {
    const stops = [...track.querySelectorAll("input")];
    const box = track.getBoundingClientRect();
    const from = getComputedStyle(track).direction === "rtl" ? box.right - x : x - box.left;
    const stop = stops[Math.max(0, Math.min(stops.length - 1, Math.floor((from / box.width) * stops.length)))];
    if (stop.checked) return;
    stop.checked = true;
    stop.dispatchEvent(new Event("change", { bubbles: true }));
  }
  addEventListener("pointerdown", (event) => {
    const track = event.target.closest && event.target.closest(".slider .track");
    held = track && event.button === 0 ? { track, x: event.clientX, drawn: false } : null;
  });
  addEventListener("pointermove", (event) => {
    if (!held) return;
    if (!held.drawn && Math.abs(event.clientX - held.x) < FAR) return;
    if (!held.drawn) held.track.setPointerCapture(event.pointerId);
    held.drawn = true;
    pick(held.track, event.clientX);
  });
  for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => { held = null; });
})();
