// Mark the text, so that a person can copy it by hand. Nothing is put on a clipboard here, and nothing is sent.
const mark = document.querySelector("[data-select]");
const text = document.getElementById("text");
mark.hidden = false;
mark.addEventListener("click", () => {
  text.focus();
  text.select();
});
