/* The button that prints; without script the browser's own menu does. */
(function () {
  "use strict";
  document.querySelectorAll("[data-prints]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
})();
