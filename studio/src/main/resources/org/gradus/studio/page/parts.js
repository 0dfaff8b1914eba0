// Parts of a page that are fetched anew, the address that holds what is chosen, and what the page says meanwhile.

const AGAIN = 1000; // milliseconds until what was not answered is asked again
// so many addresses are written at once, and then one in so many milliseconds: Chromium takes 200 in ten seconds
const BURST = 50, PACE = 100;
const KEPT = "The recipe was changed by hand and stays so; empty it to take the form's again.";

// what is said at the foot of the page: trouble as long as it lasts, else the last that was said to somebody
const status = document.getElementById("status"), troubles = new Map();
let said = "", fade = 0;
function show() {
  const words = troubles.values().next().value ?? said;
  if (status.textContent !== words) status.textContent = words;
}
export function say(words, milliseconds = 0) {
  clearTimeout(fade);
  if (milliseconds) fade = setTimeout(say, milliseconds, "");
  said = words;
  show();
}
export function trouble(of, words) {
  if (words) troubles.set(of, words);
  else troubles.delete(of);
  show();
}

// the address: what is chosen counts at once, and is written as often as browsers let it
let search = location.search.slice(1), room = BURST, counted = 0, late = 0;
export function chosen() { return search; }
function put() {
  room--;
  try {
    history.replaceState(null, "", location.pathname + (search ? "?" + search : ""));
  } catch {
    late = setTimeout(put, AGAIN);
  }
}
export function writeAddress(next) {
  const now = performance.now();
  room = Math.min(BURST, room + (now - counted) / PACE);
  counted = now;
  search = next;
  clearTimeout(late);
  if (room >= 1) put();
  else late = setTimeout(put, (1 - room) * PACE);
}
export function go(next) {
  writeAddress(next);
  return refresh("[data-part][data-query]:not([data-asked])");
}
export function query(form) {
  const values = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    // a slider that follows the training has no value of its own until somebody moves it
    const set = form.elements[name].dataset || {};
    if (value !== "" && !set.follow && value !== set.default) values.append(name, value);
  }
  // a value may hold these as they are, and is easier to read so
  return values.toString().replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%3D", "=");
}

// what was unfolded, scrolled, focused, chosen or is being typed stays so
function place(part, text) {
  const back = [kept(part, "details", "open"), kept(part, ".frame, .scroll", "scrollLeft"), entered(part), focused(part)];
  part.innerHTML = text;
  part.dispatchEvent(new CustomEvent("part", {bubbles: true}));
  for (const again of back) again();
}
// by the picture that they belong to, and their number in it
function named(part, selector) {
  const all = new Map(), counts = {};
  for (const e of part.querySelectorAll(selector)) {
    const of = e.closest("figure")?.id ?? "";
    counts[of] = (counts[of] ?? 0) + 1;
    all.set(of + " " + counts[of], e);
  }
  return all;
}
function kept(part, selector, property) {
  const before = new Map([...named(part, selector)].map(([name, e]) => [name, e[property]]));
  return () => {
    for (const [name, e] of named(part, selector)) if (before.has(name)) e[property] = before.get(name);
  };
}
function usual(e) {
  return e.options ? ([...e.options].find(o => o.defaultSelected) ?? e.options[0])?.value : e.defaultValue;
}
function entered(part) {
  const changed = [...part.querySelectorAll("input[type=text][name], select[name]")].filter(e => e.value !== usual(e));
  const values = changed.map(e => [`[name="${CSS.escape(e.name)}"]`, e.value]);
  return () => {
    for (const [selector, value] of values) {
      const e = part.querySelector(selector);
      if (e && (!e.options || [...e.options].some(o => o.value === value))) e.value = value;
    }
  };
}
// what tells an element from others of its part, as a key that two buttons share of which one is there; those that
// are alike, as the buttons of every picture, are counted
function sign(e) {
  const named = e.dataset.key || e.id || e.getAttribute("href") || e.getAttribute("name") || e.getAttribute("aria-label");
  return named || (e.matches("button, summary") ? e.textContent : e.getAttribute("class"));
}
function focused(part) {
  const active = document.activeElement;
  if (active === part || !part.contains(active)) return () => {};
  const as = sign(active), alike = () => [...part.querySelectorAll(active.localName)].filter(e => sign(e) === as);
  const count = alike().indexOf(active), typing = active.matches("input[type=text], textarea");
  const selection = typing ? [active.selectionStart, active.selectionEnd] : null;
  return () => {
    const others = alike(), found = others[count] || others.at(-1);
    found?.focus({preventScroll: true});
    if (typing) found?.setSelectionRange(...selection);
  };
}

// nothing is replaced while it is pressed: its click would be lost
let pressed = null, up = null;
document.addEventListener("pointerdown", event => {
  // a menu of the browser keeps the release of other buttons to itself
  if (event.button) return;
  pressed = event.target.closest("a, button, summary, g.node");
  up = new Promise(done => {
    for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => setTimeout(done), {once: true});
  });
});

function address(part) {
  const own = part.dataset.part;
  if (part.dataset.query === undefined || !search) return own;
  return own + (own.includes("?") ? "&" : "?") + search;
}
function changedByHand(part) {
  return [...part.querySelectorAll("textarea")].some(e => e.value !== e.defaultValue && e.value.trim());
}
// returns whether there was an answer
async function renew(part) {
  try {
    const answer = await fetch(address(part)), text = await answer.text();
    if (part.contains(pressed)) await up;
    trouble(part, answer.ok ? "" : text);
    // what was under way when the tab was hidden is fetched anew when it is shown
    if (!answer.ok || document.hidden && document.body.dataset.topic) return true;
    if (changedByHand(part)) say(KEPT);
    else place(part, text);
    return true;
  } catch {
    trouble(part, "The studio does not answer; the page tries again.");
    return false;
  }
}

// one question a part at a time; what asks meanwhile is served by one more
const wanted = new Set(), asking = new Map(), again = new Map();
async function ask(part) {
  while (wanted.delete(part)) {
    if (await renew(part)) continue;
    clearTimeout(again.get(part));
    again.set(part, setTimeout(fresh, AGAIN, part));
    break;
  }
  asking.delete(part);
}
function fresh(part) {
  wanted.add(part);
  if (!asking.has(part)) asking.set(part, ask(part));
  return asking.get(part);
}
// gently leaves parts alone in which something is selected
export function refresh(selector = "[data-part]", gently = false) {
  const selected = gently && !getSelection().isCollapsed ? getSelection().anchorNode : null;
  const parts = [...document.querySelectorAll(selector)].filter(part => !selected || !part.contains(selected));
  return Promise.all(parts.map(fresh));
}
// waits for the parts that belong to an element, and returns whether they have what they asked for
export async function settled(element) {
  const parts = [...element.querySelectorAll("[data-part]:not([data-later])")];
  await Promise.all(parts.map(part => asking.get(part)));
  return !parts.some(part => troubles.has(part));
}
document.addEventListener("input", event => {
  const part = event.target.closest("textarea")?.value === "" && event.target.closest("[data-part]");
  if (part) fresh(part);
});
