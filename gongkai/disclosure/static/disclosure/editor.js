/* The rich-text editor of a version: django-prose-editor's parts, our menu, our pictures.

   The text area stays what is sent: it holds the HTML, is kept by keep.js, and is all there is when
   scripts do not run. Nothing is loaded from elsewhere and no style is written into the page. */
import "./editor_words.js";
import {
  Blockquote, Bold, BulletList, Document, Dropcursor, Editor, Extension, Gapcursor, HardBreak, Heading,
  History, Italic, Link, ListItem, Menu, NoSpellCheck, OrderedList, Paragraph, Strike, Subscript,
  Superscript, Table, TableCell, TableHeader, TableRow, Text, Underline,
} from "../django_prose_editor/editor.js";
import { ChineseMenu, layOut, makeToolbar } from "./editor_menu.js";
import { Picture, pasteSender, pictureDialog } from "./editor_pictures.js";

const ALIGNED = ["paragraph", "heading"];
const EMPTY = /^<(\w+)(\s[^>]*)?><\/\1>$/;

/* Alignment as the sanitiser knows it. A strict policy lets no style attribute be parsed, so the text
   is given to the editor with another attribute in its place; what is written has the style again. */
const STYLE = / style="text-align:\s*(center|right|justify|left);?"/g;
const readable = (html) => html.replace(STYLE, ' data-align="$1"');

/* What comes from Word and from web pages: alignment and words. Scripts, styles and pictures from
   elsewhere would not survive saving, so that they are not shown either. */
const SILENT = /<(script|style|xml)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->/gi;
const ATTRIBUTE = / (?:style|on\w+)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi;
const PICTURE = /<img\b[^>]*>/gi;

function pasted(html) {
  return html.replace(SILENT, "")
    .replace(PICTURE, (tag) => (/ src="files\//.test(tag) ? tag : ""))
    .replace(ATTRIBUTE, (_whole, value) => {
      const way = /text-align:\s*(center|right|justify)/i.exec(value);
      return way ? ` data-align="${way[1].toLowerCase()}"` : "";
    });
}

const Alignment = Extension.create({
  name: "alignment",
  addGlobalAttributes() {
    return [{
      types: ALIGNED,
      attributes: {
        textAlign: {
          default: null,
          parseHTML: (element) => element.dataset.align || (/^(center|right|justify)$/.exec(element.style.textAlign) || [])[0] || null,
          renderHTML: ({ textAlign }) => (textAlign ? { style: `text-align: ${textAlign}` } : {}),
        },
      },
    }];
  },
  addCommands() {
    return {
      align: (way) => ({ commands }) => ALIGNED
        .map((type) => commands.updateAttributes(type, { textAlign: way === "left" ? null : way }))
        .some(Boolean),
    };
  },
});

function extensions({ pictures, files }, token) {
  return [
    Document, Paragraph, Text, HardBreak, Dropcursor, Gapcursor, History, NoSpellCheck,
    Heading.configure({ levels: [2, 3, 4, 5, 6] }),
    Bold, Italic, Underline, Strike, Subscript, Superscript, Blockquote, BulletList, OrderedList, ListItem,
    Link.configure({ enableTarget: false, openOnClick: false, protocols: ["http", "https"] }),
    Table, TableRow, TableHeader, TableCell, Alignment,
    Picture.configure({ folder: files }),
    ChineseMenu.configure({ insertPicture: pictures ? pictureDialog(pictures, token) : null }),
    Menu.configure({ defaultItems: false, items: layOut }),
  ];
}

function create(area) {
  const told = JSON.parse(area.dataset.editor);
  const form = area.form;
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const label = document.querySelector(`label[for="${area.id}"]`);
  const element = document.createElement("div");
  element.className = "prose-editor";
  area.before(element);
  element.append(area);
  let written = area.value;
  const paste = told.pictures ? pasteSender(told.pictures, token) : null;
  const editor = new Editor({
    element,
    injectCSS: false,
    extensions: extensions(told, token),
    content: readable(area.value),
    editorProps: {
      attributes: {
        class: "official-text", role: "textbox", "aria-multiline": "true",
        "aria-label": label ? label.textContent.trim() : "正文",
      },
      transformPastedHTML: pasted,
      handlePaste: (_view, event) => (paste ? paste(editor, event) : false),
    },
    onUpdate() {
      const html = editor.getHTML();
      written = EMPTY.test(html) ? "" : html;
      area.value = written;
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  const readAgain = () => { if (area.value !== written) { written = area.value; editor.commands.setContent(readable(written), { emitUpdate: false }); } };
  area.addEventListener("change", readAgain); // keep.js put back what was typed
  form.addEventListener("reset", () => setTimeout(readAgain, 0));
  if (label) label.addEventListener("click", () => editor.commands.focus());
  const ready = () => {
    const bar = element.querySelector(".prose-menubar");
    if (bar) makeToolbar(bar, editor); else setTimeout(ready, 20);
  };
  ready();
}

document.querySelectorAll("textarea[data-editor]").forEach(create);
