// The page of a lesson: plays a control, sets the controls as a task says, checks an answer, remembers what was answered.
import {chosen, go, query} from "./parts.js";

const lesson = document.querySelector("article[data-lesson]")?.dataset.lesson;
const form = document.getElementById("controls"), question = document.getElementById("question");
const still = window.matchMedia("(prefers-reduced-motion: reduce)");

// languages keep what the address says now
for (const link of document.querySelectorAll("a[data-language]")) {
  link.addEventListener("click", () => {
    const values = new URLSearchParams(chosen());
    values.set("lang", link.dataset.language);
    link.search = values.toString();
  });
}

// what was answered, in this browser only
function answered() {
  try { return JSON.parse(localStorage.getItem("lessons")) || []; } catch { return []; }
}
function mark() {
  const done = answered();
  for (const link of document.querySelectorAll("a[data-lesson]"))
    link.querySelector(".solved").hidden = !done.includes(link.dataset.lesson);
}
function judged() {
  if (!document.querySelector("[data-right=true]") || answered().includes(lesson)) return;
  localStorage.setItem("lessons", JSON.stringify([...answered(), lesson]));
  mark();
}
mark();

if (form) {
  const play = document.getElementById("play"), slider = document.getElementById(play.dataset.play);
  let timer = 0;

  const set = value => {
    slider.value = value;
    slider.dispatchEvent(new Event("input", {bubbles: true}));
  };
  const pause = () => {
    clearInterval(timer);
    timer = 0;
    play.textContent = play.dataset.words;
    play.setAttribute("aria-pressed", "false");
  };
  const start = () => {
    if (still.matches) { set(slider.max); return; }
    if (slider.value === slider.max) set(slider.min);
    play.textContent = play.dataset.pause;
    play.setAttribute("aria-pressed", "true");
    timer = setInterval(() => {
      set(Number(slider.value) + 1);
      if (slider.value === slider.max) pause();
    }, Math.max(150, 6000 / (slider.max - slider.min)));
  };
  play.addEventListener("click", () => { if (timer) pause(); else start(); });
  slider.addEventListener("pointerdown", () => { if (timer) pause(); });
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=range]), select")) return;
    const by = {".": 1, ",": -1}[event.key];
    if (!by) return;
    if (timer) pause();
    set(Number(slider.value) + by);
  });

  // a task's values go into the controls; another scene is another page
  for (const link of document.querySelectorAll("a[data-set]")) {
    link.addEventListener("click", event => {
      const values = new URLSearchParams(link.search);
      const here = ["trap", "scene"].every(name => !values.has(name) || form.elements[name].value === values.get(name));
      if (!here || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (timer) pause();
      for (const control of form.elements) {
        if (!values.has(control.name)) continue;
        if (control.type === "checkbox") control.checked = true;
        else control.value = values.get(control.name);
        const output = control.parentElement.querySelector("output");
        if (output) output.textContent = control.value;
      }
      go(query(form));
      if (form.getBoundingClientRect().bottom < 0) form.scrollIntoView({behavior: still.matches ? "auto" : "smooth"});
    });
  }

  question.addEventListener("submit", event => {
    event.preventDefault();
    document.getElementById("kept").value = new FormData(question).get("answer") || "";
    go(query(form));
  });
  document.addEventListener("part", judged);
  judged();
}
