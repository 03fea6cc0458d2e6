// A file on its way in: how far it is, told truly; and a place to drop it.
"use strict";
(() => {
  function lay() {
    const form = document.querySelector("form.pick");
    if (!form) return;
    const box = form.querySelector("input[type=file]");
    const drop = form.querySelector(".drop");
    const coming = form.querySelector(".coming");
    const bar = coming.querySelector("progress");
    const told = coming.querySelector("[role=status]");
    const button = form.querySelector("button");
    form.querySelector(".here").hidden = false;

    for (const name of ["dragenter", "dragover"]) {
      drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
    }
    for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      if (event.dataTransfer.files.length) box.files = event.dataTransfer.files;
    });

    function say(sentence) {
      coming.hidden = false;
      bar.hidden = true;
      button.disabled = false;
      told.textContent = sentence;
    }
    form.addEventListener("submit", (event) => {
      const file = box.files[0];
      if (!file) return;
      event.preventDefault();
      if (file.size > Number(form.dataset.largest)) { say(form.dataset.tooLong); return; }
      const sending = new XMLHttpRequest();
      coming.hidden = false;
      bar.hidden = false;
      bar.value = 0;
      told.textContent = "";
      button.disabled = true;
      sending.upload.addEventListener("progress", (now) => {
        if (now.lengthComputable) bar.value = Math.floor(100 * now.loaded / now.total);
      });
      sending.addEventListener("load", () => {
        if (sending.status === 413) say(form.dataset.tooLong);
        else if (sending.status === 503) say(form.dataset.busy);
        else if (sending.status < 400) location.assign(sending.responseURL);
        else {
          const page = new DOMParser().parseFromString(sending.responseText, "text/html");
          document.querySelector("main").replaceWith(page.querySelector("main"));
          document.querySelector("main").focus();
          lay();
        }
      });
      for (const name of ["error", "abort", "timeout"]) sending.addEventListener(name, () => say(form.dataset.cut));
      sending.open("POST", form.action);
      sending.send(new FormData(form));
    });
  }
  lay();
})();
