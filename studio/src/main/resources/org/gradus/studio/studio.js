// A page of the studio: parts of it are fetched again when the server says that their topic has news.
const topic = document.body.dataset.topic;
const status = document.getElementById("status");
let busy = false, again = false, last = "0", stream = null;

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

// what was unfolded stays so
function unfolded(part) {
  return [...part.querySelectorAll("details")].map(d => d.open);
}

async function refresh() {
  if (busy) { again = true; return; }
  busy = true;
  do {
    again = false;
    for (const part of document.querySelectorAll("[data-part]")) {
      try {
        const answer = await fetch(part.dataset.part);
        if (!answer.ok) { status.textContent = await answer.text(); continue; }
        const open = unfolded(part), text = await answer.text();
        part.innerHTML = text;
        [...part.querySelectorAll("details")].forEach((d, i) => { d.open = open[i] || false; });
        status.textContent = "";
      } catch {
        status.textContent = "The studio does not answer; the page tries again.";
      }
    }
  } while (again);
  busy = false;
}

// one stream a tab, closed while nobody looks: browsers allow six for all tabs together
function listen() {
  if (stream || !topic) return;
  stream = new EventSource("/api/events?after=" + last);
  stream.addEventListener(topic, event => { last = event.lastEventId; refresh(); });
  stream.onerror = () => { status.textContent = "Not connected; the page tries again."; };
  stream.onopen = () => { status.textContent = ""; };
}
document.addEventListener("visibilitychange", () => {
  if (document.hidden && stream) { stream.close(); stream = null; }
  else if (!document.hidden) listen();
});
if (topic) listen();
