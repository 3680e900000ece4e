// Of a column or a section only those fields are shown that belong to its form (形式). Without
// script all of them are, and each says when it is meant.
(function () {
  "use strict";

  var PARTS = { shelf: ["shelf"], picked: ["picked"], prose: ["prose", "prose_html"] };

  function fieldNamed(name) {
    var input = document.querySelector('[name="' + name + '"]');
    return input && input.closest(".field");
  }

  function show(select) {
    var prefix = select.name.slice(0, select.name.length - "kind".length);
    Object.keys(PARTS).forEach(function (kind) {
      PARTS[kind].forEach(function (part) {
        var field = fieldNamed(prefix + part);
        if (field && !field.classList.contains("field-wrong")) field.hidden = kind !== select.value;
      });
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll('select[name$="kind"]').forEach(function (select) {
      select.addEventListener("change", function () { show(select); });
      show(select);
    });
  });
})();
