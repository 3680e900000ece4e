/* Pictures inside the text: only those of this item. Shown from where the desk keeps them, written
   into the text as `files/name`, which is where they lie beside the public page. */
import { Image } from "../django_prose_editor/editor.js";

const OWN = "files/";

export const Picture = Image.extend({
  addOptions() { return { ...this.parent?.(), inline: true, folder: "" }; },
  addNodeView() {
    const { folder } = this.options;
    return ({ node }) => {
      const source = node.attrs.src || "";
      const alt = node.attrs.alt || "";
      if (!source.startsWith(OWN) && !source.startsWith("/")) {
        const later = document.createElement("span");
        later.className = "picture-later";
        later.textContent = `图片${alt ? `：${alt}` : ""}（起草后显示）`;
        return { dom: later };
      }
      const picture = document.createElement("img");
      picture.src = source.startsWith(OWN) ? folder + source.slice(OWN.length) : source;
      picture.alt = alt;
      return { dom: picture };
    };
  },
});

async function send(url, file, token) {
  const data = new FormData();
  data.append("picture", file);
  data.append("csrfmiddlewaretoken", token);
  let answer;
  try { answer = await fetch(url, { method: "POST", body: data, headers: { Accept: "application/json" } }); }
  catch (offline) { return { reasons: ["网络不通，图片没有上传，请稍后再试。"] }; }
  if (answer.status === 401) return { reasons: ["登录已过期。请在新窗口登录后再试，正文不会丢失。"] };
  try { return await answer.json(); }
  catch (unreadable) { return { reasons: [`图片没有上传（${answer.status}），请稍后再试。`] }; }
}

const made = (tag, properties = {}, children = []) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

/* The dialog: choose one that is there, or send a new one; say what it shows; insert. */
export function pictureDialog(url, token) {
  return async (editor) => {
    const description = made("input", { type: "text", maxLength: 200, id: "picture-alt" });
    const file = made("input", { type: "file", accept: "image/png,image/jpeg,image/gif,image/webp", id: "picture-file" });
    const problem = made("p", { className: "error" });
    problem.setAttribute("role", "alert");
    const shelf = made("div", { className: "picture-shelf" });
    const cancel = made("button", { type: "button", className: "button button-secondary", textContent: "取消" });
    const dialog = made("dialog", { className: "dialog picture-dialog" }, [
      made("h2", { textContent: "插入图片", id: "picture-title" }),
      made("label", { className: "label", htmlFor: "picture-alt", textContent: "图片内容的说明（读给看不见图片的人听）" }), description,
      made("label", { className: "label", htmlFor: "picture-file", textContent: "上传新图片" }), file,
      problem, shelf, made("div", { className: "buttons" }, [cancel]),
    ]);
    dialog.setAttribute("aria-labelledby", "picture-title");
    document.body.append(dialog);

    const insert = (picture) => {
      dialog.close();
      editor.chain().focus().setImage({ src: picture.source, alt: description.value.trim() }).run();
    };
    const show = (pictures) => {
      if (pictures.length) shelf.append(made("p", { className: "label", textContent: "或选用已上传的：" }));
      pictures.forEach((picture) => {
        const choice = made("button", { type: "button", className: "picture-choice" },
          [made("img", { src: picture.url, alt: "" }), made("span", { textContent: picture.name })]);
        choice.addEventListener("click", () => insert(picture));
        shelf.append(choice);
      });
    };
    file.addEventListener("change", async () => {
      if (!file.files.length) return;
      problem.textContent = "正在上传…";
      const answer = await send(url, file.files[0], token);
      problem.textContent = (answer.reasons || []).join("");
      if (answer.picture) insert(answer.picture);
    });
    cancel.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    dialog.showModal();
    try { show((await (await fetch(url, { headers: { Accept: "application/json" } })).json()).pictures || []); }
    catch (unreadable) { /* a new one can still be sent */ }
  };
}

/* A picture pasted by itself (a screenshot) is sent and inserted. */
export function pasteSender(url, token) {
  return (editor, event) => {
    const data = event.clipboardData;
    const file = data && !data.types.includes("text/html") && Array.from(data.files).find((one) => one.type.startsWith("image/"));
    if (!file) return false;
    send(url, file, token).then((answer) => {
      if (answer.picture) editor.chain().focus().setImage({ src: answer.picture.source, alt: "" }).run();
      else window.alert((answer.reasons || ["图片没有上传。"]).join(""));
    });
    return true;
  };
}
