// Notifications go by themselves after a while, unless somebody is at them.

const STAYS_MILLISECONDS = 8000;
const timers = new Map();

/** Start the time of each toast that has newly come. */
export function expire(list, putAway) {
  const standing = new Set();
  for (const toast of list.children) {
    const { key } = toast.dataset;
    standing.add(key);
    if (!timers.has(key)) wait(list, key, putAway);
  }
  for (const [key, timer] of timers) {
    if (standing.has(key)) continue;
    clearTimeout(timer);
    timers.delete(key);
  }
}

function wait(list, key, putAway) {
  const end = () => {
    const toast = [...list.children].find((one) => one.dataset.key === key);
    if (!toast) return;
    if (toast.matches(":hover, :focus-within")) wait(list, key, putAway);
    else putAway(toast);
  };
  timers.set(key, setTimeout(end, STAYS_MILLISECONDS));
}
