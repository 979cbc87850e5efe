// Makes the pages of the form quicker: a button swaps the page in place, what
// depends on an answer appears at once, faults are shown as one types. Without
// it every button works as a plain form does.
import { watchFaults } from "./check.js";
import { startPreview } from "./preview.js";
import { offerCopy, keepCopy } from "./copy.js";
import { watchDrop } from "./drop.js";
import { followAnswers } from "./incident.js";

const words = () => document.getElementById("words")?.dataset ?? {};
const form = () => document.getElementById("form");
let unsaved = false;
let leaving = false;
let busy = false;

export function say(text) {
  const live = document.getElementById("live");
  if (live) live.textContent = text;
}

// Questions that depend on an answer: data-if holds pointer=value words of which
// one must be true.
function showConditional() {
  const f = form();
  if (!f) return;
  const data = new FormData(f);
  for (const el of f.querySelectorAll("[data-if]")) {
    const shown = el.dataset.if.split(" ").some((word) => {
      const at = word.indexOf("=");
      const [name, want] = [word.slice(0, at), word.slice(at + 1)];
      const have = data.getAll(name);
      if (want === "true" && have.length > 0 && have.every((v) => v === "")) return !el.hasAttribute("data-start-hidden");
      return have.includes(want);
    });
    el.hidden = !shown;
  }
  for (const fold of f.querySelectorAll("details.more")) {
    const inside = [...fold.children].filter((e) => e.matches(".q"));
    if (inside.length) fold.hidden = inside.every((e) => e.hidden); // it would open on nothing
  }
}

function setUp(root) {
  for (const el of root.querySelectorAll("[data-if][hidden]")) el.setAttribute("data-start-hidden", "");
  showConditional();
  watchFaults(form());
  startPreview(form());
  followAnswers(form(), say);
  offerCopy(form(), submit);
  watchDrop(form(), say);
  const summary = document.getElementById("summary");
  const focus = root.querySelector("[data-focus],[autofocus]");
  if (focus) openAround(focus);
  return focus ?? summary;
}

function openAround(el) {
  for (let d = el.closest("details"); d; d = d.parentElement?.closest("details")) d.open = true;
}

async function submit(button) {
  if (busy) return;
  busy = true;
  const f = form();
  const step = f.dataset.step;
  const data = new FormData(f);
  if (button) data.append(button.name, button.value);
  const download = button?.hasAttribute?.("data-download");
  if (download) say(words().making);
  button?.setAttribute?.("disabled", "");
  try {
    const res = await fetch(f.getAttribute("action"), { method: "POST", body: data });
    const type = res.headers.get("Content-Type") ?? "";
    if (type.startsWith("text/html") && !res.headers.has("Content-Disposition")) {
      await swap(await res.text(), step, button);
    } else if (res.headers.has("Content-Disposition") && res.ok) {
      const name = fileName(res.headers.get("Content-Disposition"));
      give(await res.blob(), name);
      say(words().made.replace("{{.X}}", name) + (words().made.includes("{{.X}}") ? "" : name));
    } else {
      throw new Error(String(res.status));
    }
  } catch {
    say(words().failed);
    alert(words().failed);
  } finally {
    busy = false;
    button?.removeAttribute?.("disabled");
  }
}

async function swap(text, step, button) {
  const next = new DOMParser().parseFromString(text, "text/html");
  const incoming = next.getElementById("form");
  if (!incoming) {
    document.body.replaceChildren(...next.body.childNodes);
    return;
  }
  const open = new Set([...document.querySelectorAll("details[open]")].map(placeOf));
  const from = window.scrollY;
  for (const el of incoming.querySelectorAll("[autofocus]")) {
    el.removeAttribute("autofocus"); // the page has a focus already: it is moved below
    el.setAttribute("data-focus", "");
  }
  const verdict = form().dataset.verdict;
  form().replaceWith(document.adoptNode(incoming));
  document.title = next.title;
  document.documentElement.lang = next.documentElement.lang;
  const now = form();
  const same = now.dataset.step === step;
  if (same) for (const d of now.querySelectorAll("details")) if (open.has(placeOf(d))) d.open = true;
  const focus = setUp(now);
  if (!same) {
    history.pushState({ step: now.dataset.step }, "", "#" + now.dataset.step);
    window.scrollTo(0, 0);
  } else {
    window.scrollTo(0, from);
  }
  const again = same && button?.id ? document.getElementById(button.id) : null;
  const target = focus ?? again ?? now.querySelector("h1");
  target?.focus({ preventScroll: target === again });
  if (focus) focus.scrollIntoView({ block: "center" });
  const notice = now.querySelector(".notice");
  const concluded = now.dataset.verdict !== verdict ? now.dataset.verdict : ""; // only a new conclusion is told
  const news = [notice && notice !== target ? notice.textContent : "", concluded].filter(Boolean).join(" ");
  if (news) say(news);
}

// placeOf names a fold by what it is folded in.
function placeOf(details) {
  const holder = details.closest("[id]")?.id ?? "";
  return holder + "|" + details.firstElementChild?.textContent.replace(/[0-9]+/g, "");
}

function fileName(disposition) {
  const full = /filename\*=utf-8''([^;]+)/i.exec(disposition);
  if (full) return decodeURIComponent(full[1]);
  return /filename="?([^";]+)/.exec(disposition)?.[1] ?? "kitei";
}

function give(blob, name) {
  const a = document.createElement("a");
  a.href = URL.createObjectURL(blob);
  a.download = name;
  document.body.append(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(a.href), 60000);
}

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.target.id !== "form") return;
  if (button?.hasAttribute("data-native")) {
    if (button.hasAttribute("data-saves")) {
      unsaved = false;
      leaving = true;
      setTimeout(() => { leaving = false; }, 2000);
    }
    return;
  }
  event.preventDefault();
  if (button?.hasAttribute("data-replaces")) {
    if (unsaved && !confirm(words().unsaved)) return;
    unsaved = false;
  }
  submit(button);
});

document.addEventListener("input", (event) => {
  if (!event.target.closest("#form") || event.target.closest("[data-free]") || event.target.type === "file" || event.target.id === "keep") return;
  unsaved = true;
  showConditional();
  if (document.getElementById("keep")) keepCopy(form());
});

document.addEventListener("click", (event) => {
  const link = event.target.closest('.summary a[href^="#"]');
  if (!link) return;
  const box = document.getElementById(link.hash.slice(1));
  if (!box) return;
  event.preventDefault();
  openAround(box);
  const target = box.matches("input,select,textarea") ? box : box.querySelector("input:not([type=hidden]),select,textarea,button") ?? box;
  target.focus();
  target.scrollIntoView({ block: "center" });
});

window.addEventListener("popstate", (event) => {
  const step = event.state?.step;
  if (step && form() && step !== form().dataset.step) {
    submit({ name: "do", value: "go:" + step });
  }
});

window.addEventListener("beforeunload", (event) => {
  if (unsaved && !leaving) event.preventDefault();
});

if (form()) {
  history.replaceState({ step: form().dataset.step }, "");
  setUp(form())?.focus();
}
