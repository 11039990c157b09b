// The field one writes in: it grows, keeps drafts, suggests words, and sends at Enter.

const drafts = new Map();
const MOST = 8;

/** Give a freshly drawn composer its draft back. */
export function revive(form) {
  const field = form.querySelector("textarea");
  if (field.dataset.draft && !field.value) field.value = drafts.get(field.dataset.draft) ?? "";
  grow(field);
}

export function grow(field) {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight + 2, 240)}px`;
}

export function write(field, text) {
  field.value = text;
  drafts.set(field.dataset.draft, text);
  grow(field);
}

/** Behave as the composer at every key and change inside `root`. */
export function listen(root, { words, send }) {
  root.addEventListener("input", async (event) => {
    const field = event.target.closest(".composer textarea");
    if (!field) return;
    drafts.set(field.dataset.draft, field.value);
    grow(field);
    offer(field, await words());
  });
  root.addEventListener("keydown", (event) => {
    const field = event.target.closest(".composer textarea");
    if (!field || event.isComposing) return;
    if (isOpen(field) && steer(field, event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send(field.form);
    }
  });
  root.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    event.preventDefault();
    take(option.closest("form").querySelector("textarea"), option);
  });
  root.addEventListener("focusout", (event) => {
    const field = event.target.closest(".composer textarea");
    if (field) shut(field);
  });
}

/** What is being typed right before the caret: /word at the start, @word and #word anywhere. */
function begun(field) {
  const before = field.value.slice(0, field.selectionStart);
  const found = before.match(/^(\/)([\w-]*)$/) ?? before.match(/(?:^|\s)([@#])([\w.-]*)$/);
  return found && { sign: found[1], typed: (found[1] + found[2]).toLowerCase() };
}

function offer(field, words) {
  const start = begun(field);
  const fits = (word) =>
    word.text.toLowerCase().startsWith(start.typed) ||
    (start.sign !== "/" && word.name.toLowerCase().includes(start.typed.slice(1)));
  const found = start ? words[start.sign].filter(fits).slice(0, MOST) : [];
  const list = listOf(field);
  list.replaceChildren(...found.map((word, number) => optionFor(field, word, number)));
  list.hidden = found.length === 0;
  if (!list.hidden) point(field, list.firstElementChild);
}

function optionFor(field, word, number) {
  const option = document.createElement("li");
  option.setAttribute("role", "option");
  option.id = `${field.id}-word-${number}`;
  option.dataset.text = word.text;
  const name = document.createElement("b");
  const more = document.createElement("small");
  name.textContent = word.text;
  more.textContent = [word.more, word.name].filter(Boolean).join(" · ");
  option.append(name, " ", more);
  return option;
}

function steer(field, event) {
  const options = [...listOf(field).children];
  const at = options.findIndex((option) => option.ariaSelected === "true");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) point(field, options.at((at + step) % options.length));
  else if (event.key === "Tab" || event.key === "Enter") {
    // A command typed to its end is meant to be sent.
    if (event.key === "Enter" && options[at].dataset.text === field.value) return false;
    take(field, options[at]);
  } else if (event.key === "Escape") shut(field);
  else return false;
  event.preventDefault();
  return true;
}

function take(field, option) {
  const caret = field.selectionStart;
  const start = caret - begun(field).typed.length;
  const rest = field.value.slice(caret).replace(/^ /, "");
  write(field, `${field.value.slice(0, start)}${option.dataset.text} ${rest}`);
  const end = start + option.dataset.text.length + 1;
  field.setSelectionRange(end, end);
  shut(field);
}

function point(field, option) {
  for (const other of listOf(field).children) other.ariaSelected = String(other === option);
  field.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function shut(field) {
  listOf(field).hidden = true;
  field.removeAttribute("aria-activedescendant");
}

function isOpen(field) {
  return !listOf(field).hidden;
}

function listOf(field) {
  return field.form.querySelector("[role=listbox]");
}
