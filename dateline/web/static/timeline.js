// The timeline: one mark has the focus and keys move it; days are chosen by drawing over the reports; all of it only
// changes the address.

import { on, tell } from "./keys.js";

const DAY = 86_400_000;
const iso = (time) => new Date(time).toISOString().slice(0, 10);
const form = document.querySelector("[data-timeline]");
let marks = [];
let here = -1;

function prepare() {
  marks = [...document.querySelectorAll("[data-mark]")].sort((a, b) => a.dataset.day.localeCompare(b.dataset.day));
  here = -1;
  marks.forEach((mark, n) => mark.setAttribute("tabindex", n ? "-1" : "0"));
  for (const one of document.querySelectorAll(".legend .needs-script")) one.classList.remove("needs-script");
}

function go(to) {
  if (!marks.length) return;
  marks[here]?.setAttribute("tabindex", "-1");
  here = Math.max(0, Math.min(marks.length - 1, to));
  marks[here].setAttribute("tabindex", "0");
  marks[here].focus();
  tell(marks[here].getAttribute("aria-label"));
}
document.addEventListener("focusin", (event) => {
  const mark = event.target.closest?.("[data-mark]");
  if (mark) here = marks.indexOf(mark);
});
on("]", () => go(here + 1));
on("[", () => go(here - 1));
on("Home", () => go(0));
on("End", () => go(marks.length - 1));

function between(first, last) {
  form.elements.after.value = iso(first);
  form.elements.before.value = iso(last);
  form.requestSubmit();
}

/** Shows another stretch of time: `scale` times as long, moved by a share of its length. */
function look(scale, shift) {
  const first = Date.parse(form.dataset.first);
  const last = Date.parse(form.dataset.last);
  const span = Math.max(DAY, last - first);
  const middle = (first + last) / 2 + shift * span;
  between(middle - (scale * span) / 2, middle + (scale * span) / 2);
}
on("+", () => look(0.5, 0));
on("-", () => look(2, 0));
on("ArrowLeft", () => look(1, -0.5));
on("ArrowRight", () => look(1, 0.5));
on("a", () => {
  const day = marks[here]?.dataset.day;
  if (!day) return;
  form.elements.asof.value = day;
  form.requestSubmit();
});

// -- drawing over the track of reports

let brush = null;

function dayAt(track, x) {
  const box = track.getBoundingClientRect();
  const share = Math.max(0, Math.min(1, (x - box.left) / box.width));
  const first = Date.parse(form.dataset.first);
  const length = Date.parse(form.dataset.last) - first + DAY;
  return first + Math.floor((share * length) / DAY) * DAY;
}

function paint() {
  const box = brush.track.getBoundingClientRect();
  const [x1, x2] = [brush.from, brush.to].sort((a, b) => a - b).map((x) => ((x - box.left) / box.width) * 1000);
  brush.shape.setAttribute("x", x1);
  brush.shape.setAttribute("width", Math.max(2, x2 - x1));
}
document.addEventListener("pointerdown", (event) => {
  const track = event.target.closest?.("[data-track]");
  if (!track) return;
  event.preventDefault();
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  shape.setAttribute("class", "brush");
  shape.setAttribute("height", "26");
  track.append(shape);
  brush = { track, shape, from: event.clientX, to: event.clientX };
  paint();
});
document.addEventListener("pointermove", (event) => {
  if (!brush) return;
  brush.to = event.clientX;
  paint();
});
document.addEventListener("pointerup", () => {
  if (!brush) return;
  const { track, shape, from, to } = brush;
  brush = null;
  shape.remove();
  if (Math.abs(from - to) > 3) between(...[dayAt(track, from), dayAt(track, to)].sort((a, b) => a - b));
});

document.addEventListener("dateline:shown", prepare);
prepare();
