// What every page of the studio does: light and dark, controls whose state is the address, orders, news, saving pictures.
import {go, query, refresh, say, settled, trouble} from "./parts.js";

const topic = document.body.dataset.topic;
const SAID = 3000; // milliseconds for which it is said that something was done

// light and dark
const dark = [];
for (const sheet of document.styleSheets) {
  for (const rule of sheet.cssRules) {
    if (rule.media && /prefers-color-scheme/.test(rule.media.mediaText)) dark.push(rule.media);
  }
}
const system = window.matchMedia("(prefers-color-scheme: dark)");
let chosen = localStorage.getItem("theme");
function paint() {
  const on = chosen ? chosen === "dark" : system.matches;
  for (const media of dark) media.mediaText = on ? "screen" : "not all";
}
document.getElementById("theme").addEventListener("click", () => {
  const on = chosen ? chosen === "dark" : system.matches;
  chosen = on ? "light" : "dark";
  localStorage.setItem("theme", chosen);
  paint();
});
system.addEventListener("change", paint);
paint();

document.getElementById("copy").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(location.href);
    say("The link is copied.", SAID);
  } catch {
    say(location.href, SAID);
  }
});

// parts that take their time are fetched when the page is there
if (document.querySelector("[data-later]")) refresh("[data-later]");

// controls: their values are the address, and what depends on it is fetched anew
for (const form of document.querySelectorAll("form[data-controls]")) {
  const change = () => { say(""); go(query(form)); };
  form.addEventListener("input", change);
  form.addEventListener("submit", event => { event.preventDefault(); change(); });
}
document.addEventListener("input", event => {
  const output = event.target.parentElement?.querySelector("output");
  delete event.target.dataset.follow;
  if (event.target.type === "range" && output) output.textContent = event.target.value;
}, true);

// orders: the values of their form, or of the element's data-body, as JSON
async function post(address, body) {
  const answer = await fetch(address, {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify(body)});
  const text = await answer.text();
  if (!answer.ok) { say(text); throw new Error(text); }
  return text ? JSON.parse(text) : {};
}

// one after the other, in the order in which they were given
let orders = Promise.resolve(), leaving = false;
function order(element) {
  const form = element.dataset.body ? null : element.closest("form");
  const values = () => form ? Object.fromEntries(new FormData(form)) : JSON.parse(element.dataset.body || "{}");
  const given = values();
  orders = orders.then(async () => {
    say("");
    // what the form asked for may be on its way, or be refused
    if (form && !await settled(form)) return;
    await send(element.dataset.post, form?.querySelector("[data-part]") ? values() : given);
  });
}
async function send(address, body) {
  if (leaving) return;
  try {
    const answer = await post(address, body);
    if (answer.href) {
      leaving = true;
      location.href = answer.href;
    } else {
      tell(answer);
      draw("[data-part]");
    }
  } catch (error) {
    // a refusal is said already
    if (error instanceof TypeError) say("The studio does not answer: nothing was done.");
  }
}
document.addEventListener("click", event => {
  const button = event.target.closest("button[data-post]");
  if (button) order(button);
});
document.addEventListener("submit", event => {
  if (!event.target.dataset.post) return;
  event.preventDefault();
  order(event.target);
});

// news: numbers are shown at once, pictures at the pace at which they can be drawn, and all when the state changes;
// an order is answered by news
const known = {};
let drawn = 0, rest = 0, timer = 0;
function hear(news) {
  if (tell(news)) draw("[data-part]");
  else if (!timer)
    timer = setTimeout(draw, Math.max(0, drawn + rest - performance.now()), "[data-part]:not([data-still])", true);
}
// shows numbers, and returns whether the state has changed
function tell(news) {
  for (const [key, value] of Object.entries(news)) {
    for (const e of document.querySelectorAll(`[data-live="${key}"]`))
      e.textContent = typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(3)) : value;
  }
  follow(news);
  // whoever tells of a run knows a part of how it stands
  const turned = ["state", "doctor", "files", "judged"].filter(key => key in news && known[key] !== news[key]);
  for (const key of turned) known[key] = news[key];
  return turned.length > 0;
}
// sliders grow with the training, and follow it until somebody moves them
function follow(news) {
  for (const slider of document.querySelectorAll("[data-grows]")) {
    if (!(slider.dataset.grows in news)) continue;
    slider.max = news[slider.dataset.grows];
    if (!slider.dataset.follow) continue;
    slider.value = slider.max;
    slider.parentElement.querySelector("output").textContent = slider.value;
  }
}
async function draw(selector, gently = false) {
  clearTimeout(timer);
  timer = 1;
  const begun = performance.now();
  await refresh(selector, gently);
  const step = document.querySelector('[data-live="step"]');
  if (step) follow({step: step.textContent});
  drawn = performance.now();
  rest = Math.max(600, 9 * (drawn - begun));
  timer = 0;
}

// one stream a tab, closed while nobody looks: browsers allow six for all tabs together
let stream = null, last = "0", lost = false;
function listen() {
  if (stream || !topic) return;
  stream = new EventSource("/api/events?after=" + last);
  for (const one of topic.split(" ")) {
    stream.addEventListener(one, event => {
      last = event.lastEventId;
      hear(JSON.parse(event.data));
    });
  }
  stream.onerror = () => { lost = true; trouble("stream", "Not connected; the page tries again."); };
  // another studio may answer now, which knows nothing of what went on in the last
  stream.onopen = () => {
    trouble("stream", "");
    if (lost) draw("[data-part]");
    lost = false;
  };
}
document.addEventListener("visibilitychange", () => {
  if (document.hidden && stream) {
    stream.close();
    stream = null;
    clearTimeout(timer);
    timer = 0;
  } else if (!document.hidden && topic) {
    listen();
    draw("[data-part]");
  }
});
if (topic) listen();

// every picture can be saved, with its style sheets, as a file that stands alone
function offer() {
  for (const figure of document.querySelectorAll("main figure")) {
    if (figure.querySelector(".save") || !figure.querySelector("svg")) continue;
    const saves = figure.appendChild(document.createElement("p"));
    saves.className = "saves";
    for (const kind of ["SVG", "PNG"]) {
      const button = saves.appendChild(document.createElement("button"));
      button.type = "button";
      button.className = "save";
      button.textContent = kind;
      button.setAttribute("aria-label", "save this picture as " + kind);
    }
  }
}
async function drawing(figure) {
  const shown = [...figure.querySelectorAll("svg")].find(svg => svg.getBoundingClientRect().width > 0);
  const picture = shown.cloneNode(true), style = document.createElementNS("http://www.w3.org/2000/svg", "style");
  const sheets = await Promise.all(["theme.css", "picture.css"].map(name => fetch("/assets/" + name).then(a => a.text())));
  style.textContent = sheets.join("\n");
  picture.prepend(style);
  return picture;
}
// two pixels for each of the drawing, in the colours of the page
function raster(picture) {
  const style = picture.querySelector("style"), on = chosen ? chosen === "dark" : system.matches;
  style.textContent = style.textContent.replaceAll(/@media[^{]*prefers-color-scheme: dark[^{]*/g, on ? "@media all " : "@media not all ");
  const [, , width, height] = picture.getAttribute("viewBox").split(" ").map(Number), canvas = document.createElement("canvas");
  picture.setAttribute("width", canvas.width = 2 * width);
  picture.setAttribute("height", canvas.height = 2 * height);
  const image = new Image();
  image.src = "data:image/svg+xml," + encodeURIComponent(new XMLSerializer().serializeToString(picture));
  return image.decode().then(() => {
    const context = canvas.getContext("2d");
    context.fillStyle = getComputedStyle(document.body).backgroundColor;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0);
    return new Promise(done => canvas.toBlob(done));
  });
}
async function save(figure, kind) {
  const picture = await drawing(figure);
  const svg = () => new Blob([new XMLSerializer().serializeToString(picture)], {type: "image/svg+xml"});
  const link = document.createElement("a");
  link.href = URL.createObjectURL(kind === "PNG" ? await raster(picture) : svg());
  link.download = (figure.id || "picture") + "." + kind.toLowerCase();
  link.click();
  URL.revokeObjectURL(link.href);
}
document.addEventListener("click", event => {
  const button = event.target.closest("button.save");
  if (button) save(button.closest("figure"), button.textContent).catch(error => say("The picture cannot be saved: " + error.message));
});
document.addEventListener("part", offer);
offer();

// keys: an element with data-key is pressed by that key, unless something is being typed
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=range], [type=checkbox]), textarea, select")) return;
  if (event.key === "t") {
    const tables = [...document.querySelectorAll("main figure details")], open = tables.some(d => !d.open);
    for (const table of tables) table.open = open;
  }
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!target || (event.key === " " && event.target.closest("button, a, summary, input"))) return;
  event.preventDefault();
  // a key that is held runs and pauses once
  if (event.key !== " " || !event.repeat) target.click();
});
