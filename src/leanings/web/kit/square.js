// The square: one press sets two lines. What it sets are the lines' own buttons, so the form is the same without it.
"use strict";
(() => {
  for (const square of document.querySelectorAll("[data-square]")) {
    const [up, across] = [...square.querySelectorAll(".slider")].map((line) => ({
      name: line.querySelector(".label").textContent,
      stops: [...line.querySelectorAll(".stop input")],
      none: line.querySelector(".none input"),
    }));
    const figure = square.querySelector("figure");
    const plane = square.querySelector(".plane");
    const point = square.querySelector(".point");
    const told = square.querySelector("[role=status]");
    const clear = square.querySelector(".told button");
    const at = (line) => line.stops.findIndex((stop) => stop.checked);

    function set(input) {
      if (!input || input.checked) return;
      input.checked = true;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    function draw() {
      const [x, y] = [at(across), at(up)];
      point.hidden = x < 0 || y < 0;
      clear.hidden = x < 0 && y < 0;
      if (!point.hidden) {
        point.style.setProperty("--x", x / (across.stops.length - 1));
        point.style.setProperty("--y", y / (up.stops.length - 1));
      }
      const say = (line, index) => `${line.name}: ${index < 0 ? told.dataset.unset : line.stops[index].value}`;
      told.textContent = x < 0 && y < 0 ? told.dataset.unset : `${say(up, y)} · ${say(across, x)}`;
    }
    function pick(event) {
      const box = plane.getBoundingClientRect();
      const step = (share, line) => line.stops[Math.max(0, Math.min(line.stops.length - 1, Math.round(share * (line.stops.length - 1))))];
      set(step((event.clientX - box.left) / box.width, across));
      set(step((box.bottom - event.clientY) / box.height, up));
    }
    plane.addEventListener("click", pick);
    clear.addEventListener("click", () => { set(up.none); set(across.none); });
    square.addEventListener("change", draw);
    square.querySelector("details").open = false;
    figure.hidden = false;
    draw();
  }
})();
