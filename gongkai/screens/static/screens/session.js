/* The session ended while a part of the page asked the server: the page stays as it is, with all that
   was typed. It says so, offers to sign in in another window, and goes on when one comes back. The
   server's event `session-expired` brings the address (see people/access.py). */
(function () {
  "use strict";
  const TEXT = "登录已过期，刚才的操作没有完成。本页填写的内容都还在：";
  const LINK = "在新窗口登录";
  const THEN = "，登录后回到本页继续。";
  const AGAIN = "已重新登录，请继续；刚才没有完成的操作请再做一次。";
  let notice = null;
  let asking = false;
  let askedMeanwhile = false;

  function say(...parts) {
    if (!notice) {
      notice = document.createElement("div");
      notice.className = "notice notice-soon session-notice";
      notice.setAttribute("role", "alert");
      document.body.append(notice);
    }
    const line = document.createElement("p");
    line.append(...parts);
    notice.replaceChildren(line);
  }

  function linkTo(address) {
    const link = document.createElement("a");
    link.href = address;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = LINK;
    return link;
  }

  /* Signing in changes the token that forms carry: this page takes the new one over. */
  function takeToken(page) {
    const fresh = page.body.getAttribute("hx-headers");
    if (!fresh || !page.body.dataset.signedIn) return false;
    if (page.body.dataset.signedIn !== document.body.dataset.signedIn) return false; // somebody else
    document.body.setAttribute("hx-headers", fresh);
    const token = JSON.parse(fresh)["X-CSRFToken"];
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((field) => { field.value = token; });
    return true;
  }

  async function lookAgain() {
    if (!notice || document.hidden || notice.dataset.over) return;
    if (asking) { askedMeanwhile = true; return; }
    asking = true;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.ok && takeToken(page)) {
        notice.dataset.over = "1";
        say(AGAIN);
        notice.classList.replace("notice-soon", "notice-valid");
      }
    } catch (offline) { /* looked again at the next return */ }
    asking = false;
    if (askedMeanwhile) { askedMeanwhile = false; lookAgain(); }
  }

  document.addEventListener("session-expired", (event) => {
    const address = (event.detail && event.detail.sign_in) || "/desk/sign-in/";
    if (notice && !notice.dataset.over) return; // said already
    if (notice) { notice.remove(); notice = null; }
    say(TEXT, linkTo(address), THEN);
  });
  window.addEventListener("focus", lookAgain);
  document.addEventListener("visibilitychange", lookAgain);
})();
