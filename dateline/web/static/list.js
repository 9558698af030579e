// A list of rows: j and k go through it, Enter opens, o shows the evidence beside, x selects, the histogram is brushed.

import { on, tell } from "./keys.js";

const items = () => [...document.querySelectorAll("[data-item]")];
let here = -1;

function go(to) {
  const all = items();
  if (!all.length) return;
  all[here]?.classList.remove("here");
  here = Math.max(0, Math.min(all.length - 1, to));
  all[here].classList.add("here");
  all[here].querySelector("[data-open]").focus();
  all[here].scrollIntoView({ block: "nearest" });
}

on("j", () => go(here + 1));
on("k", () => go(here - 1));
on("x", () => {
  const box = items()[here]?.querySelector("[data-select]");
  if (box) box.click();
});
on("o", () => show(items()[here]));

document.addEventListener("focusin", (event) => {
  const item = event.target.closest("[data-item]");
  if (!item) return;
  const all = items();
  all[here]?.classList.remove("here");
  here = all.indexOf(item);
  item.classList.add("here");
});

/** Fetches the evidence of a row from its report's page into the place beside the list. */
async function show(item) {
  const beside = document.getElementById("evidence");
  const link = item?.querySelector("a[data-open]");
  if (!beside || !link) return;
  const answer = await fetch(link.href, { headers: { accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const card = page.querySelector("[data-card]");
  if (!card) return;
  beside.replaceChildren(document.importNode(card, true));
  beside.hidden = false;
  tell("Evidence shown beside the list");
}

// the number of selected rows stands on the button that exports them
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-select]")) return;
  const n = document.querySelectorAll("[data-select]:checked").length;
  const button = document.querySelector("[data-export]");
  button.textContent = n ? `Export ${n} selected as CSV` : `Export ${button.dataset.export} as CSV`;
  tell(`${n} selected`);
});

// what is opened to be filled in is gone to, at once, so that no letter is lost
document.addEventListener("click", (event) => {
  const details = event.target.closest?.("details[data-focus] > summary")?.parentElement;
  if (!details || details.open) return;
  event.preventDefault();
  details.open = true;
  details.querySelector("input:not([type=hidden])").focus();
});

// facets take effect at once
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-narrow] input[type=checkbox]")) event.target.form.requestSubmit();
});

// the histogram: press on one bar, let go on another
let from = -1;
const groundsOf = (target) => [...(target.closest?.("[data-bars]")?.querySelectorAll(".ground") ?? [])];

function paint(grounds, to) {
  grounds.forEach((one, n) => one.classList.toggle("chosen", n >= Math.min(from, to) && n <= Math.max(from, to)));
}
document.addEventListener("pointerdown", (event) => {
  const grounds = groundsOf(event.target);
  from = grounds.indexOf(event.target);
  if (from >= 0) paint(grounds, from);
});
document.addEventListener("pointerover", (event) => {
  const grounds = groundsOf(event.target);
  if (from >= 0 && grounds.includes(event.target)) paint(grounds, grounds.indexOf(event.target));
});
document.addEventListener("pointerup", (event) => {
  const grounds = groundsOf(event.target);
  const to = grounds.indexOf(event.target);
  const narrow = document.querySelector("[data-narrow]");
  if (from >= 0 && to >= 0) {
    for (const old of narrow.querySelectorAll("[name=f][type=hidden]")) {
      if (/^(after|before):/.test(old.value)) old.remove();
    }
    narrow.elements.after.value = grounds[Math.min(from, to)].dataset.first;
    narrow.elements.before.value = grounds[Math.max(from, to)].dataset.after;
    narrow.requestSubmit();
  }
  from = -1;
});

/** How many there are, or why there are none, for those who listen. */
function announce() {
  const words = document.querySelector("[data-tell], .empty h2")?.textContent.trim().replace(/\s+/g, " ");
  if (words) tell(words);
}
announce();
document.addEventListener("htmx:after:swap", () => {
  here = -1;
  announce();
});
