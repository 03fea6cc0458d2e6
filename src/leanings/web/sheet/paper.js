// Print the page, or mark its text so that it can be copied by hand. Nothing is put on a clipboard here.
const buttons = document.querySelector("[data-with-scripts]");
buttons.hidden = false;
buttons.querySelector("[data-print]").addEventListener("click", () => window.print());
buttons.querySelector("[data-select]").addEventListener("click", () => {
  window.getSelection().selectAllChildren(document.querySelector("[data-text]"));
});
