/* Suggestions below a search box (input[data-suggest]); the box works without them. A list of options
   as WAI-ARIA describes it: arrows choose, Enter takes, Escape closes; what was typed is never
   changed unless an option is taken. On phones the facets of a page of hits begin closed. */
(function () {
  "use strict";

  function equip(input) {
    var list = document.createElement("ul");
    var form = input.form;
    var timer = 0, asked = "", chosen = -1;
    list.id = input.id + "-suggestions";
    list.className = "suggestions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "搜索建议");
    list.hidden = true;
    input.parentNode.appendChild(list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    function close() {
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function take(text) {
      input.value = text;
      close();
      form.requestSubmit();
    }

    function mark(place) {
      var options = list.children;
      if (!options.length) return;
      chosen = (place + options.length) % options.length;
      Array.prototype.forEach.call(options, function (option, at) {
        option.setAttribute("aria-selected", String(at === chosen));
      });
      input.setAttribute("aria-activedescendant", options[chosen].id);
    }

    function show(titles) {
      list.textContent = "";
      titles.forEach(function (title, at) {
        var option = document.createElement("li");
        option.id = list.id + "-" + at;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.textContent = title;
        option.addEventListener("mousedown", function (event) {
          event.preventDefault();
          take(title);
        });
        list.appendChild(option);
      });
      chosen = -1;
      list.hidden = !titles.length;
      input.setAttribute("aria-expanded", String(Boolean(titles.length)));
    }

    function ask() {
      var typed = input.value.trim();
      if (typed === asked) return;
      asked = typed;
      if (!typed) return close();
      fetch(input.dataset.suggest + "?q=" + encodeURIComponent(typed))
        .then(function (response) { return response.ok ? response.json() : [typed, []]; })
        .then(function (answer) {
          if (answer[0] === input.value.trim() && document.activeElement === input) show(answer[1]);
        })
        .catch(close);
    }

    input.addEventListener("input", function (event) {
      if (event.isComposing) return;
      clearTimeout(timer);
      timer = setTimeout(ask, 150);
    });
    input.addEventListener("compositionend", function () {
      clearTimeout(timer);
      timer = setTimeout(ask, 50);
    });
    input.addEventListener("keydown", function (event) {
      if (event.isComposing || list.hidden) return;
      if (event.key === "ArrowDown") mark(chosen + 1);
      else if (event.key === "ArrowUp") mark(chosen - 1);
      else if (event.key === "Enter" && chosen >= 0) take(list.children[chosen].textContent);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    });
    input.addEventListener("blur", close);
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("input[data-suggest]").forEach(equip);
    if (window.matchMedia("(max-width: 48rem)").matches) {
      document.querySelectorAll("[data-narrow]").forEach(function (box) { box.open = false; });
    }
  });
})();
