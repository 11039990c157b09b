// Whoever reads the newest message goes on seeing it when messages, or the room for them, change size.

const NEAR = 80;
const ends = new WeakMap();

export function isAtEnd(log) {
  return log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
}

export function stayAtEnd(log) {
  ends.set(log, true);
  log.addEventListener("scroll", () => ends.set(log, isAtEnd(log)));
  const stay = new ResizeObserver(() => {
    if (ends.get(log)) log.scrollTop = log.scrollHeight;
  });
  stay.observe(log);
  // What stands in it grows, too: a picture has no height until it is there.
  stay.observe(log.firstElementChild);
}
