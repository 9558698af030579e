// Adding: files may be dropped on the form, and the fates of a batch come as they are known.

import { tell } from "./keys.js";

const form = document.querySelector("[data-drop]");
if (form) {
  for (const kind of ["dragover", "dragleave", "drop"]) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.classList.toggle("over", kind === "dragover");
    });
  }
  form.addEventListener("drop", (event) => {
    form.elements.files.files = event.dataTransfer.files;
    tell(`${event.dataTransfer.files.length} files chosen`);
  });
}

const job = document.querySelector("[data-job]");
if (job && !["done", "failed"].includes(job.dataset.state)) {
  const rows = job.querySelector("[data-fates]");
  const seen = rows.children.length;
  const says = job.querySelector("[data-job-says]");
  const source = new EventSource(`/add/${job.dataset.job}/events`);
  source.addEventListener("fate", (event) => {
    if (Number(event.lastEventId) <= seen) return;
    rows.append(line(JSON.parse(event.data)));
    says.textContent = `Reading… ${rows.children.length} so far`;
  });
  source.addEventListener("end", (event) => {
    source.close();
    const { state, problem } = JSON.parse(event.data);
    says.textContent = state === "done" ? `Done: ${rows.children.length} inputs.` : "Stopped.";
    const note = job.querySelector("[data-job-problem]");
    note.textContent = problem ?? "";
    note.hidden = !problem;
    tell(says.textContent);
  });
  source.addEventListener("error", () => {
    source.close();
    says.textContent = "The server does not answer; reload to see what was read.";
  });
}

function line(fate) {
  const row = document.createElement("tr");
  const name = document.createElement("bdi");
  name.textContent = fate.source.slice(0, 120);
  let first = name;
  if (fate.report) {
    first = document.createElement("a");
    first.href = `/reports/${encodeURIComponent(fate.report)}`;
    first.append(name);
  }
  const why = [fate.reason ?? fate.note ?? "", fate.do].filter(Boolean).join("; ");
  for (const inside of [first, fate.fate, why]) {
    const cell = document.createElement("td");
    cell.append(inside);
    row.append(cell);
  }
  return row;
}
