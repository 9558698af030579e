// Keys of every page. A key presses, focuses or opens what bears it as data-key; g and a letter follow data-go.
// Single keys can be switched off; then only those with Ctrl, Alt or a focus of their own do anything.

const SWITCH = "dateline.keys";
const handlers = new Map();
let waiting = 0;

/** Lets a screen's script take a key: on("j", (event) => ...). */
export function on(key, does) {
  handlers.set(key, does);
}

/** Says something to those who listen to the page. */
export function tell(words) {
  const live = document.getElementById("live");
  live.textContent = "";
  requestAnimationFrame(() => { live.textContent = words; });
}

function keysAreOn() {
  return localStorage.getItem(SWITCH) !== "off";
}

function isTyping(target) {
  return target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null;
}

function press(element) {
  if (element.dataset.opens) {
    document.getElementById(element.dataset.opens).showModal();
  } else if (isTyping(element)) {
    element.focus();
    element.select?.();
  } else {
    element.click();
  }
}

function follow(letter) {
  const link = [...document.querySelectorAll("[data-go]")].find((one) => one.dataset.go === letter);
  if (link) location.assign(link.href);
  return link !== undefined;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isTyping(event.target)) {
    event.target.blur();
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (isTyping(event.target) || !keysAreOn() || document.querySelector("dialog[open]")) return;
  if (Date.now() - waiting < 1500) {
    waiting = 0;
    if (follow(event.key)) event.preventDefault();
    return;
  }
  if (event.key === "g") {
    waiting = Date.now();
    return;
  }
  const own = handlers.get(event.key);
  if (own) {
    if (own(event) !== false) event.preventDefault();
    return;
  }
  const element = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key);
  if (element) {
    event.preventDefault();
    press(element);
  }
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens).showModal();
});

const box = document.getElementById("keys-on");
if (box) {
  box.checked = keysAreOn();
  box.addEventListener("change", () => localStorage.setItem(SWITCH, box.checked ? "on" : "off"));
}
for (const hidden of document.querySelectorAll(".keys-button")) hidden.hidden = false;
