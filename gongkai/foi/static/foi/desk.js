/* Small comforts of the staff pages of requests; all of them work without it. */
(function () {
  "use strict";

  /* The letter that will go out stands below a long form: go there when it was asked for. */
  const letter = document.querySelector("[data-letter-preview]");
  if (letter) letter.focus();
})();
