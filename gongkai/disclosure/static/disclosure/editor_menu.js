/* The buttons above the text, in Chinese, in the order in which an official document needs them. */
import { Extension, updateAttrsDialog } from "../django_prose_editor/editor.js";

/* Names that the editor's own parts gave to their buttons. */
const LABELS = {
  "link": "链接（选中文字后添加）",
  "unlink": "取消链接",
  "table:addColumnAfter": "在右侧插入列",
  "table:deleteColumn": "删除列",
  "table:addRowAfter": "在下方插入行",
  "table:deleteRow": "删除行",
  "table:mergeCells": "合并单元格",
  "table:splitCell": "拆分单元格",
  "table:toggleHeaderCell": "表头单元格",
  "table:deleteTable": "删除表格",
};

const GROUPS = ["blocks", "marks", "align", "lists", "link", "table", "picture", "history"];

const askForTable = updateAttrsDialog(
  {
    rows: { type: "number", format: "number", title: "行数", min: "1", max: "100" },
    cols: { type: "number", format: "number", title: "列数", min: "1", max: "30" },
  },
  { title: "插入表格", submitText: "插入表格" },
);

async function insertTable(editor) {
  const typed = await askForTable(editor, { rows: "3", cols: "3" });
  if (!typed) return;
  const size = { rows: Number.parseInt(typed.rows, 10) || 3, cols: Number.parseInt(typed.cols, 10) || 3 };
  editor.chain().focus().insertTable({ ...size, withHeaderRow: true }).run();
}

function blockItems(buttons) {
  const headings = [[2, "一、", "一级标题"], [3, "（一）", "二级标题"], [4, "1.", "三级标题"], [5, "（1）", "四级标题"]];
  return [
    { name: "paragraph", button: buttons.text("正文", "正文段落"),
      active: (editor) => editor.isActive("paragraph"),
      command: (editor) => editor.chain().focus().setParagraph().run() },
    ...headings.map(([level, mark, title]) => ({
      name: `heading${level}`, button: buttons.text(mark, title),
      active: (editor) => editor.isActive("heading", { level }),
      command: (editor) => editor.chain().focus().toggleHeading({ level }).run(),
    })),
  ];
}

function markItems(buttons) {
  const marks = [
    ["bold", "format_bold", "加粗"], ["italic", "format_italic", "斜体"],
    ["underline", "format_underline", "下划线"], ["strike", "format_strikethrough", "删除线"],
    ["subscript", "subscript", "下标"], ["superscript", "superscript", "上标"],
  ];
  return marks.map(([name, icon, title]) => ({
    name, button: buttons.material(icon, title),
    active: (editor) => editor.isActive(name),
    command: (editor) => editor.chain().focus().toggleMark(name).run(),
  }));
}

function alignItems(buttons) {
  const ways = [["left", "左对齐"], ["center", "居中"], ["right", "右对齐（落款）"]];
  return ways.map(([way, title]) => ({
    name: `align:${way}`, button: buttons.material(`format_align_${way}`, title),
    active: (editor) => editor.isActive({ textAlign: way }),
    command: (editor) => editor.chain().focus().align(way).run(),
  }));
}

function listItems(buttons) {
  return [
    { name: "bulletList", button: buttons.material("format_list_bulleted", "项目符号"),
      active: (editor) => editor.isActive("bulletList"),
      command: (editor) => editor.chain().focus().toggleBulletList().run() },
    { name: "orderedList", button: buttons.material("format_list_numbered", "编号列表"),
      active: (editor) => editor.isActive("orderedList"),
      command: (editor) => editor.chain().focus().toggleOrderedList().run() },
    { name: "blockquote", button: buttons.material("format_quote", "引用"),
      active: (editor) => editor.isActive("blockquote"),
      command: (editor) => editor.chain().focus().toggleBlockquote().run() },
  ];
}

function historyItems(buttons) {
  return [
    { name: "undo", button: buttons.material("undo", "撤销"),
      enabled: (editor) => editor.can().undo(), command: (editor) => editor.commands.undo() },
    { name: "redo", button: buttons.material("redo", "重做"),
      enabled: (editor) => editor.can().redo(), command: (editor) => editor.commands.redo() },
  ];
}

export const ChineseMenu = Extension.create({
  name: "chineseMenu",
  addOptions() { return { insertPicture: null }; },
  addMenuItems({ menu, buttons }) {
    const { insertPicture } = this.options;
    const define = (groups, items) => items.forEach((item) => menu.defineItem({ groups, ...item }));
    define("blocks", blockItems(buttons));
    define("marks", markItems(buttons));
    define("align", alignItems(buttons));
    define("lists", listItems(buttons));
    define("table", [{ name: "table", button: buttons.material("grid_on", "插入表格"), command: insertTable,
      hidden: (editor) => editor.isActive("table") }]);
    if (insertPicture) define("picture", [{ name: "picture", button: buttons.material("image", "插入图片"), command: insertPicture }]);
    define("history", historyItems(buttons));
  },
});

export function layOut({ editor, menu }) {
  return GROUPS.map((group) => menu.buttonGroup({ editor }, menu.items(group)));
}

/* A toolbar for those who hear it: one stop of the tab key, arrows inside. */
export function makeToolbar(bar, editor) {
  const buttons = Array.from(bar.querySelectorAll("button"));
  const usable = () => buttons.filter((button) => !button.classList.contains("hidden"));
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "正文格式");
  buttons.forEach((button, place) => {
    const label = LABELS[button.dataset.name];
    if (label) { button.title = label; button.setAttribute("aria-label", label); }
    button.tabIndex = place ? -1 : 0;
  });
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const able = usable();
    const next = able[(able.indexOf(document.activeElement) + step + able.length) % able.length];
    buttons.forEach((button) => { button.tabIndex = button === next ? 0 : -1; });
    next.focus();
    event.preventDefault();
  });
  const tell = () => buttons.forEach((button) => {
    button.setAttribute("aria-pressed", String(button.classList.contains("active")));
    button.setAttribute("aria-disabled", String(button.classList.contains("disabled")));
  });
  editor.on("transaction", tell);
  tell();
}
