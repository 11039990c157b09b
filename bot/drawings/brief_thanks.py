"""Looking up what the CCO's brief says of thanks, each line as it stands now."""

from collections.abc import Callable, Mapping

from bot.domain.digests.showing import was_seen
from bot.domain.lines import Line
from bot.domain.people import person_numbered
from bot.domain.recognition.nominating import WAITS
from bot.domain.recognition.records import Nomination, NominationState
from bot.domain.words import words_of
from bot.drawings.subjects import Look
from bot.views.briefs import of_thanks


def _nominated(look: Look, line: Line) -> of_thanks.Nominated | None:
    nomination = look.session.get(Nomination, (look.team_id, line.number))
    if nomination is None:
        return None
    waits = nomination.state is NominationState.NOMINATED
    if not (waits or was_seen(look.session, look.team_id, line.said_in)):
        return None
    return of_thanks.Nominated(
        number=nomination.number,
        person=person_numbered(look.session, look.team_id, nomination.person),
        by=person_numbered(look.session, look.team_id, nomination.nominated_by),
        why=words_of(look.session, {nomination.why}).get(nomination.why, ""),
        waits=waits,
    )


READ: Mapping[str, Callable[[Look, Line], of_thanks.OfThanks | None]] = {WAITS: _nominated}
