// The conclusion beside the page of all questions: it follows each answer at once.
let turn = 0;

// unfold opens what explains the conclusion where there is room beside the page.
function unfold() {
  const rest = document.querySelector("details.rest");
  if (rest && matchMedia("(min-width: 62em)").matches) rest.open = true;
}

export function followAnswers(form, say) {
  unfold();
  if (form.dataset.step !== "all") return;
  form.addEventListener("change", async (event) => {
    if (!event.target.name?.startsWith("/facts/")) return;
    const mine = ++turn;
    const data = new FormData(form);
    data.append("do", "refresh");
    try {
      const res = await fetch(form.getAttribute("action"), { method: "POST", body: data });
      if (!res.ok) return;
      const next = new DOMParser().parseFromString(await res.text(), "text/html");
      if (mine !== turn || !form.isConnected) return;
      document.getElementById("conclusion").replaceWith(document.adoptNode(next.getElementById("conclusion")));
      unfold();
      const verdict = next.getElementById("form").dataset.verdict;
      if (verdict !== form.dataset.verdict) say(verdict);
      form.dataset.verdict = verdict;
    } catch {
      // the button below the questions does the same
    }
  });
}
