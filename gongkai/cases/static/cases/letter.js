/* The print button; without script the browser's own menu prints the page as well. */
document.querySelectorAll("[data-prints]").forEach(function (button) {
  button.hidden = false;
  button.addEventListener("click", function () { window.print(); });
});
