// Deciding questions by keys: y, n, u and c press what stands in the question that has the focus.

import { on, tell } from "./keys.js";

const here = () => document.querySelector(".question.here") ?? document.querySelector(".question");

function does(what) {
  const element = here()?.querySelector(`[data-does="${what}"]`);
  if (!element) return;
  if (element.matches("input")) {
    element.focus();
    element.select();
    tell("Why not? Enter says so, Escape leaves");
  } else {
    element.click();
  }
}
for (const key of ["y", "n", "u"]) on(key, () => does(key));
on("c", () => {
  const boxes = [...(here()?.querySelectorAll("[name=with]") ?? [])];
  if (boxes.length === 2) for (const box of boxes) box.checked = true;
  if (boxes.filter((box) => box.checked).length === 2) does("compare");
  else tell("Tick two statements first");
});

// Enter in the reason says no; without this it would press the first button of the form, which says yes
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches(".review input[name=reason]")) return;
  event.preventDefault();
  const { form } = event.target;
  form.requestSubmit(form.querySelector("button[value=reject]") ?? form.querySelector("button[name=does]"));
});

// two are compared: a third tick takes the place of the first
document.addEventListener("change", (event) => {
  if (event.target.name !== "with") return;
  const ticked = [...event.target.form.querySelectorAll("[name=with]:checked")].filter((one) => one !== event.target);
  if (event.target.checked && ticked.length > 1) ticked[0].checked = false;
});

/** After a decision the page goes on to the question that is named in the address. */
function follow() {
  const item = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  item?.querySelector?.("[data-open]")?.focus();
}
addEventListener("hashchange", follow);
addEventListener("pageshow", () => setTimeout(follow)); // the browser itself takes the focus away before
