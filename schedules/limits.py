"""How often Slack lets a workspace call a method, counted over the last minute."""

from collections import defaultdict, deque
from collections.abc import Mapping

from bot.domain.notices import Allowance, Step

MINUTE = 60.0
GLANCE = 1 / 120  # Of the window: half a second of a minute.

# Slack docs, rate limits: chat.update and chat.delete 50, views.* 100, history 50 a minute; posts
# “several hundred”. A little below each, since other parts of the program call as well.
A_MINUTE: Mapping[str, int] = {
    Step.POST: 270,
    Step.UPDATE: 45,
    Step.DELETE: 45,
    Step.PUBLISH: 90,
    Step.LOOK: 45,
}
# So many of them are kept for what a person waits for, whatever else there is to say.
FOR_ANSWERS: Mapping[str, int] = {
    Step.POST: 30,
    Step.UPDATE: 10,
    Step.DELETE: 10,
    Step.PUBLISH: 20,
}


class Limits:
    """One window for each workspace and method; of another length only to measure in less time."""

    def __init__(self, a_minute: Mapping[str, int] = A_MINUTE, window: float = MINUTE) -> None:
        self._a_minute = a_minute
        self._window = window
        self._calls: defaultdict[tuple[str, str], deque[float]] = defaultdict(deque)

    def note(self, team_id: str, method: str, at: float) -> None:
        """Count a call that was made at a moment of the loop's clock."""
        self._calls[team_id, method].append(at)

    def allowance(self, at: float) -> Allowance:
        """Return what may be called from here on."""
        left: dict[tuple[str, str], int] = {}
        for (team_id, method), calls in self._calls.items():
            while calls and calls[0] <= at - self._window:
                calls.popleft()
            left[team_id, method] = self._a_minute[method] - len(calls)
        return Allowance(self._a_minute, left, FOR_ANSWERS)

    def frees_in(self, at: float) -> float | None:
        """Return after how many seconds to look again for calls; None while there are some."""
        ends = [
            calls[0] + self._window - at
            for (_, method), calls in self._calls.items()
            if calls and len(calls) >= self._a_minute[method] - FOR_ANSWERS.get(method, 0)
        ]
        # Calls come free one by one: to look for each of them would be a busy wait.
        return max(min(ends), self._window * GLANCE) if ends else None
