// The graph lab: steps through both passes, choosing and finding nodes, fields for the names of the expression, dragging numbers.
import {query, refresh, writeAddress} from "./parts.js";

const form = document.getElementById("controls");
const lab = document.getElementById("lab");
const by = id => document.getElementById(id);
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const PAUSE = 700; // milliseconds between two steps that play

function changed() { form.dispatchEvent(new Event("input", {bubbles: true})); }

// where the passes stand
function passes() {
  const state = by("state")?.dataset;
  return state ? {forward: +state.forward, all: +state.forward + +state.backward, step: +by("step").value} : null;
}
function write(step) {
  const at = passes();
  if (!at) return;
  const done = step >= at.all;
  by("pass").value = done ? "" : step < at.forward ? "forward" : "back";
  by("k").value = done ? "" : step < at.forward ? step : step - at.forward;
}
function go(step) {
  const at = passes();
  if (!at) return;
  by("step").value = Math.max(0, Math.min(at.all, step));
  write(+by("step").value);
  changed();
}
function next() { go(passes().step + 1); }

let timer = 0;
function stop() {
  clearInterval(timer);
  timer = 0;
  by("play").textContent = "Play";
}
function play() {
  const at = passes();
  if (timer || !at) { stop(); return; }
  if (calm.matches) { go(at.step < at.forward ? at.forward : at.step < at.all ? at.all : 0); return; }
  if (at.step >= at.all) go(0);
  by("play").textContent = "Pause";
  timer = setInterval(() => {
    const now = passes();
    if (!now || now.step >= now.all) stop();
    else go(now.step + 1);
  }, PAUSE);
}

if (by("step")) {
  by("step").addEventListener("input", () => { stop(); write(+by("step").value); });
  by("forward").addEventListener("click", () => { stop(); const at = passes(); if (at) go(at.step < at.forward ? at.step + 1 : Math.min(1, at.forward)); });
  by("backward").addEventListener("click", () => { stop(); const at = passes(); if (at) go(at.step >= at.all || at.step < at.forward ? at.forward + 1 : at.step + 1); });
  by("all").addEventListener("click", () => { stop(); const at = passes(); if (at) go(at.all); });
  by("play").addEventListener("click", play);
}
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type=range]), textarea, select")) return;
  if (event.key === "/") { event.preventDefault(); by("find").select(); by("find").focus(); }
  else if (!passes()) return;
  else if (event.key === ".") { stop(); next(); }
  else if (event.key === ",") { stop(); go(passes().step - 1); }
  else if (event.key === " " && event.target === document.body) { event.preventDefault(); play(); }
});

// nodes: one of them is in the order of tabs, arrows lead to the others
const nodes = () => [...lab.querySelectorAll("g.node")];
function linked(node) {
  const name = CSS.escape(node.dataset.node);
  return lab.querySelector('a[data-fold="' + name + '"], a[data-layer="' + name + '"]');
}
function choose(node) {
  if (node.dataset.number) {
    by("node").value = by("node").value === node.dataset.number ? "" : node.dataset.number;
    changed();
    return;
  }
  const link = linked(node);
  if (link?.dataset.fold) link.click();
  else if (link) {
    by("layer").value = link.className ? "" : link.dataset.layer;
    changed();
  }
}
lab.addEventListener("click", event => {
  const node = event.target.closest("g.node");
  if (node) choose(node);
});
lab.addEventListener("keydown", event => {
  const node = event.target.closest?.("g.node");
  if (!node) return;
  const all = nodes(), at = all.indexOf(node);
  const to = {ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: all.length - 1}[event.key];
  if (event.key === "Enter" || event.key === " ") choose(node);
  else if (to === undefined) return;
  else if (all[to]) {
    for (const other of all) other.setAttribute("tabindex", other === all[to] ? "0" : "-1");
    all[to].focus();
  }
  event.preventDefault();
});

// search: what a node is called and made of is marked where it holds what is typed, however signs and spaces are written
const plain = text => text.toLowerCase().replace(/\s/g, "").replaceAll("×", "*").replaceAll("÷", "/").replaceAll("−", "-");
let last = ""; // the match that Enter went to
function words(node) {
  const formula = by("state")?.dataset.formulas.split("\n")[node.dataset.number - 1];
  return formula ?? [node.dataset.node, linked(node)?.dataset.holds, ...[...node.querySelectorAll("text")].map(t => t.textContent)].join("\n");
}
function mark() {
  const sought = plain(by("find").value);
  const hits = nodes().filter(node => {
    const hit = sought !== "" && plain(words(node)).includes(sought);
    node.classList.toggle("hit", hit);
    node.classList.toggle("at", hit && node.id === last);
    return hit;
  });
  const at = hits.findIndex(node => node.id === last);
  by("found").textContent = sought === "" ? "" : at < 0 ? hits.length + (hits.length === 1 ? " node" : " nodes")
    : at + 1 + " of " + hits.length + ": " + words(hits[at]).split("\n")[0];
  return hits;
}
by("find").addEventListener("input", () => { last = ""; mark(); });
by("find").addEventListener("keydown", event => {
  if (event.key !== "Enter") return;
  const hits = mark(), node = hits[(hits.findIndex(n => n.id === last) + 1) % hits.length];
  if (!node) return;
  last = node.id;
  mark();
  node.scrollIntoView({block: "nearest", inline: "nearest"});
  if (node.dataset.number && by("node").value !== node.dataset.number) choose(node);
});

// after each answer: the slider's length, and fields for names that came or went
lab.addEventListener("part", () => {
  const state = by("state")?.dataset;
  if (state && by("step")) {
    by("step").max = +state.forward + +state.backward;
    if (document.activeElement !== by("step") && !timer) by("step").value = state.step;
    const shown = [...by("fields").querySelectorAll("input")].map(i => i.name).filter(n => n !== "h").join(" ");
    if (shown !== (state.names || "")) refresh("#fields");
  }
  fold();
  mark();
});
by("fields")?.addEventListener("part", () => writeAddress(query(form)));

// layers that are folded, or have parameters, are buttons
function fold() {
  for (const node of nodes()) {
    const link = linked(node);
    if (!link || node.dataset.number) continue;
    node.setAttribute("tabindex", "0");
    node.setAttribute("role", "button");
    node.setAttribute("aria-label", link.dataset.fold ? link.textContent : "Parameters of " + link.textContent);
    node.classList.toggle("told", link.className === "on");
    node.closest("svg").setAttribute("role", "group");
  }
}
fold();
// the group of what is chosen says what the address calls it
by("recipe")?.addEventListener("input", event => {
  event.target.name = event.target.selectedOptions[0].parentElement.dataset.name;
  by("open").value = by("layer").value = "";
});

// a horizontal drag on a field's label changes its number
let drag = null;
by("fields")?.addEventListener("pointerdown", event => {
  const label = event.target.closest("label");
  const field = label && by(label.htmlFor);
  if (!field) return;
  const size = Math.abs(+field.value || 1);
  drag = {field, from: event.clientX, value: +field.value || 0, step: 10 ** Math.floor(Math.log10(size)) / 20};
  label.setPointerCapture(event.pointerId);
});
by("fields")?.addEventListener("pointermove", event => {
  if (!drag) return;
  const moved = Math.round((event.clientX - drag.from) / 3);
  const value = String(+(drag.value + moved * drag.step).toPrecision(10));
  if (value === drag.field.value || Math.abs(event.clientX - drag.from) < 3) return;
  drag.field.value = value;
  changed();
});
for (const end of ["pointerup", "pointercancel"]) by("fields")?.addEventListener(end, () => { drag = null; });
