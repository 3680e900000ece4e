/* Nothing typed is lost to an expired session, a closed window or a crash. Forms ask for it with
   `data-keep="a name"`; a field stays out with `data-keep="off"`. Passwords, files and hidden values
   are never kept. A success message (Django's messages) after sending is what ends the keeping. */
(function () {
  "use strict";
  const all = (what, inside = document) => Array.from(inside.querySelectorAll(what));
  const store = {
    get(key) { try { return JSON.parse(localStorage.getItem(key)); } catch (refused) { return null; } },
    set(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch (full) { /* goes on without */ } },
    drop(key) { try { localStorage.removeItem(key); } catch (refused) { /* nothing kept */ } },
    keys(prefix) { try { return Object.keys(localStorage).filter((key) => key.startsWith(prefix)); } catch (refused) { return []; } },
  };

  /* Typed text is kept in this browser, for this person, this address and this form. A kept text is
     put back by itself only where the server still shows what it showed when typing began; where
     somebody changed it meanwhile, the person is asked. It is dropped once it was accepted. */
  const person = document.body.dataset.signedIn || "";
  const EVERYBODY = "kept:";
  const KEPT = EVERYBODY + person + ":";
  const KEEP_DAYS = 7;
  const DAY = 86400000;
  const keyOf = (form) => KEPT + location.pathname + ":" + form.dataset.keep;

  function fieldsOf(form) {
    return Array.from(form.elements).filter((field) => field.name && field.dataset.keep !== "off"
      && !["hidden", "password", "file", "submit", "button"].includes(field.type));
  }

  function written(form) {
    return fieldsOf(form).filter((field) => !["checkbox", "radio"].includes(field.type) || field.checked)
      .flatMap((field) => field.type === "select-multiple"
        ? Array.from(field.selectedOptions, (option) => [field.name, option.value])
        : [[field.name, field.value]]);
  }

  function putBack(form, pairs) {
    const left = pairs.slice();
    fieldsOf(form).forEach((field) => {
      const has = (value) => pairs.some((pair) => pair[0] === field.name && pair[1] === value);
      if (["checkbox", "radio"].includes(field.type)) field.checked = has(field.value);
      else if (field.type === "select-multiple") Array.from(field.options).forEach((option) => { option.selected = has(option.value); });
      else {
        const place = left.findIndex((pair) => pair[0] === field.name);
        if (place >= 0) field.value = left.splice(place, 1)[0][1];
      }
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  function keep(form) {
    const key = keyOf(form);
    const shown = JSON.stringify(written(form));
    let waiting = false;
    const save = () => {
      if (waiting || form.dataset.sent) return;
      store.set(key, { shown, typed: written(form), at: Date.now() });
    };
    const kept = store.get(key);
    if (kept && JSON.stringify(kept.typed) === shown) {
      if (!document.querySelector("[data-error-summary]")) store.drop(key); // saved, or nothing typed
    }
    else if (kept && kept.shown === shown) {
      putBack(form, kept.typed);
      notice(form, kept, "已恢复您", [["不要，用原来的内容", () => { form.reset(); store.drop(key); }]]);
    } else if (kept) {
      waiting = true;
      notice(form, kept, "页面内容已有变化。本机还保存着您", [
        ["恢复我填写的内容", () => { waiting = false; putBack(form, kept.typed); save(); }],
        ["丢弃", () => { waiting = false; store.drop(key); }],
      ]);
    }
    form.addEventListener("input", save);
    form.addEventListener("change", save);
  }

  function notice(form, kept, opening, choices) {
    const box = document.createElement("div");
    box.className = "notice";
    box.setAttribute("role", "status");
    const text = document.createElement("p");
    text.textContent = opening + " " + new Date(kept.at).toLocaleString("zh-CN", { dateStyle: "short", timeStyle: "short" }) + " 填写而未提交的内容。";
    box.append(text);
    choices.forEach(([label, act]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-secondary";
      button.textContent = label;
      button.addEventListener("click", () => { act(); box.remove(); });
      box.append(button);
    });
    form.before(box);
  }

  /* Accepted means: this form was the last thing sent, and a signed-in page came back that says it
     succeeded. Anything less (an expired session, an error page, another form sent since) keeps it. */
  function markLastSent(key) {
    store.keys(EVERYBODY).forEach((other) => {
      const kept = store.get(other);
      if (kept) store.set(other, Object.assign(kept, { sent: other === key }));
    });
  }

  function forgetAccepted() {
    const succeeded = document.querySelector(".message-success");
    store.keys(KEPT).forEach((key) => {
      const kept = store.get(key);
      if (!kept || (kept.sent && succeeded) || Date.now() - kept.at > KEEP_DAYS * DAY) store.drop(key);
    });
  }

  /* Begin. The script is deferred: the page has been read, nothing has been typed. */
  if (person) {
    forgetAccepted();
    all("form[data-keep]").forEach(keep);
    document.addEventListener("submit", (event) => {
      if (event.target.method === "post") markLastSent(event.target.dataset.keep ? keyOf(event.target) : "");
    });
  } else {
    markLastSent(""); // the sign-in page: what was sent before it was not accepted
  }
})();
