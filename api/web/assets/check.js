// Faults beside the fields, as one types: of fields that were left once, or that
// have a fault already. The server checks; nothing of the rules is here.
let timer;
let turn = 0;

export function watchFaults(form) {
  if (!form.dataset.check) return;
  const left = new Set();
  for (const el of form.querySelectorAll(".q.faulty [name]")) left.add(bare(el.name));
  const check = (delay) => {
    clearTimeout(timer);
    timer = setTimeout(() => ask(form, left), delay);
  };
  form.addEventListener("change", (event) => {
    if (!event.target.name?.startsWith("/")) return;
    left.add(bare(event.target.name));
    check(0);
  });
  form.addEventListener("input", (event) => {
    if (event.target.name?.startsWith("/")) check(500);
  });
}

const bare = (name) => name.split("#")[0];

async function ask(form, left) {
  const mine = ++turn;
  let said;
  try {
    const res = await fetch(form.dataset.check, { method: "POST", body: new FormData(form) });
    if (!res.ok) return;
    said = (await res.json()).said;
  } catch {
    return;
  }
  if (mine !== turn || !form.isConnected) return;
  const texts = new Map();
  for (const s of said) {
    const box = boxOf(form, s.pointer);
    if (!box || !touched(box, left, s)) continue;
    texts.set(box, [...(texts.get(box) ?? []), s.text]);
  }
  for (const box of form.querySelectorAll(".q")) show(box, texts.get(box) ?? []);
  tidySummary(form);
  tidyContents(form, said);
}

// tidyContents says in the table of contents what is left to do.
function tidyContents(form, said) {
  for (const line of form.querySelectorAll(".contents [data-group]")) {
    const left = said.filter((s) => s.code === "required" && boxOf(form, s.pointer)?.closest(".group")?.id === line.dataset.group).length;
    if (left) line.textContent = line.dataset.left.replace("1", left);
    else if (!line.classList.contains("done")) line.textContent = line.dataset.done;
    line.classList.toggle("done", left === 0);
  }
}

// tidySummary takes lines off the summary whose fields are right by now.
function tidySummary(form) {
  const summary = form.querySelector("#summary");
  if (!summary) return;
  for (const link of summary.querySelectorAll("a")) {
    const box = document.getElementById(link.hash.slice(1))?.closest(".q");
    if (!box || (!box.classList.contains("faulty") && !box.querySelector(".faulty"))) link.closest("li").remove();
  }
  const left = summary.querySelectorAll("li").length;
  if (left === 0) summary.remove();
  else summary.querySelector("h2").textContent = summary.querySelector("h2").textContent.replace(/[0-9]+/, left);
}

// boxOf is the question of a pointer, or of what holds it.
function boxOf(form, pointer) {
  for (let p = pointer; p; p = p.slice(0, p.lastIndexOf("/"))) {
    const el = form.querySelector(`[name="${CSS.escape(p)}"]:not([type=hidden]),[data-at="${CSS.escape(p)}"]`);
    if (el) return el.closest(".q");
  }
  return null;
}

function touched(box, left, said) {
  if (box.classList.contains("faulty")) return true;
  const names = [...box.querySelectorAll("[name]")].map((el) => bare(el.name));
  if (said.code === "required") return names.length > 0 && names.every((n) => left.has(n));
  return names.some((n) => left.has(n));
}

function show(box, texts) {
  const place = box.querySelector(":scope > .field > .fault, :scope > fieldset > .fault");
  if (!place) return;
  const before = [...place.children].map((p) => p.textContent).join("\n");
  if (before === texts.join("\n")) return;
  place.replaceChildren(...texts.map((t) => Object.assign(document.createElement("p"), { textContent: t })));
  place.hidden = texts.length === 0;
  box.classList.toggle("faulty", texts.length > 0);
  const control = box.querySelector(":scope > .field > input, :scope > .field > textarea, :scope > .field > select");
  const owner = control ?? box.querySelector(":scope > fieldset");
  if (!owner) return;
  if (control) texts.length ? control.setAttribute("aria-invalid", "true") : control.removeAttribute("aria-invalid");
  const ids = new Set((owner.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  texts.length ? ids.add(place.id) : ids.delete(place.id);
  ids.size ? owner.setAttribute("aria-describedby", [...ids].join(" ")) : owner.removeAttribute("aria-describedby");
}
