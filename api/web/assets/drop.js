// A place to drop files on. It is the file input's own field: without this module
// the input works as it is.
export function watchDrop(form, say) {
  for (const zone of form.querySelectorAll(".drop")) {
    const input = zone.querySelector("input[type=file]");
    zone.addEventListener("dragover", (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
    zone.addEventListener("dragleave", (event) => {
      if (!zone.contains(event.relatedTarget)) zone.classList.remove("over");
    });
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      zone.classList.remove("over");
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      chosen(zone, input, say);
    });
    input.addEventListener("change", () => chosen(zone, input, say));
  }
}

// chosen says what was chosen, and at once if it is too much: the server would
// have to read it all to say the same.
function chosen(zone, input, say) {
  const { files, bytes, tooMany, tooLarge, chosen: words } = zone.dataset;
  const list = [...input.files];
  let text = list.length ? words + list.map((f) => f.name).join("、") : "";
  let bad = "";
  if (list.length > Number(files)) bad = tooMany;
  else if (list.reduce((n, f) => n + f.size, 0) > Number(bytes)) bad = tooLarge;
  if (bad) {
    input.value = "";
    text = bad;
  }
  const line = zone.querySelector(".chosen");
  line.textContent = text;
  line.classList.toggle("bad", bad !== "");
  say(text);
}
