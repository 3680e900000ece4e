/* Small comforts of the item pages; all of them work without it. */
(function () {
  "use strict";

  /* Usual phrases go into the opinion, where they can be changed. */
  const phrase = document.querySelector("select[name=phrase]");
  const opinion = document.querySelector("textarea[name=text]");
  if (phrase && opinion && phrase.form === opinion.form) {
    phrase.addEventListener("change", () => {
      if (!phrase.value) return;
      opinion.value = opinion.value.trim() ? `${opinion.value.trim()}\n${phrase.value}` : phrase.value;
      phrase.value = "";
      opinion.dispatchEvent(new Event("input", { bubbles: true }));
      opinion.focus();
    });
  }

  /* Ctrl+S saves and goes on. */
  const save = document.querySelector("[data-save]");
  if (save) {
    document.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
        event.preventDefault();
        save.click();
      }
    });
  }
})();
