// The page of a run: the heatmap is a grid of cells, pinned layers are lit in every picture, arrow keys go through time.
import {chosen, go, query, trouble} from "./parts.js";

const by = id => document.getElementById(id);

// the cell of the heatmap that was chosen last, and its step: columns move while the training goes on
let column = -1, row = 0, at = 0, asked = 0, due = false, words = "";
function area() {
  return [...document.querySelectorAll("#cells rect.cells")].find(rect => rect.getBoundingClientRect().width > 0);
}
function choose(x, y) {
  const rect = area();
  if (!rect) return;
  column = Math.max(0, Math.min(rect.dataset.columns - 1, x));
  row = Math.max(0, Math.min(rect.dataset.rows - 1, y));
  at = 0;
  mark();
  ask();
}
// a frame around the cell
function mark() {
  const rect = area();
  if (!rect || column < 0) return;
  const cells = by("cells"), at = rect.getBoundingClientRect(), home = cells.getBoundingClientRect();
  const frame = cells.querySelector(".crosshair") || cells.appendChild(document.createElement("div"));
  const width = at.width / rect.dataset.columns, height = at.height / rect.dataset.rows, least = 8;
  frame.className = "crosshair";
  frame.style.width = Math.max(least, width) + "px";
  frame.style.height = Math.max(least, height) + "px";
  frame.style.left = at.left - home.left + (column + 0.5) * width - Math.max(least, width) / 2 + "px";
  frame.style.top = at.top - home.top + (row + 0.5) * height - Math.max(least, height) / 2 + "px";
}
// one question at a time: the pointer asks for more cells than anybody reads
async function ask() {
  if (asked++) return;
  try {
    let last;
    do {
      last = asked;
      const cell = new URLSearchParams(chosen());
      cell.set("column", column);
      cell.set("row", row);
      if (at) cell.set("at", at);
      const answer = await fetch("/part" + location.pathname + "/cell?" + cell), text = await answer.text();
      trouble("cell", answer.ok ? "" : text);
      if (answer.ok && asked === last) found(text);
    } while (asked !== last);
    if (due) by("cell")?.querySelector("a")?.click();
  } catch {
    trouble("cell", "The studio does not answer.");
  }
  asked = 0;
  due = false;
}
function show(text) {
  const line = by("cell");
  if (line && line.innerHTML !== text) line.innerHTML = text;
  words = text;
}
function found(text) {
  show(text);
  const link = by("cell")?.querySelector("a");
  if (!link) return;
  at = new URL(link.href).searchParams.get("step");
  column = +link.dataset.column;
  mark();
}

const ARROWS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const arrow = ARROWS[event.key];
  if (event.target.id === "cells" && arrow) {
    event.preventDefault();
    if (column < 0) choose(area()?.dataset.columns - 1, 0);
    else choose(column + arrow[0], row + arrow[1]);
  } else if (event.target.id === "cells" && event.key === "Enter") {
    // the cell that was chosen last may not be answered yet
    if (asked) due = true;
    else by("cell").querySelector("a")?.click();
  } else if (event.target === document.body && arrow?.[0]) {
    const step = by("step");
    event.preventDefault();
    step.value = +step.value + arrow[0];
    step.dispatchEvent(new Event("input", {bubbles: true}));
  }
});
function under(event) {
  const rect = event.target.closest?.("#cells") && area();
  if (!rect) return;
  const at = rect.getBoundingClientRect();
  const x = Math.floor((event.clientX - at.left) / at.width * rect.dataset.columns);
  const y = Math.floor((event.clientY - at.top) / at.height * rect.dataset.rows);
  if (x < 0 || y < 0 || x >= rect.dataset.columns || y >= rect.dataset.rows) return;
  if (x !== column || y !== row) choose(x, y);
}
// the slider stands where the pictures are
function stand(step) {
  const slider = by("step");
  if (step) delete slider.dataset.follow;
  else slider.dataset.follow = "on";
  slider.value = step || slider.max;
  slider.parentElement.querySelector("output").textContent = slider.value;
}
document.addEventListener("click", event => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("#cell a, .marks a, .follow");
  if (!link) return;
  event.preventDefault();
  const values = new URL(link.href).searchParams, form = by("step").form;
  stand(values.get("step"));
  if (link.closest("#cell")) form.elements.layer.value = values.get("layer");
  go(query(form));
});
document.addEventListener("pointermove", under);
document.addEventListener("click", under);
window.addEventListener("resize", mark);

// pinned layers are lit
function light() {
  const pinned = new Set([...document.querySelectorAll(".pin.on")].map(pin => pin.dataset.layer));
  // a name may have its number behind it, or say before it that it is the input or the output
  const name = text => text.textContent.replace(/^.*▸ /, "").split("  ")[0];
  for (const text of document.querySelectorAll(".pictures svg text.layer")) text.classList.toggle("lit", pinned.has(name(text)));
  for (const line of document.querySelectorAll(".pictures tbody tr")) line.classList.toggle("lit", pinned.has(line.cells[0].textContent));
}
function fresh() {
  light();
  mark();
  if (column < 0) return;
  show(words);
  ask();
}
document.addEventListener("part", event => { if (event.target.querySelector("#cells")) fresh(); });
light();
