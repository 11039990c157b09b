// The page: sends what one does, asks for what has changed, and shows it.

import { grow, listen, revive, write } from "./composer.js";
import { confirmed, held, show, valuesIn } from "./dialogs.js";
import { patch, remember } from "./patch.js";
import { isAtEnd, stayAtEnd } from "./scrolling.js";
import { expire } from "./toasts.js";
import { update } from "./traffic.js";

const RETRY_MILLISECONDS = 1000;
const part = (name) => document.getElementById(`part-${name}`);
const address = () => new URLSearchParams(location.search);
const narrow = matchMedia("(max-width: 48rem)");

// --- what is seen ---------------------------------------------------------------------------

let asking = null;
let again = false;

/** Ask for every part and draw those that differ; many calls at once become two. */
function refresh() {
  if (asking) {
    again = true;
    return asking;
  }
  asking = draw().finally(() => {
    asking = null;
    if (!again) return undefined;
    again = false;
    return refresh();
  });
  return asking;
}

async function draw() {
  const here = location.search;
  const answer = await fetch(`/page/parts${here}`).catch(() => null);
  if (!answer?.ok || here !== location.search) return;
  const seen = await answer.json();
  document.title = seen.title;
  document.body.dataset.thread = seen.thread ? "yes" : "no";
  document.body.dataset.panel = seen.panel;
  for (const [name, html] of Object.entries(seen.parts)) drawPart(name, html);
  expire(part("toasts"), doing.notice);
  await update();
  if (isRead()) await act("read", {}, { quietly: true });
}

function drawPart(name, html) {
  const target = part(name);
  if (name === "view") return show(target, () => patch(target, html));
  const scrolled = target.closest(".scroll");
  const atEnd = scrolled && isAtEnd(scrolled);
  if (!patch(target, html)) return undefined;
  if (name.endsWith("composer")) target.querySelectorAll("form").forEach(revive);
  if (atEnd && name !== "home") scrolled.scrollTop = scrolled.scrollHeight;
  return undefined;
}

/** Somebody looks at a place with something new in it. */
function isRead() {
  const current = part("sidebar").querySelector("[aria-current=page].new");
  const isShown = !narrow.matches || document.body.dataset.chosen === "yes";
  return Boolean(current) && isShown && document.visibilityState === "visible";
}

function watch() {
  const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/page/changes`);
  socket.addEventListener("message", refresh);
  socket.addEventListener("close", () => setTimeout(watch, RETRY_MILLISECONDS));
}

// --- where one is ---------------------------------------------------------------------------

async function go(href) {
  const before = address();
  history.pushState(null, "", href);
  document.body.dataset.chosen = "yes";
  say("");
  document.querySelectorAll("details[open]").forEach((menu) => menu.removeAttribute("open"));
  await arrive(before.get("in") !== address().get("in") || before.get("as") !== address().get("as"));
}

async function arrive(isElsewhere) {
  await refresh();
  if (isElsewhere) {
    const scrolled = part("messages").closest(".scroll");
    scrolled.scrollTop = scrolled.scrollHeight;
    words = null;
    await suggestions();
  }
  if (address().get("in") === "home") await act("home", {}, { quietly: true });
  const field = document.getElementById(address().get("thread") ? "reply" : "write");
  if (!narrow.matches) field?.focus();
}

// --- what one does --------------------------------------------------------------------------

/** Do one thing as the person one is; what Slack says to it stands above the composer. */
async function act(name, told, { quietly = false } = {}) {
  const answer = await fetch(`/page/act/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ...Object.fromEntries(address()), ...told }),
  }).catch(() => null);
  const said = answer?.ok ? await answer.json() : { failure: "gone", said: "The demo is not running." };
  if (!quietly) {
    say(said.said);
    await refresh();
  }
  return said;
}

function say(text) {
  document.getElementById("said").textContent = text;
  document.getElementById("notice").hidden = !text;
}

/** Which message, modal or Home something stands on, with what was typed into it. */
function surfaceOf(element) {
  const surface = element.closest("[data-surface]");
  if (!surface) return {};
  const { surface: kind, channel, ts } = surface.dataset;
  return { surface: kind, channel, ts, values: kind === "modal" ? valuesIn(surface) : undefined };
}

const doing = {
  async press(element) {
    const { block, action, value, confirm } = element.dataset;
    if (confirm && !(await confirmed(confirm))) return undefined;
    return act("press", { ...surfaceOf(element), block, action, value });
  },
  async choose(element) {
    const { block, action, confirm } = element.dataset;
    if (confirm && !(await confirmed(confirm))) return undefined;
    const value = held(element.closest("[data-holds]"));
    return act("press", { ...surfaceOf(element), block, action, value });
  },
  shortcut: (element) => act("shortcut", { ...surfaceOf(element), name: element.dataset.name }),
  close: (element) => act("close", { everything: "everything" in element.dataset }),
  clock: (element) => act("clock", { seconds: element.dataset.seconds }),
  next: () => act("next", {}),
  trouble: (element) =>
    act("trouble", { key: element.dataset.key, on: element.ariaChecked !== "true" }),
  calm: () => act("calm", {}),
  drop: () => act("drop", {}),
  notice: (element) => {
    const { channel, ts } = element.closest("[data-ts]").dataset;
    return act("notice", { channel, ts }, { quietly: true }).then(refresh);
  },
  react: (element) => act("react", { ...surfaceOf(element), name: element.dataset.name }),
  delete: (element) => act("delete", surfaceOf(element)),
  dismiss: (element) => act("dismiss", surfaceOf(element)),
  join: () => act("join", {}),
  quiet: () => say(""),
  places: () => {
    document.body.dataset.chosen = "no";
  },
};

/** Close a menu; the keyboard is then where it was opened from. */
function leave(menu) {
  if (!menu) return;
  menu.removeAttribute("open");
  menu.querySelector("summary").focus({ preventScroll: true });
}

async function perform(element) {
  if (element.getAttribute("aria-busy") === "true") return;
  element.setAttribute("aria-busy", "true");
  leave(element.closest("details.menu"));
  try {
    const said = await doing[element.dataset.does](element);
    element.toggleAttribute("data-failed", said?.failure === "warning");
  } finally {
    element.removeAttribute("aria-busy");
  }
}

async function send(form) {
  const field = form.querySelector("textarea");
  const text = field.value;
  if (!text.trim()) return;
  write(field, "");
  const said = await act("say", { text, thread: form.dataset.thread });
  // Nothing typed is lost: what could not be sent stands there again.
  const now = document.getElementById(field.id);
  if (said.failure && now && !now.value) write(now, text);
  const scrolled = form.dataset.thread ? part("thread") : part("messages");
  scrolled.parentElement.scrollTop = scrolled.parentElement.scrollHeight;
}

/** A line that the address brings stands ready to be sent, once. */
function bring() {
  const told = address();
  const line = told.get("write");
  if (!line) return;
  told.delete("write");
  history.replaceState(null, "", `?${told}`);
  const field = document.getElementById("write");
  if (field) write(field, line);
}

// --- listening ------------------------------------------------------------------------------

document.addEventListener("click", (event) => {
  const doer = event.target.closest("button[data-does]");
  const anchor = event.target.closest("a[data-go]");
  const isPlain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.button);
  if (doer) perform(doer);
  else if (anchor && isPlain) {
    event.preventDefault();
    go(anchor.href);
  }
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.removeAttribute("open");
  }
});

// A menu opens upwards where there is no room below it.
document.addEventListener(
  "toggle",
  ({ target: menu }) => {
    const items = menu.open && menu.querySelector(".items");
    if (!items) return;
    menu.classList.remove("up");
    const room = (menu.closest(".scroll") ?? document.body).getBoundingClientRect();
    const { top, bottom, height } = items.getBoundingClientRect();
    menu.classList.toggle("up", bottom > room.bottom && top - height > room.top);
  },
  true,
);

document.addEventListener("change", (event) => {
  const element = event.target;
  if (element.dataset.does === "choose") perform(element);
  const field = element.closest("[data-dispatches]");
  if (field) act("fill", surfaceOf(field));
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog") return;
  event.preventDefault();
  if (form.matches(".composer")) send(form);
  else submit(form);
});

async function submit(form) {
  const button = form.querySelector("[type=submit]");
  if (button?.getAttribute("aria-busy") === "true") return;
  button?.setAttribute("aria-busy", "true");
  await act("submit", surfaceOf(form));
  button?.removeAttribute("aria-busy");
}

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details.menu[open]");
  if (event.key === "Escape") leave(menu);
});

let words = null;

/** What the composer may suggest here, asked for once. */
function suggestions() {
  const asked = () => fetch(`/page/words${location.search}`).then((answer) => answer.json());
  words ??= asked().catch(() => ({ "/": [], "@": [], "#": [] }));
  return words;
}

if (part("view")) {
  part("view").addEventListener("cancel", (event) => {
    event.preventDefault();
    act("close", { everything: false });
  });
  part("view").addEventListener("close", () => {
    // Some browsers close it at the second Escape, whatever the page says to that.
    if (part("view").querySelector("form")) act("close", { everything: false });
  });
  document.querySelectorAll("[data-part]").forEach(remember);
  document.querySelectorAll("[role=log].scroll").forEach(stayAtEnd);
  document.querySelectorAll(".composer textarea").forEach(grow);
  listen(document, { send, words: suggestions });
  window.addEventListener("popstate", () => arrive(true));
  document.addEventListener("visibilitychange", refresh);
  document.querySelectorAll(".composer").forEach(revive);
  const dialog = part("view");
  if (dialog.querySelector("form")) dialog.showModal();
  bring();
  arrive(true);
  watch();
}
