/* Small comforts of the staff pages of requests; all of them work without it. */
(function () {
  "use strict";

  /* The letter that will go out stands below a long form: go there when it was asked for. */
  const letter = document.querySelector("[data-letter-preview]");
  if (letter) letter.focus();

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

  /* Ctrl+S saves. */
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
