"""Why a typed rhythm is not taken, in sentences that show what to write instead."""

from bot.domain.recurrence import Unclear, Why
from bot.errors import UserError


class RhythmUnclear(UserError):
    """I cannot read “{phrase}” as a rhythm. Try: every 2 weeks on Tuesday."""


class NoDay(RhythmUnclear):
    """On which day? Try: every week on Tuesday, or: the last Friday of each month."""


class HowOften(RhythmUnclear):
    """How often is “{phrase}”? Try: every 2 weeks on Tuesday."""


class MoreThanOne(RhythmUnclear):
    """There is more than one way to read “{phrase}”, such as {choices}. Please write which."""


class TooOften(RhythmUnclear):
    """A forum does not meet every day. Please name its days: every week on Monday and Thursday."""


class NotOffered(RhythmUnclear):
    """I cannot keep the rhythm “{phrase}”. Try: every 2 weeks on Tuesday."""


class HourUnclear(RhythmUnclear):
    """At what hour is “{phrase}”? Please write one, such as 10:00."""


class ZoneUnclear(RhythmUnclear):
    """I know no such time zone. Please write it like Europe/Berlin."""


class StartUnclear(RhythmUnclear):
    """From when on is “{phrase}”? Try: every 2 weeks on Tuesday starting 8 December."""


_DOUBTS: dict[Why, type[RhythmUnclear]] = {
    Why.NO_DAY: NoDay,
    Why.HOW_OFTEN: HowOften,
    Why.AMBIGUOUS: MoreThanOne,
    Why.TOO_OFTEN: TooOften,
    Why.NOT_OFFERED: NotOffered,
    Why.TIME: HourUnclear,
    Why.ZONE: ZoneUnclear,
    Why.START: StartUnclear,
}


def doubt_about(unclear: Unclear) -> RhythmUnclear:
    """Return why a phrase is no rhythm, and what to write."""
    kind = _DOUBTS.get(unclear.why, RhythmUnclear)
    if kind is MoreThanOne and not unclear.choices:
        kind = RhythmUnclear
    choices = " or ".join(f"“{choice.in_words()}”" for choice in unclear.choices)
    return kind(field="often", phrase=unclear.phrase, choices=choices)
