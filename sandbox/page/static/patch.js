// Puts newly drawn HTML in place of the old, and touches only what differs.

const sources = new WeakMap();

/** Note what stands there now, so that the first patch can leave it alone. */
export function remember(target) {
  sources.set(target, target.innerHTML);
  for (const child of target.children) {
    if (child.dataset.key) sources.set(child, child.outerHTML);
  }
}

/** Draw the part anew; say whether anything was changed. */
export function patch(target, html) {
  if (sources.get(target) === html) return false;
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  const focus = focusIn(target);
  if (isKeyed(fresh.content) && isKeyed(target)) patchKeyed(target, fresh.content);
  else target.replaceChildren(fresh.content);
  for (const child of target.children) {
    if (child.dataset.key && !sources.has(child)) sources.set(child, child.outerHTML);
  }
  sources.set(target, html);
  putBack(focus);
  return true;
}

function isKeyed(parent) {
  return parent.children.length > 0 && [...parent.children].every((child) => child.dataset.key);
}

function patchKeyed(target, fresh) {
  const standing = new Map([...target.children].map((child) => [child.dataset.key, child]));
  let before = null;
  for (const wanted of [...fresh.children]) {
    const key = wanted.dataset.key;
    const old = standing.get(key);
    standing.delete(key);
    let here = old;
    if (!old || sources.get(old) !== wanted.outerHTML) {
      here = wanted;
      sources.set(here, here.outerHTML);
      if (old) old.replaceWith(here);
    }
    const place = before ? before.nextElementSibling : target.firstElementChild;
    if (place !== here) target.insertBefore(here, place);
    before = here;
  }
  for (const gone of standing.values()) gone.remove();
}

function focusIn(target) {
  const focused = document.activeElement;
  return focused && target.contains(focused) ? placeOf(focused) : null;
}

/** Where the keyboard is, by names that outlive a new drawing. */
export function placeOf(focused) {
  return {
    id: focused.id,
    row: focused.closest("li[data-key]")?.id,
    part: focused.closest("[data-part]")?.id,
    named: nameOf(focused),
  };
}

/** The keyboard stays where it was, or at least with the message it was in. */
export function putBack(focus) {
  if (!focus || document.activeElement !== document.body) return;
  const row = byId(focus.row);
  const found = byId(focus.id) ?? alike(row ?? byId(focus.part), focus.named) ?? row;
  found?.focus({ preventScroll: true });
}

/** What leads to the same place, or says the same, in what was drawn anew. */
function alike(inside, named) {
  const all = inside?.querySelectorAll("a[href], button, select, summary") ?? [];
  return [...all].find((element) => nameOf(element) === named);
}

function nameOf(element) {
  return `${element.tagName} ${element.getAttribute("href") ?? element.ariaLabel ?? element.textContent}`;
}

function byId(id) {
  return id ? document.getElementById(id) : null;
}
