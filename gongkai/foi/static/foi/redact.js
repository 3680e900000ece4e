/* Areas drawn on the pages. The rows of numbers beside are the truth: drawing writes into them, and
   what is typed there moves the boxes. Without this script the rows are typed by hand. */
(function () {
  "use strict";
  const form = document.querySelector("form[data-redact]");
  if (!form) return;
  const body = form.querySelector("[data-areas]");
  const EDGES = ["left", "top", "right", "bottom"];
  const SMALLEST = 0.4; // percent: a slip of the hand is no area
  const STEP = 0.5;

  const field = (row, name) => row.querySelector(`[name=${name}]`);
  const rows = () => Array.from(body.rows);
  const isEmpty = (row) => !field(row, "page").value.trim();
  const clamp = (value) => Math.max(0, Math.min(100, value));

  function numbers(row) {
    const edges = EDGES.map((name) => Number.parseFloat(field(row, name).value));
    return edges.every(Number.isFinite) ? edges : null;
  }

  function write(row, page, edges) {
    field(row, "page").value = page;
    EDGES.forEach((name, place) => { field(row, name).value = clamp(edges[place]).toFixed(2); });
  }

  function spareRow() {
    const spare = rows().find(isEmpty);
    if (spare) return spare;
    const row = body.rows[0].cloneNode(true);
    row.querySelectorAll("input").forEach((input) => {
      if (input.type === "checkbox") { input.checked = false; input.value = body.rows.length; }
      else input.value = "";
    });
    body.append(row);
    name(row);
    return row;
  }

  function name(row) {
    const place = rows().indexOf(row) + 1;
    row.querySelectorAll("input").forEach((input) => {
      input.setAttribute("aria-label", input.getAttribute("aria-label").replace(/第\d+处/, `第${place}处`));
    });
  }

  /* Boxes */
  function draw() {
    document.querySelectorAll(".sheet-area").forEach((box) => box.remove());
    rows().forEach((row, place) => {
      const sheet = form.querySelector(`.sheet-page[data-page="${Number.parseInt(field(row, "page").value, 10)}"]`);
      const edges = numbers(row);
      if (!sheet || !edges || field(row, "gone").checked) return;
      const box = document.createElement("button");
      box.type = "button";
      box.className = "sheet-area";
      box.dataset.row = place;
      box.setAttribute("aria-label", `第${place + 1}处遮盖，方向键移动，Shift 加方向键改变大小，Delete 去掉`);
      put(box, edges);
      sheet.append(box);
    });
  }

  function put(box, [left, top, right, bottom]) {
    box.style.left = `${Math.min(left, right)}%`;
    box.style.top = `${Math.min(top, bottom)}%`;
    box.style.width = `${Math.abs(right - left)}%`;
    box.style.height = `${Math.abs(bottom - top)}%`;
  }

  function drop(row) {
    row.querySelectorAll("input").forEach((input) => { if (input.type === "checkbox") input.checked = false; else input.value = ""; });
    draw();
  }

  /* Drawing with mouse, pen or finger */
  let drawing = null;

  function at(sheet, event) {
    const box = sheet.getBoundingClientRect();
    return [clamp(100 * (event.clientX - box.left) / box.width), clamp(100 * (event.clientY - box.top) / box.height)];
  }

  form.querySelectorAll(".sheet-page").forEach((sheet) => {
    sheet.addEventListener("pointerdown", (event) => {
      if (event.button || event.target.closest(".sheet-area")) return;
      event.preventDefault();
      sheet.setPointerCapture(event.pointerId);
      const [left, top] = at(sheet, event);
      const box = document.createElement("div");
      box.className = "sheet-area";
      sheet.append(box);
      drawing = { sheet, box, left, top };
    });
    sheet.addEventListener("pointermove", (event) => {
      if (!drawing || drawing.sheet !== sheet) return;
      const [right, bottom] = at(sheet, event);
      put(drawing.box, [drawing.left, drawing.top, right, bottom]);
    });
    sheet.addEventListener("pointerup", (event) => {
      if (!drawing || drawing.sheet !== sheet) return;
      const [x, y] = at(sheet, event);
      const edges = [Math.min(drawing.left, x), Math.min(drawing.top, y), Math.max(drawing.left, x), Math.max(drawing.top, y)];
      drawing.box.remove();
      drawing = null;
      if (edges[2] - edges[0] > SMALLEST && edges[3] - edges[1] > SMALLEST) {
        write(spareRow(), sheet.dataset.page, edges);
        draw();
      }
    });
    sheet.addEventListener("pointercancel", () => { if (drawing) drawing.box.remove(); drawing = null; });
  });

  /* Keys on a chosen box */
  const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  form.addEventListener("keydown", (event) => {
    const box = event.target.closest(".sheet-area");
    if (!box) return;
    const row = rows()[Number(box.dataset.row)];
    if (event.key === "Delete" || event.key === "Backspace") { event.preventDefault(); drop(row); return; }
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    const [left, top, right, bottom] = numbers(row);
    const [x, y] = move.map((one) => one * STEP);
    const edges = event.shiftKey
      ? [left, top, Math.max(right + x, left + STEP), Math.max(bottom + y, top + STEP)]
      : [left + x, top + y, right + x, bottom + y];
    if (edges.every((one) => one >= 0 && one <= 100)) {
      write(row, field(row, "page").value, edges);
      put(box, edges);
    }
  });

  /* A finger on a page scrolls it, unless it is told to draw. */
  const finger = form.querySelector("[data-draws]");
  if (finger) {
    finger.hidden = false;
    finger.querySelector("input").addEventListener("change", (event) => form.classList.toggle("is-drawing", event.target.checked));
  }

  body.addEventListener("input", draw);
  body.addEventListener("change", draw);
  draw();
})();
