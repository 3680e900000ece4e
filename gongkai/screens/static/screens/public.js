/* The public site works without this. It adds: larger text, high contrast and the elder version
   (kept in this browser), reading aloud, and the time of printing. Loaded in the head, so that the
   chosen look is there before the page is drawn. */
(function () {
  "use strict";
  var KEY = "comfort";
  var CLASSES = { elder: "elder", large: "large-text", contrast: "high-contrast" };
  var root = document.documentElement;

  function chosen() {
    try {
      return JSON.parse(localStorage.getItem(KEY)) || {};
    } catch (refused) {
      return {};
    }
  }

  function dress(choice) {
    Object.keys(CLASSES).forEach(function (name) {
      root.classList.toggle(CLASSES[name], Boolean(choice[name]));
    });
    document.querySelectorAll("[data-comfort]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(Boolean(choice[button.dataset.comfort])));
    });
  }

  function choose(name) {
    var choice = chosen();
    choice[name] = !choice[name];
    if (name === "elder" && choice.elder) choice.large = false;
    if (name === "large" && choice.large) choice.elder = false;
    try {
      localStorage.setItem(KEY, JSON.stringify(choice));
    } catch (refused) {
      /* A browser that keeps nothing still shows the choice on this page. */
    }
    dress(choice);
  }

  function readAloud(button) {
    var voice = window.speechSynthesis;
    var reading = button.getAttribute("aria-pressed") === "true";
    voice.cancel();
    button.setAttribute("aria-pressed", String(!reading));
    if (reading) return;
    var text = document.querySelector("[data-read], .official-text") || document.querySelector("main");
    var paragraphs = text.innerText.split(/\n+/).filter(Boolean);
    paragraphs.forEach(function (paragraph, place) {
      var speech = new SpeechSynthesisUtterance(paragraph);
      speech.lang = "zh-CN";
      if (place === paragraphs.length - 1) {
        speech.onend = function () { button.setAttribute("aria-pressed", "false"); };
      }
      voice.speak(speech);
    });
  }

  function twoDigits(number) { return String(number).padStart(2, "0"); }

  function printTime() {
    var now = new Date();
    var day = [now.getFullYear(), twoDigits(now.getMonth() + 1), twoDigits(now.getDate())].join("-");
    var time = twoDigits(now.getHours()) + ":" + twoDigits(now.getMinutes());
    document.querySelectorAll("[data-print-time]").forEach(function (place) {
      place.textContent = "打印时间：" + day + " " + time;
    });
  }

  dress(chosen());
  document.addEventListener("DOMContentLoaded", function () {
    dress(chosen());
    document.querySelectorAll(".comfort").forEach(function (strip) { strip.hidden = false; });
    document.querySelectorAll("[data-comfort]").forEach(function (button) {
      button.addEventListener("click", function () { choose(button.dataset.comfort); });
    });
    document.querySelectorAll("[data-read-aloud]").forEach(function (button) {
      button.hidden = !("speechSynthesis" in window);
      button.addEventListener("click", function () { readAloud(button); });
    });
    var summary = document.querySelector("[data-error-summary]");
    if (summary) summary.focus();
    document.querySelectorAll("form[method=post]").forEach(function (form) {
      form.addEventListener("submit", function (event) {
        if (form.dataset.sent) event.preventDefault();
        form.dataset.sent = "1";
      });
    });
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });
  window.addEventListener("beforeprint", printTime);
  window.addEventListener("pagehide", function () {
    if ("speechSynthesis" in window) window.speechSynthesis.cancel();
  });
})();
