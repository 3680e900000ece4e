/* The desk works without this. It adds: a second click sends nothing twice, dialogs, keys. No page
   needs to call it; attributes say what is wanted: data-opens / data-closes (dialogs), data-why (a
   link whose page opens over this one), data-rows (table), data-key (shortcut). Text that survives an expired session is in keep.js. */
(function () {
  "use strict";
  const all = (what, inside = document) => Array.from(inside.querySelectorAll(what));

  /* Sent once. Buttons are greyed after the event, or their own value would not be sent. A form
     that answers with a download stays on the page; it becomes usable again after a while. */
  const AGAIN_AFTER = 8000;

  function sendOnce(event) {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => grey(form, true), 0);
    setTimeout(() => grey(form, false), AGAIN_AFTER);
  }

  function grey(form, sent) {
    if (!sent) delete form.dataset.sent;
    all("button:not([type=button])", form).forEach((button) => {
      if (sent) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    });
  }

  /* Dialogs */
  function openDialog(id) {
    const dialog = document.getElementById(id);
    if (!dialog || !dialog.showModal) return false;
    dialog.showModal();
    return true;
  }

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    const closer = event.target.closest("[data-closes]");
    if (opener && openDialog(opener.dataset.opens)) event.preventDefault();
    if (closer && closer.closest("dialog[open]")) { event.preventDefault(); closer.closest("dialog").close(); }
    if (event.target.closest("[data-shows-shortcuts]")) showShortcuts();
    if (event.target.closest("[aria-disabled=true]")) event.preventDefault();
  });

  /* How a date was counted: the part of its page, in a dialog. If anything is amiss (the session
     ended, no network), the link is followed as it would be without script. */
  let explained = null;

  function explanation() {
    if (explained) return explained;
    explained = document.createElement("dialog");
    explained.className = "dialog dialog-why";
    explained.setAttribute("aria-labelledby", "why-title");
    explained.innerHTML = '<h2 id="why-title">期限怎么算的</h2><div tabindex="0" class="dialog-why-body"></div>'
      + '<div class="buttons"><a class="button button-secondary" href="#content" data-closes>返回</a></div>';
    document.body.append(explained);
    return explained;
  }

  function explain(event) {
    const link = event.target.closest("a[data-why]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (!HTMLDialogElement.prototype.showModal) return;
    event.preventDefault();
    fetch(link.href, { headers: { "HX-Request": "true" }, redirect: "error" })
      .then((answer) => { if (!answer.ok) throw new Error(answer.status); return answer.text(); })
      .then((part) => { explanation().querySelector(".dialog-why-body").innerHTML = part; explanation().showModal(); })
      .catch(() => { location.assign(link.href); });
  }

  document.addEventListener("click", explain);

  /* Keys: single letters, never while typing, and they can be switched off (WCAG 2.1.4). */
  const OFF = "shortcuts-off";

  function switchedOff() {
    try { return localStorage.getItem(OFF) === "true"; } catch (refused) { return false; }
  }

  function switchOff(off) {
    try { localStorage.setItem(OFF, String(off)); } catch (refused) { /* holds for this page only */ }
  }

  function showShortcuts() {
    const list = document.querySelector("#shortcuts dl");
    all("[data-page-key]", list).forEach((line) => line.remove());
    all("[data-key]").forEach((target) => {
      const line = document.createElement("div");
      line.dataset.pageKey = "";
      line.innerHTML = "<dt><kbd></kbd></dt><dd></dd>";
      line.querySelector("kbd").textContent = target.dataset.key;
      line.querySelector("dd").textContent = target.getAttribute("aria-label") || target.textContent.trim();
      list.append(line);
    });
    openDialog("shortcuts");
  }

  function moveRow(step) {
    const rows = all("table[data-rows] tbody tr");
    if (!rows.length) return;
    const here = rows.findIndex((row) => row.classList.contains("is-here"));
    const row = rows[Math.max(0, Math.min(rows.length - 1, here < 0 ? (step > 0 ? 0 : rows.length - 1) : here + step))];
    rows.forEach((other) => other.classList.toggle("is-here", other === row));
    const target = row.querySelector("a[href], button") || row;
    if (target === row) row.tabIndex = -1;
    target.focus();
    row.scrollIntoView({ block: "nearest" });
  }

  const KEYS = {
    "j": () => moveRow(1),
    "k": () => moveRow(-1),
    "?": showShortcuts,
    "/": () => { const box = document.querySelector("input[type=search], .filters input"); if (box) box.focus(); },
  };

  document.addEventListener("keydown", (event) => {
    if (switchedOff() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, select, textarea, [contenteditable=true]") || document.querySelector("dialog[open]")) return;
    const own = all("[data-key]").find((target) => target.dataset.key === event.key);
    if (!own && !KEYS[event.key]) return;
    event.preventDefault();
    if (own) own.click(); else KEYS[event.key]();
  });

  /* Begin. The script is deferred: the page has been read. */
  document.addEventListener("submit", sendOnce);
  window.addEventListener("pageshow", (event) => { if (event.persisted) all("form[data-sent]").forEach((form) => grey(form, false)); });
  all("[data-shows-shortcuts]").forEach((button) => { button.hidden = false; });
  all("[data-shortcuts-on]").forEach((box) => {
    box.checked = !switchedOff();
    box.addEventListener("change", () => switchOff(!box.checked));
  });
  const summary = document.querySelector("[data-error-summary]");
  if (summary) summary.focus();
})();
