/* The words of the editor's own dialogs. It reads `gettext` once, when it is loaded: this module
   must be imported before it. */
const WORDS = {
  "Cancel": "取消",
  "Columns": "列数",
  "Edit Link": "链接",
  "Include header row": "首行是表头",
  "Insert": "插入",
  "Insert Table": "插入表格",
  "Rows": "行数",
  "Table Properties": "表格",
  "Title": "提示文字",
  "URL": "网址（以 http:// 或 https:// 开头）",
  "Update": "确定",
};

window.gettext = (text) => WORDS[text] || text;
