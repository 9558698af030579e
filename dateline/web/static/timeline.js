// The timeline: one mark has the focus and keys move it; the slider and the keys only change the address.

import { on, tell } from "./keys.js";

const form = document.querySelector("[data-timeline]");
const marks = [...document.querySelectorAll("[data-mark]")].sort((a, b) => a.dataset.day.localeCompare(b.dataset.day));
let here = -1;

function go(to) {
  if (!marks.length) return;
  marks[here]?.setAttribute("tabindex", "-1");
  here = Math.max(0, Math.min(marks.length - 1, to));
  marks[here].setAttribute("tabindex", "0");
  marks[here].focus();
  tell(marks[here].getAttribute("aria-label"));
}
marks.forEach((mark, n) => {
  mark.setAttribute("tabindex", n ? "-1" : "0");
  mark.addEventListener("focus", () => { here = n; });
});
on("]", () => go(here + 1));
on("[", () => go(here - 1));
on("Home", () => go(0));
on("End", () => go(marks.length - 1));

const DAY = 86_400_000;
const iso = (time) => new Date(time).toISOString().slice(0, 10);

/** Shows another stretch of time: `scale` times as long, moved by a share of its length. */
function look(scale, shift) {
  if (!form) return;
  const first = Date.parse(form.dataset.first);
  const last = Date.parse(form.dataset.last);
  const span = Math.max(DAY, last - first);
  const middle = (first + last) / 2 + shift * span;
  form.elements.after.value = iso(middle - (scale * span) / 2);
  form.elements.before.value = iso(middle + (scale * span) / 2);
  form.requestSubmit();
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

const slider = document.querySelector("[data-asof]");
if (slider) {
  const days = slider.dataset.days.split(" ");
  slider.hidden = false;
  slider.addEventListener("input", () => {
    slider.setAttribute("aria-valuetext", days[slider.value] ?? "all reports");
    tell(days[slider.value] ?? "all reports");
  });
  slider.addEventListener("change", () => {
    form.elements.asof.value = days[slider.value] ?? "";
    form.requestSubmit();
  });
}
