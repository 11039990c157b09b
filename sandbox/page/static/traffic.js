// The traffic panel: asks for the rows that changed, and keeps the newest of them.

const MOST = 500;
let latest = 0;
let asking = false;
let again = false;

const list = () => document.getElementById("traffic");
const wanted = () => document.getElementById("filter").value;

/** Show what is new, if the panel is open. */
export async function update() {
  if (!list()) return;
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  if (list().childElementCount === 0) latest = 0;
  await ask();
  asking = false;
  if (!again) return;
  again = false;
  await update();
}

async function ask() {
  const query = new URLSearchParams(location.search);
  query.set("after", latest);
  query.set("wanted", wanted());
  const answer = await fetch(`/page/traffic?${query}`).catch(() => null);
  if (!answer?.ok || !list()) return;
  const told = await answer.json();
  if (query.get("wanted") !== wanted()) {
    again = true;
    return;
  }
  if (told.latest < latest) {
    // Another stand-in answers than before.
    clear();
    again = true;
    return;
  }
  latest = told.latest;
  told.rows.reverse().forEach(place);
  while (list().childElementCount > MOST) list().lastElementChild.remove();
  document.getElementById("traffic-empty").hidden = list().childElementCount > 0;
}

/** Put a row where it belongs; one that stood open stays open. */
function place({ key, html }) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  const row = fresh.content.firstElementChild;
  const standing = list().querySelector(`[data-seq="${key}"]`);
  if (standing) {
    const focused = standing.contains(document.activeElement);
    row.firstElementChild.open = standing.firstElementChild.open;
    standing.replaceWith(row);
    if (focused) row.querySelector("summary").focus({ preventScroll: true });
    return;
  }
  const before = [...list().children].find((other) => Number(other.dataset.seq) < key);
  list().insertBefore(row, before ?? null);
}

function clear() {
  latest = 0;
  list().replaceChildren();
}

document.addEventListener("input", (event) => {
  if (event.target.id !== "filter") return;
  clear();
  update();
});

// What was said in full is asked for when somebody looks.
document.addEventListener(
  "toggle",
  async ({ target }) => {
    const row = target.closest("#traffic > li");
    if (!row || !target.open) return;
    const answer = await fetch(`/page/traffic/${row.dataset.seq}${location.search}`).catch(() => null);
    if (answer?.ok) row.querySelector(".json").innerHTML = await answer.text();
  },
  true,
);
