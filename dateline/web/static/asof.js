// Looking from another day without leaving the page: the slider, and playing through the days on which reports came.

import { tell } from "./keys.js";

const BEAT = matchMedia("(prefers-reduced-motion: reduce)").matches ? 3000 : 1300; // milliseconds a day
let playing = 0;

const slider = () => document.querySelector("[data-asof]");
const days = () => slider()?.dataset.days.split(" ") ?? [];

function prepare() {
  for (const one of document.querySelectorAll("[data-asof], [data-play]")) one.classList.remove("needs-script");
  const button = document.querySelector("[data-play]");
  if (button) {
    button.setAttribute("aria-pressed", String(playing > 0));
    button.textContent = playing ? "Stop" : "Play";
  }
}

/** Fetches this page as of a day, and puts into it what that day changes. */
async function look(day) {
  const address = new URL(location.href);
  if (day) address.searchParams.set("asof", day);
  else address.searchParams.delete("asof");
  address.searchParams.delete("page");
  const answer = await fetch(address, { headers: { accept: "text/html" } });
  if (!answer.ok) {
    location.assign(address);
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const focused = document.activeElement?.matches("[data-asof], [data-play]") ? document.activeElement.dataset : null;
  for (const old of document.querySelectorAll("[data-swap]")) {
    const made = page.getElementById(old.id);
    if (made) old.replaceWith(document.importNode(made, true));
  }
  history.replaceState(null, "", address);
  const field = document.querySelector("main form input[name=asof]");
  if (field) field.value = day ?? "";
  prepare();
  if (focused) document.querySelector("asof" in focused ? "[data-asof]" : "[data-play]")?.focus();
  document.dispatchEvent(new CustomEvent("dateline:shown"));
  tell(document.querySelector(".asof b")?.textContent ?? "");
}

function stop() {
  playing = 0;
  prepare();
}

async function play(turn) {
  const now = Number(slider().value);
  const next = now >= days().length ? 0 : now + 1;
  await look(days()[next] ?? null);
  if (playing !== turn) return;
  if (next >= days().length) stop();
  else setTimeout(() => playing === turn && play(turn), BEAT);
}

document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-asof]")) return;
  event.target.setAttribute("aria-valuetext", days()[event.target.value] ?? "all reports");
  event.target.nextElementSibling.textContent = days()[event.target.value] ?? "all reports";
});
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-asof]")) return;
  stop();
  look(days()[event.target.value] ?? null);
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-play]")) return;
  if (playing) {
    stop();
    return;
  }
  playing = Date.now();
  prepare();
  play(playing);
});
prepare();
