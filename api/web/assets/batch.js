// Makes the pages of batches quicker: progress as it happens, names of folders as
// the pattern is typed, a word while a list is checked. Without it every button
// works as a plain form does, and a link shows how far a batch is.
const live = document.getElementById("live");
const say = (text) => { if (live) live.textContent = text; };

// A button that takes a while says so, and works once.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button?.dataset.busy) return;
  if (button.form.dataset.sent) {
    event.preventDefault();
    return;
  }
  button.form.dataset.sent = "1";
  button.setAttribute("aria-disabled", "true");
  button.textContent = button.dataset.busy;
  say(button.dataset.busy);
});

// A page that comes back out of the browser's memory works again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

const progress = document.getElementById("progress");
if (progress) follow(progress);

function follow(place) {
  const words = place.dataset;
  const bar = document.getElementById("bar");
  const line = document.getElementById("line");
  let said = 0;
  const source = new EventSource(words.events);
  source.addEventListener("progress", (event) => show(JSON.parse(event.data)));
  source.addEventListener("end", (event) => {
    show(JSON.parse(event.data));
    source.close();
    say(words.ended);
    location.replace(location.pathname + location.search);
  });
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) line.textContent = words.lost;
  });

  function show(batch) {
    const p = batch.progress;
    bar.max = Math.max(p.total, 1);
    bar.value = p.done + p.failed;
    const text = [words.counts.replace("%1", p.done + p.failed).replace("%2", p.total)];
    if (batch.rate > 0) text.push(words.rate.replace("%", batch.rate.toFixed(1)));
    if (batch.remaining_seconds >= 0) text.push(words.left.replace("%", clock(batch.remaining_seconds)));
    if (p.failed > 0) text.push(words.failed.replace("%", p.failed));
    line.textContent = text.join(document.documentElement.lang === "ja" ? "　" : ", ");
    const now = Date.now();
    if (now - said >= 10000) { // who listens is not told every second
      said = now;
      say(line.textContent);
    }
  }
}

const clock = (seconds) => {
  const h = Math.floor(seconds / 3600), m = Math.floor(seconds / 60) % 60, s = String(seconds % 60).padStart(2, "0");
  return h > 0 ? `${h}:${String(m).padStart(2, "0")}:${s}` : `${m}:${s}`;
};

// The names of the first folders follow the pattern, once there is a list.
const form = document.getElementById("batch-form");
const pattern = document.getElementById("folder");
if (form && pattern && form.elements.list) {
  let timer;
  let turn = 0;
  pattern.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(names, 500);
  });
  async function names() {
    const mine = ++turn;
    const data = new FormData(form);
    data.delete("members");
    data.delete("common");
    data.append("do", "check");
    try {
      const res = await fetch("/batch", { method: "POST", body: data });
      const page = new DOMParser().parseFromString(await res.text(), "text/html");
      const next = page.getElementById("names");
      if (mine === turn && next) document.getElementById("names").replaceChildren(...next.childNodes);
    } catch {
      // the names stay as they are; a check shows them
    }
  }
}

// After a check its result is what one wants to read.
document.getElementById("checked-title")?.focus({ preventScroll: true });
