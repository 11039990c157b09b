// Modals and confirmations: opened, read out, kept while they are drawn anew, and closed.

import { placeOf, putBack as focusAgain } from "./patch.js";

let opener = null;

const READ = {
  one: (field) => field.querySelector("input, textarea, select").value || null,
  ticked: (field) => field.querySelector("input:checked")?.value ?? null,
  many: (field) => [...field.querySelectorAll("input:checked")].map((box) => box.value),
};

/** What a field or a single control holds. */
export function held(field) {
  return READ[field.dataset.holds](field);
}

/** Everything that stands in the modal's inputs, by block. */
export function valuesIn(form) {
  const fields = [...form.querySelectorAll("[data-field]")];
  return Object.fromEntries(fields.map((field) => [field.dataset.field, held(field)]));
}

/** Show the modal when there is one; what was typed outlives a new drawing of the same view. */
export function show(dialog, draw) {
  const before = dialog.querySelector("form");
  const typed = before && { view: before.dataset.view, fields: typedIn(before) };
  if (!draw()) return;
  const form = dialog.querySelector("form");
  if (!form) {
    if (dialog.open) dialog.close();
    // The button that opened it may have been drawn anew meanwhile.
    focusAgain(opener);
    opener = null;
    return;
  }
  if (!dialog.open) {
    opener = placeOf(document.activeElement);
    dialog.showModal();
  }
  if (typed?.view === form.dataset.view) putBack(form, typed.fields);
  if (dialog.contains(document.activeElement) && document.activeElement.closest("[data-field]")) {
    if (!form.querySelector("[aria-invalid]")) return;
  }
  const first = form.querySelector("[aria-invalid], [data-field] :is(input, textarea, select)");
  (first ?? form.querySelector("footer button:last-of-type"))?.focus();
}

function typedIn(form) {
  return [...form.querySelectorAll("[data-field] :is(input, textarea, select)")].map((control) => ({
    id: control.id,
    value: control.value,
    checked: control.checked,
  }));
}

function putBack(form, fields) {
  for (const { id, value, checked } of fields) {
    const control = document.getElementById(id);
    if (!control || !form.contains(control)) continue;
    if (control.matches("[type=checkbox], [type=radio]")) control.checked = checked;
    else control.value = value;
  }
}

/** Ask before an act that wants to be confirmed. */
export function confirmed(asked) {
  const dialog = document.getElementById("confirm");
  const told = JSON.parse(asked);
  for (const name of ["title", "text", "confirm", "deny"]) {
    document.getElementById(`confirm-${name}`).textContent = told[name] ?? "";
  }
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
