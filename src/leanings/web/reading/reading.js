// A touch on a picture, or the arrow keys, pick a day: the field beneath it takes that day.
"use strict";
(() => {
  const DAY = 86400000; // milliseconds
  const at = (text) => Date.parse(`${text}T00:00Z`) / DAY;
  const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
  const words = new Intl.DateTimeFormat(document.documentElement.lang || "en", { dateStyle: "long", timeZone: "UTC" });

  function lay(figure) {
    if (figure.dataset.laid) return;
    figure.dataset.laid = "yes";
    const section = figure.closest(".line");
    const field = section.querySelector(".picking input");
    const [first, last] = [at(figure.dataset.first), at(figure.dataset.last)];
    const ranges = [...figure.querySelectorAll(".drawn")].map((drawn) => {
      const range = document.createElement("input");
      const share = (name) => Number(drawn.dataset[name]) / Number(drawn.dataset.paper);
      Object.assign(range, { type: "range", min: first, max: last, step: 1, autocomplete: "off" });
      range.setAttribute("aria-label", section.querySelector(".picking label").textContent);
      range.style.setProperty("--left", share("left"));
      range.style.setProperty("--wide", share("wide"));
      range.addEventListener("input", () => { field.value = iso(range.valueAsNumber); show(true); });
      drawn.append(range);
      return range;
    });
    function show(picked) {
      const day = at(field.value);
      if (!Number.isFinite(day)) return;
      for (const range of ranges) {
        range.value = day;
        range.setAttribute("aria-valuetext", words.format(new Date(day * DAY)));
        range.classList.toggle("set", picked && day >= first && day <= last);
      }
    }
    field.addEventListener("change", () => show(true));
    show(false);
  }
  const all = (within) => within.querySelectorAll("figure[data-pick]").forEach(lay);

  all(document);
  document.addEventListener("htmx:load", (event) => all(event.target));
  // A picture that was asked for stands where its link was; the keyboard goes on there.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (!event.target.matches(".others li") || document.activeElement !== document.body) return;
    event.target.tabIndex = -1;
    event.target.focus({ preventScroll: true });
  });
})();
