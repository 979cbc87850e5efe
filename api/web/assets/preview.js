// The document beside the form: updated as one types, what changed since the
// last look is marked, and each clause says why it is there. The page comes from
// the server's own writer, which makes text of every value; it is put into a
// shadow root, with its style, and holds no script.
let timer;
let turn = 0;
let kind = "";
let wanted = true; // the pane is shown where there is room
let step = "";
const seen = new Map(); // kind → clauses as they were at the last look

export function startPreview(form) {
  const pane = document.getElementById("preview");
  document.querySelector(".peek")?.remove();
  if (step !== form.dataset.step) seen.clear(); // whoever goes on has looked
  step = form.dataset.step;
  if (!pane) return;
  const wide = matchMedia("(min-width: 68.75em)").matches;
  const cols = pane.parentElement;
  const show = (on) => {
    pane.hidden = !on;
    cols.classList.toggle("with", on && wide);
    if (on) ask(form, pane);
  };
  const peek = Object.assign(document.createElement("button"), { type: "button", className: "peek main", textContent: document.getElementById("words").dataset.show });
  peek.addEventListener("click", () => {
    show(true);
    pane.querySelector("select").focus();
  });
  if (!wide || !wanted) {
    if (wide) peek.style.display = "inline-block";
    form.append(peek);
    cols.classList.add("looking");
  }
  pane.querySelector("#preview-close").addEventListener("click", () => {
    if (wide) wanted = false;
    show(false);
    if (!peek.isConnected) form.append(peek);
    peek.style.display = "inline-block";
    peek.focus();
  });
  pane.querySelector("select").addEventListener("change", (event) => {
    kind = event.target.value;
    ask(form, pane);
  });
  pane.querySelector("#preview-seen").addEventListener("click", () => {
    seen.delete(kind);
    ask(form, pane);
  });
  form.addEventListener("input", (event) => {
    if (pane.hidden || event.target.closest("[data-free]")) return;
    clearTimeout(timer);
    timer = setTimeout(() => ask(form, pane), 450);
  });
  if (wide && wanted) show(true);
}

async function ask(form, pane) {
  const mine = ++turn;
  const news = pane.querySelector("#preview-news");
  const data = new FormData(form);
  data.append("preview", kind);
  pane.setAttribute("aria-busy", "true");
  let sample;
  try {
    const res = await fetch("/form/preview", { method: "POST", body: data });
    if (!res.ok) throw new Error();
    sample = await res.json();
  } catch {
    if (mine === turn) news.textContent = pane.dataset.failed;
    return;
  } finally {
    if (mine === turn) pane.removeAttribute("aria-busy");
  }
  if (mine !== turn || !pane.isConnected) return;
  kind = sample.kind;
  const select = pane.querySelector("select");
  if ([...select.options].map((o) => o.value).join() !== sample.kinds.map((k) => k.kind).join()) {
    select.replaceChildren(...sample.kinds.map((k) => new Option(k.name, k.kind)));
  }
  select.value = kind;
  if (sample.page) draw(pane, sample);
}

function draw(pane, sample) {
  const host = pane.querySelector("#preview-page");
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const page = new DOMParser().parseFromString(sample.page, "text/html");
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(sample.style.replaceAll(/\bbody \{/g, ".paper {").replaceAll(":root", ":host") + extra);
  root.adoptedStyleSheets = [sheet];
  const top = host.scrollTop;
  const paper = document.createElement("div");
  paper.className = "paper";
  paper.lang = "ja";
  paper.append(...document.adoptNode(page.body).childNodes);
  paper.querySelector("main")?.setAttribute("role", "presentation"); // the page around it has its own
  for (const el of paper.querySelectorAll("[data-style]")) el.style.cssText = el.dataset.style;
  root.replaceChildren(paper);
  const changes = mark(pane, paper, sample);
  explain(pane, paper, sample);
  links(paper);
  host.scrollTop = top;
  tell(pane, changes, sample);
}

const extra = `
.paper { font-size: 0.92rem; padding: 0.5rem 0.5rem 3rem; }
.changed { background: #fff3c4; box-shadow: -5px 0 0 #b34700; }
.why { font: inherit; font-family: sans-serif; font-size: 0.8rem; line-height: 1.4; color: #1f4e79; background: #fff; border: 1px solid #1f4e79; border-radius: 50%; width: 1.8em; height: 1.8em; margin-left: 0.4em; padding: 0; cursor: pointer; }
.because { font-family: sans-serif; font-size: 0.85rem; font-weight: 400; line-height: 1.6; border: 1px solid #1f4e79; border-radius: 6px; background: #eef4fb; padding: 0.5rem 0.75rem; margin: 0.4rem 0; text-align: left; }
.because ul { margin: 0.2rem 0; padding-left: 1.2rem; }
button:focus-visible { outline: 3px solid #b34700; outline-offset: 2px; }
.cover { margin: 0 0 1.5em; }
`;

// clauses are the parts that can change: headed sections and their numbered parts.
const clauses = (paper) => paper.querySelectorAll("section[id], div.paragraph[id], li[id]");
const headed = (paper) => paper.querySelectorAll("section[id]");

// textOf is what a clause says itself, without the clauses in it.
function textOf(el) {
  const copy = el.cloneNode(true);
  for (const inner of copy.querySelectorAll("section[id]")) inner.remove();
  for (const b of copy.querySelectorAll("button, .because, .num")) b.remove();
  return copy.textContent.replace(/\s+/g, "");
}

const labelOf = (el) => el.querySelector(":scope > h2, :scope > h3, :scope > h4, :scope > h5, :scope > h6")?.firstChild?.parentElement?.textContent.trim() ?? el.id;

// mark shows what changed since the last look; the first sight is a look.
function mark(pane, paper, sample) {
  const now = new Map();
  for (const el of headed(paper)) now.set(el.id, { text: textOf(el), label: labelOf(el) });
  const before = seen.get(sample.kind);
  if (!before) {
    seen.set(sample.kind, now);
    return null;
  }
  const out = [];
  for (const el of headed(paper)) {
    const was = before.get(el.id);
    const is = now.get(el.id);
    if (was && was.text === is.text) continue;
    el.classList.add("changed");
    out.push({ el, label: is.label, what: was ? pane.dataset.edited : pane.dataset.new });
  }
  for (const [id, was] of before) if (!now.has(id)) out.push({ label: was.label, what: pane.dataset.gone });
  return out;
}

function tell(pane, changes, sample) {
  const news = pane.querySelector("#preview-news");
  const line = [];
  if (changes?.length) {
    line.push(pane.dataset.changed);
    changes.slice(0, 12).forEach((c, i) => {
      if (i) line.push("、");
      const words = `${c.label}（${c.what}）`;
      if (!c.el) return line.push(words);
      const go = Object.assign(document.createElement("button"), { type: "button", textContent: words });
      go.addEventListener("click", () => c.el.scrollIntoView({ block: "center" }));
      line.push(go);
    });
    if (changes.length > 12) line.push(" …");
  }
  if (sample.left) line.push((line.length ? " " : "") + pane.dataset.left);
  news.replaceChildren(...line);
}

// explain puts a button at each heading that says why the clause is there.
function explain(pane, paper, sample) {
  for (const el of clauses(paper)) {
    const head = el.matches("section") ? el.querySelector(":scope > h2, :scope > h3, :scope > h4, :scope > h5, :scope > h6") : null;
    if (!head) continue;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "why", textContent: "?" });
    button.setAttribute("aria-label", `${pane.dataset.why}: ${head.textContent.trim()}`);
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", () => {
      const open = head.nextElementSibling;
      if (open?.classList.contains("because")) {
        open.remove();
        button.setAttribute("aria-expanded", "false");
        return;
      }
      head.after(because(pane, el, sample));
      button.setAttribute("aria-expanded", "true");
    });
    head.append(button);
  }
}

function because(pane, el, sample) {
  const box = Object.assign(document.createElement("div"), { className: "because" });
  const title = document.createElement("strong");
  title.textContent = pane.dataset.why;
  box.append(title);
  const grounds = new Map();
  const within = [...el.querySelectorAll("[data-conditions]")].filter((e) => e.parentElement.closest("section") === el && !e.matches("section"));
  const around = [];
  for (let e = el; e; e = e.parentElement?.closest("[data-conditions]")) if (e.dataset.conditions) around.push(e);
  for (const e of [...around, ...within]) {
    for (const c of JSON.parse(e.dataset.conditions)) {
      for (const g of sample.reasons[c] ?? []) if (g.label) grounds.set(g.label, g);
    }
  }
  const list = document.createElement("ul");
  for (const g of grounds.values()) {
    const item = document.createElement("li");
    item.textContent = g.value ? `${g.label}：${g.value}` : g.label;
    list.append(item);
  }
  const plain = document.createElement("p");
  plain.textContent = pane.dataset.always;
  box.append(grounds.size ? list : plain);
  const sources = [...new Set([el, ...el.querySelectorAll(":scope > .paragraph[data-law-text]")].flatMap((e) => (e.dataset.lawText ?? "").split("、")).filter(Boolean))];
  if (sources.length) {
    const p = document.createElement("p");
    p.textContent = `${pane.dataset.source}：${sources.join("、")}`;
    box.append(p);
  }
  return box;
}

// links of the document lead to its own clauses, inside the shadow root.
function links(paper) {
  paper.addEventListener("click", (event) => {
    const a = event.target.closest('a[href^="#"]');
    if (!a) return;
    event.preventDefault();
    paper.querySelector(`[id="${CSS.escape(a.getAttribute("href").slice(1))}"]`)?.scrollIntoView({ block: "center" });
  });
}
