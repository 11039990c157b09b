"""Workspaces whose answers get lost: they are tried with one post at a time, ever more seldom."""

from collections import defaultdict

from bot.domain.notices import Allowance, Notice, Outcome, Pace, Step, Unknown

ENOUGH = 3  # Lost answers in a row.


class Troubles:
    """Keeps an outage of Slack from leaving thousands of posts in doubt.

    Each of those would have to be looked for twice before it goes again, and looks are limited.
    """

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._lost: defaultdict[str, int] = defaultdict(int)
        self._rests_until: defaultdict[str, float] = defaultdict(float)

    def begun(self, notice: Notice, at: float) -> None:
        """Note that a call begins: where answers get lost, the next post waits for it."""
        if notice.step is Step.POST:
            self._rest(notice.team_id, at)

    def ended(self, notice: Notice, outcome: Outcome, at: float) -> None:
        """Note whether a call was answered."""
        if notice.step is not Step.POST:
            return
        lost = self._lost[notice.team_id] + 1 if isinstance(outcome, Unknown) else 0
        self._lost[notice.team_id] = lost
        self._rest(notice.team_id, at)

    def lessen(self, allowance: Allowance, at: float) -> Allowance:
        """Return what may be called from here on, of what the limits allow."""
        troubled = [team_id for team_id, lost in self._lost.items() if lost >= ENOUGH]
        if not troubled:
            return allowance
        left: dict[tuple[str, str], int] = {
            (team_id, Step.POST): int(self._rests_until[team_id] <= at) for team_id in troubled
        }
        # The one post may be any: kept for answers, it might never be tried.
        return Allowance(allowance.each, {**allowance.left, **left}, {})

    def _rest(self, team_id: str, at: float) -> None:
        over = self._lost[team_id] - ENOUGH
        self._rests_until[team_id] = at + self._pace.back_off(over + 1) if over >= 0 else 0.0
