// The page of optimizers: moves along walks that the server has computed, and puts the controls into the address.
import {chosen, go, query, refresh, say, writeAddress} from "./parts.js";

const form = document.getElementById("setup"), stage = document.querySelector(".stage");
const time = document.getElementById("time"), play = document.getElementById("play"), speed = document.getElementById("speed");
const still = window.matchMedia("(prefers-reduced-motion: reduce)");
let race = null, t = Number(time.value), timer = 0, late = 0;

// the walks, with each place as it stands in the picture
async function load() {
  // what cannot be drawn has no walks
  const answer = stage.querySelector(".refused") ? null : await fetch("/api/walks?" + chosen());
  if (!answer?.ok) {
    race = null;
    if (timer) pause();
    return;
  }
  race = await answer.json();
  const field = stage.querySelector(".field");
  if (!field) return;
  const scale = scales(field.dataset);
  for (const walk of race.walks) {
    let last = [0, 0];
    walk.places = walk.path.map((at, i) => last = place(scale, at, walk.costs[i]) || last);
    walk.points = walk.places.map(p => round(p[0]) + " " + round(p[1]));
    walk.most = {momentum: most(walk.momentum), root: most(walk.root)};
  }
  // walks that are longer now are shown to their end where they were before
  const end = t >= Number(time.max) ? race.steps : Math.min(t, race.steps);
  time.max = race.steps;
  show(end, false);
}

function scales(d) {
  const [x0, x1, y0, y1] = [d.x0, d.x1, d.y0, d.y1].map(Number);
  const [left, right, top, bottom] = [d.left, d.right, d.top, d.bottom].map(Number);
  const sx = (right - left) / (x1 - x0), sy = (top - bottom) / (y1 - y0);
  return {
    x0, x1, sx, sy, left, right, top, bottom, flat: d.dimensions === "2",
    x: x => left + clamp((x - x0) * sx, (right - left) * 50), y: y => bottom + clamp((y - y0) * sy, (bottom - top) * 50),
  };
}
function clamp(v, most) { return Math.max(-most, Math.min(most, v)); }
function round(v) { return Math.round(v * 100) / 100; }
function place(s, at, cost) {
  const y = s.flat ? at[1] : cost;
  return at[0] === null || y === null ? null : [s.x(at[0]), s.y(y)];
}
function most(rows) {
  const least = (rows[0] || []).map(() => 0);
  for (const row of rows) row.forEach((v, i) => { if (Math.abs(v) > least[i]) least[i] = Math.abs(v); });
  return least.map(v => v || 1);
}
function format(v) {
  if (v === null || v === undefined) return "–";
  const size = Math.abs(v);
  if (size && (size < 1e-3 || size >= 1e5)) return v.toExponential(2).replace("e+", "e");
  return v.toPrecision(3);
}

// pictures at a step: the server draws the same where it is asked for one
function arrow([x, y], dx, dy) {
  const length = Math.hypot(dx, dy);
  if (!(length > 1e-9)) return `M${round(x)} ${round(y)}`;
  const ux = dx / length, uy = dy / length, tx = x + dx, ty = y + dy, tip = `${round(tx)} ${round(ty)}`;
  const wing = side => `${round(tx - 8 * ux - side * 4.5 * uy)} ${round(ty - 8 * uy + side * 4.5 * ux)}`;
  return `M${round(x)} ${round(y)}L${tip}M${wing(1)}L${tip}L${wing(-1)}`;
}
function pixels(s, by, slope) { return [by[0] * s.sx, (s.flat ? by[1] : by[0] * slope[0]) * s.sy]; }

function draw(group, walk, s) {
  const i = Math.min(t, walk.places.length - 1), head = walk.places[i], g = walk.gradients[i], u = walk.updates[i];
  const part = name => group.querySelector(":scope > ." + name);
  group.dataset.steps = i;
  part("walk").setAttribute("d", "M" + walk.points.slice(0, i + 1).join("L"));
  part("head").setAttribute("transform", `translate(${round(head[0])} ${round(head[1])})`);
  let [dx, dy] = pixels(s, g.map(v => -v), g), length = Math.hypot(dx, dy);
  part("slope").setAttribute("d", Math.hypot(...g) > 1e-6 ? arrow(head, dx / length * 40, dy / length * 40) : "M0 0");
  [dx, dy] = pixels(s, u, g);
  length = Math.hypot(dx, dy);
  const shown = Math.max(14, Math.min(90, length)) / length;
  const moves = length > 0.05 && walk.ending !== "diverged";
  part("move").setAttribute("d", moves ? arrow(head, dx * shown, dy * shown) : "M0 0");
  if (s.flat) return;
  const lines = walk.places.slice(0, i).map((p, k) => {
    const [ax, ay] = pixels(s, walk.updates[k], walk.gradients[k]);
    return `M${round(p[0])} ${round(p[1])}L${round(p[0] + ax)} ${round(p[1] + ay)}`;
  });
  part("tangent").setAttribute("d", lines.join("") || "M0 0");
}

function state(row, walk) {
  const i = Math.min(t, walk.places.length - 1), c = Number(row.dataset.coordinate);
  const write = (cell, value) => { const out = row.querySelector(`[data-cell=${cell}] output`); if (out) out.textContent = format(value); };
  const path = cell => row.querySelector(`[data-cell=${cell}] .value`);
  write("gradient", walk.gradients[i][c]);
  write("momentum", walk.momentum[i][c]);
  write("root", walk.root[i][c]);
  write("rate", walk.rates[i][c]);
  write("update", walk.updates[i][c]);
  path("momentum")?.setAttribute("d", arrow([26, 9], walk.momentum[i][c] / walk.most.momentum[c] * 24, 0));
  const half = Math.sqrt(walk.root[i][c] / walk.most.root[c]) * 8;
  path("root")?.setAttribute("d", `M${26 - half} ${9 - half}h${2 * half}v${2 * half}h${-2 * half}Z`);
}

function show(step, told = true) {
  t = step;
  time.value = t;
  time.parentElement.querySelector("output").textContent = t;
  if (!race) return;
  const field = stage.querySelector(".field");
  if (field) for (const walk of race.walks) {
    const group = field.querySelector(`[data-optimizer="${walk.optimizer}"]`);
    if (group) draw(group, walk, scales(field.dataset));
  }
  for (const row of document.querySelectorAll(".state tr[data-optimizer]")) {
    const walk = race.walks.find(w => w.optimizer === row.dataset.optimizer);
    if (walk) state(row, walk);
  }
  for (const now of document.querySelectorAll(".now")) now.textContent = t;
  for (const cursor of document.querySelectorAll(".cursor")) {
    const d = cursor.dataset, at = Number(d.left) + t / d.steps * (d.right - d.left);
    cursor.setAttribute("transform", `translate(${round(at)} 0)`);
  }
  if (told) tell();
}

// the address says the step when the pictures stand still; the last step is what it means without one
function tell() {
  form.elements.t.value = race && t >= race.steps ? "" : t;
  clearTimeout(late);
  late = setTimeout(() => { if (!timer) writeAddress(query(form)); }, 150);
}

// playback
function pause() {
  clearInterval(timer);
  timer = 0;
  play.setAttribute("aria-pressed", "false");
  tell();
}
function start() {
  if (!race) return;
  if (still.matches) { show(race.steps); return; }
  let from = t >= race.steps ? 0 : t;
  const begin = performance.now();
  play.setAttribute("aria-pressed", "true");
  timer = setInterval(() => {
    const at = Math.min(race.steps, Math.round(from + (performance.now() - begin) / 1000 * speed.value));
    if (at !== t) show(at);
    if (at >= race.steps) pause();
  }, 30);
}
function toggle() { if (timer) pause(); else start(); }
function jump(step) { if (timer) pause(); if (race) show(Math.max(0, Math.min(race.steps, step))); }
play.addEventListener("click", toggle);
speed.addEventListener("change", () => { if (timer) { pause(); start(); } });
document.getElementById("forward").addEventListener("click", () => jump(t + 1));
document.getElementById("back").addEventListener("click", () => jump(t - 1));
document.getElementById("reset").addEventListener("click", () => jump(0));
time.addEventListener("input", () => jump(Number(time.value)));
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=range]):not([type=checkbox]):not([type=radio]), select, textarea")) return;
  const keys = {" ": toggle, ".": () => jump(t + 1), ",": () => jump(t - 1), r: () => jump(0), R: () => jump(0)};
  if (!keys[event.key] || event.key === " " && event.target.closest("button, summary, [type=checkbox], [type=radio]")) return;
  event.preventDefault();
  keys[event.key]();
});

// a new start, where the map is clicked or its mark is dragged to
function startAt(event) {
  const field = stage.querySelector(".field"), s = scales(field.dataset);
  const p = new DOMPoint(event.clientX, event.clientY).matrixTransform(field.ownerSVGElement.getScreenCTM().inverse());
  if (p.x < s.left || p.x > s.right || p.y < s.top || p.y > s.bottom) return;
  const number = (v, scale) => String(Number(v.toFixed(Math.max(0, Math.ceil(Math.log10(Math.abs(scale)))))));
  const x = number(s.x0 + (p.x - s.left) / s.sx, s.sx), d = field.dataset;
  form.elements.at.value = s.flat ? x + "," + number(Number(d.y0) + (p.y - s.bottom) / s.sy, s.sy) : x;
  go(query(form));
}
let dragged = false;
stage.addEventListener("pointerdown", event => {
  dragged = event.target.closest(".start") !== null;
  if (dragged) { stage.setPointerCapture(event.pointerId); event.preventDefault(); }
});
stage.addEventListener("pointermove", event => { if (dragged && event.buttons) startAt(event); });
stage.addEventListener("pointerup", event => { if (dragged) startAt(event); });
stage.addEventListener("pointercancel", () => { dragged = false; });
stage.addEventListener("click", event => {
  if (!dragged && event.target.closest("svg.picture")) startAt(event);
  dragged = false;
});

// controls
function rivals() {
  const chosen = [...form.querySelectorAll(".rival")].filter(r => r.querySelector(".on").checked).map(r => {
    const set = [...r.querySelectorAll(".setting")].filter(s => Number(s.value) !== Number(s.dataset.usual));
    return [r.dataset.optimizer, r.querySelector(".rate").value, ...set.map(s => s.dataset.setting + "=" + s.value)].join(":");
  });
  form.elements.opt.value = chosen.join(",") || "none";
}
function surface(name) {
  const own = name === "own";
  form.elements.f.value = !own && name || "x^2*y + sin(3*x)";
  form.elements.at.value = "";
  for (const group of form.querySelectorAll("[data-for]")) {
    group.hidden = group.dataset.for !== name;
    for (const input of group.querySelectorAll("input:not([name=f])")) input.disabled = group.hidden;
  }
}
// before the shared listener puts the form into the address
form.addEventListener("input", event => {
  if (event.target.id === "surface") surface(event.target.value);
  if (event.target.closest(".rival")) rivals();
  if (event.target.name === "rate") form.querySelector("[name=rates][value=same]").checked = true;
}, {capture: true});
document.getElementById("tune").addEventListener("click", async () => {
  say("tuning …");
  const answer = await fetch("/api/rates?" + chosen());
  if (!answer.ok) { say(await answer.text()); return; }
  for (const one of (await answer.json()).opt.split(",")) {
    const [name, rate] = one.split(":"), input = document.getElementById("rate-" + name);
    if (input) input.value = rate;
  }
  form.querySelector("[name=rates][value=own]").checked = true;
  rivals();
  await go(query(form));
  say("");
});
document.addEventListener("part", event => { if (event.target.dataset.part.endsWith("/map")) load(); });
load();
if (form.elements.basins.checked) refresh("[data-part='/part/optim/basins']");
