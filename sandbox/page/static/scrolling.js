// Whoever reads the newest message goes on seeing it when the room for messages changes.

const NEAR = 80;
const ends = new WeakMap();

export function isAtEnd(log) {
  return log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
}

export function stayAtEnd(log) {
  ends.set(log, true);
  log.addEventListener("scroll", () => ends.set(log, isAtEnd(log)));
  new ResizeObserver(() => {
    if (ends.get(log)) log.scrollTop = log.scrollHeight;
  }).observe(log);
}
