"""How often Slack lets a workspace call a method, counted over the last minute."""

from collections import defaultdict, deque

from bot.domain.notices import Allowance, Step

MINUTE = 60.0

# Slack docs, rate limits: chat.update and chat.delete 50, views.* 100, history 50 a minute; posts
# “several hundred”. A little below each, since other parts of the program call as well.
A_MINUTE: dict[str, int] = {
    Step.POST: 240,
    Step.UPDATE: 45,
    Step.DELETE: 45,
    Step.PUBLISH: 90,
    Step.LOOK: 45,
}


class Limits:
    """One window of a minute for each workspace and method."""

    def __init__(self) -> None:
        self._calls: defaultdict[tuple[str, str], deque[float]] = defaultdict(deque)

    def note(self, team_id: str, method: str, at: float) -> None:
        """Count a call that was made at a moment of the loop's clock."""
        self._calls[team_id, method].append(at)

    def allowance(self, at: float) -> Allowance:
        """Return what may be called from here on."""
        left: dict[tuple[str, str], int] = {}
        for (team_id, method), calls in self._calls.items():
            while calls and calls[0] <= at - MINUTE:
                calls.popleft()
            left[team_id, method] = A_MINUTE[method] - len(calls)
        return Allowance(A_MINUTE, left)
