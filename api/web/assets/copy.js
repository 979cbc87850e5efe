// A copy of what was entered in this browser, only where the user ticks it: on a
// shared computer a client's data must not stay.
const key = "kitei.copy";

export function keepCopy(form) {
  if (localStorage.getItem(key) === null || !document.getElementById("keep")) return;
  localStorage.setItem(key, JSON.stringify([...new FormData(form)].filter(([, v]) => typeof v === "string")));
}

export function offerCopy(form, submit) {
  const box = document.getElementById("keep");
  if (!box) return;
  box.closest(".keep").hidden = false;
  const kept = localStorage.getItem(key);
  box.checked = kept !== null;
  box.addEventListener("change", () => {
    if (box.checked) {
      localStorage.setItem(key, "[]");
      keepCopy(form);
    } else {
      localStorage.removeItem(key);
    }
  });
  if (kept && kept !== "[]" && !sessionStorage.getItem(key)) offer(form, kept, submit);
  sessionStorage.setItem(key, "asked"); // once a tab; holds nothing of the client
  if (box.checked) keepCopy(form);
}

function offer(form, kept, submit) {
  const words = document.getElementById("words").dataset;
  const line = document.createElement("p");
  line.className = "notice";
  line.setAttribute("role", "status");
  const open = Object.assign(document.createElement("button"), { type: "button", textContent: words.copyOpen });
  const drop = Object.assign(document.createElement("button"), { type: "button", textContent: words.copyDrop });
  line.append(words.copy + " ", open, " ", drop);
  open.addEventListener("click", () => {
    for (const el of form.querySelectorAll("main [name]")) el.disabled = true;
    for (const [name, value] of JSON.parse(kept)) {
      if (name === "state") form.elements.state.value = value;
      else form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    submit({ name: "do", value: "refresh" });
  });
  drop.addEventListener("click", () => {
    localStorage.removeItem(key);
    document.getElementById("keep").checked = false;
    line.remove();
  });
  form.querySelector("h1").after(line);
}
