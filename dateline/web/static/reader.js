// The reader: marks and list point at each other, a mark's evidence comes into its place, layers are shown and hidden.

import { on, tell } from "./keys.js";

const reader = document.querySelector("[data-reader]");
const text = reader.querySelector("[data-text]");
const shown = (mark) => !text.classList.contains(`hide-${mark.classList[0]}`);
const marksOf = (row) => [...text.querySelectorAll("mark[data-row]")].filter((one) => one.dataset.row === row);
let selected = null; // the words that were last selected in the text: [start, end] in characters
let chosen = document.querySelector(".evidence")?.dataset.row ?? null;

/** The marks around a place, innermost first, without those of hidden layers. */
function around(element) {
  const found = [];
  for (let one = element.closest("mark"); one; one = one.parentElement.closest("mark")) {
    if (shown(one)) found.push(one);
  }
  return found;
}

function paint(row, name, is) {
  for (const one of marksOf(row)) one.classList.toggle(name, is);
  document.getElementById(`c-${row}`)?.classList.toggle(name, is);
}

/** Shows the evidence of a row; its address goes into the history. */
async function choose(row, { push = true, focus = true } = {}) {
  if (chosen) paint(chosen, "chosen", false);
  chosen = row;
  selected = null;
  paint(row, "chosen", true);
  const address = new URL(location.href);
  address.searchParams.set("row", row);
  address.searchParams.delete("part");
  address.hash = "";
  if (push) history.pushState({ row }, "", address);
  const first = document.getElementById(`m-${row}`);
  if (first) {
    first.scrollIntoView({ block: "nearest" });
    if (focus) first.focus({ preventScroll: true });
  }
  const answer = await fetch(address);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const card = page.getElementById("card");
  if (card && chosen === row) {
    document.getElementById("card").replaceChildren(...document.importNode(card, true).childNodes);
    tell(first ? `${first.title}: evidence shown` : "evidence shown");
  }
}

text.addEventListener("click", (event) => {
  if (getSelection().toString()) return;
  const [mark] = around(event.target);
  if (mark) choose(mark.dataset.row);
});
text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("mark")) choose(event.target.dataset.row);
});
reader.addEventListener("click", (event) => {
  const link = event.target.closest("a[href*='row=']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const row = new URL(link.href).searchParams.get("row");
  if (!row || !marksOf(row).length) return;
  event.preventDefault();
  choose(row);
});
addEventListener("popstate", () => {
  const row = new URL(location.href).searchParams.get("row");
  if (row) choose(row, { push: false });
  else location.reload();
});

// pointing at either side marks the other
for (const kind of ["pointerover", "focusin"]) {
  reader.addEventListener(kind, (event) => point(event.target, true));
}
for (const kind of ["pointerout", "focusout"]) {
  reader.addEventListener(kind, (event) => point(event.target, false));
}
function point(target, is) {
  const row = around(target)[0]?.dataset.row ?? target.closest("tr[data-row]")?.dataset.row;
  if (row) paint(row, "hover", is);
}

// keys
const sayings = () => [...text.querySelectorAll("mark.claims[id]")];
const doubts = () => [...text.querySelectorAll("mark.doubt[id]")].filter(shown);

function step(list, by) {
  if (!list.length) {
    tell("There is none in this part");
    return;
  }
  const at = list.findIndex((one) => one.dataset.row === chosen);
  let to = at + by;
  if (at < 0) {
    const here = chosen && document.getElementById(`m-${chosen}`);
    to = here ? list.findIndex((one) => here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) : 0;
    if (by < 0) to = (to < 0 ? list.length : to) - 1;
  }
  choose(list[(to + list.length) % list.length].dataset.row);
}
on("n", () => step(sayings(), 1));
on("p", () => step(sayings(), -1));
on(".", () => step(doubts(), 1));
on("[", () => turn(1));
on("]", () => turn(-1));

/** Of the marks on the chosen words, the one further out (1) or further in (-1). */
function turn(by) {
  const mark = chosen && document.getElementById(`m-${chosen}`);
  if (!mark) return;
  const inner = [...mark.querySelectorAll("mark[id]")].filter(shown);
  const outer = around(mark).slice(1);
  const to = by > 0 ? outer[0] : inner[0];
  if (to) choose(to.dataset.row);
  else tell(by > 0 ? "Nothing further out" : "Nothing further in");
}

on("r", () => {
  const open = document.querySelector("[data-reject]");
  if (!open) return false;
  open.open = true;
  open.querySelector("input").focus();
});

// other words for the chosen row: those selected in the text, or by their numbers
const bounds = () => document.querySelector("[data-bounds]");

/** The words of a piece of a passage as characters, without what only a screen reader says. */
function characters(part) {
  for (const one of part.querySelectorAll(".sr")) one.remove();
  return [...part.textContent];
}

/** How many characters of the report stand before a place in the page; null outside of its text. */
function place(node, offset) {
  const words = (node.closest ? node : node.parentElement)?.closest("[data-start]");
  if (!words) return null;
  const before = new Range();
  before.setStart(words, 0);
  before.setEnd(node, offset);
  return Number(words.dataset.start) + characters(before.cloneContents()).length;
}

function between(start, end) {
  const every = [...text.querySelectorAll("[data-start]")].filter((one) => Number(one.dataset.start) <= start);
  const words = every.at(-1);
  if (!words || start >= end) return "";
  const from = Number(words.dataset.start);
  return characters(words.cloneNode(true)).slice(start - from, end - from).join("");
}

function preview() {
  const { start, end } = bounds().elements;
  bounds().querySelector("[data-preview]").textContent = between(Number(start.value), Number(end.value)).slice(0, 2000);
}

function fill() {
  const form = bounds();
  if (!form) return;
  if (selected) [form.elements.start.value, form.elements.end.value] = selected;
  preview();
}

document.addEventListener("selectionchange", () => {
  const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
  if (!range || range.collapsed || !text.contains(range.commonAncestorContainer)) return;
  let start = place(range.startContainer, range.startOffset);
  let end = place(range.endContainer, range.endOffset);
  if (start === null || end === null) return;
  const words = [...between(start, end)];
  const blank = (one) => !one.trim();
  while (words.length && blank(words[0])) words.shift(), (start += 1);
  while (words.length && blank(words.at(-1))) words.pop(), (end -= 1);
  if (!words.length) return;
  selected = [start, end];
  if (bounds()?.querySelector("details").open) fill();
});
reader.addEventListener("toggle", (event) => {
  if (event.target.parentElement?.matches("[data-bounds]") && event.target.open) {
    fill();
    bounds().elements.start.focus();
  }
}, true);
reader.addEventListener("input", (event) => {
  if (event.target.form === bounds()) preview();
});

// layers
reader.querySelector("[data-layers]").addEventListener("change", (event) => {
  const layer = event.target.dataset.layer;
  text.classList.toggle(`hide-${layer}`, !event.target.checked);
  const address = new URL(location.href);
  const hidden = new Set(address.searchParams.getAll("hide"));
  if (event.target.checked) hidden.delete(layer);
  else hidden.add(layer);
  address.searchParams.delete("hide");
  for (const one of hidden) address.searchParams.append("hide", one);
  history.replaceState(history.state, "", address);
  tell(`${layer} ${event.target.checked ? "shown" : "hidden"}`);
});
