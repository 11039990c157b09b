"""Looking up what a digest is drawn from: everything in it, as it stands now."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.answers import Kind
from bot.domain.commitments import finding
from bot.domain.commitments.finding import Shown
from bot.domain.commitments.news import news_in
from bot.domain.commitments.records import Commitment
from bot.domain.digests.showing import digest_shown, was_seen
from bot.domain.lines import Line
from bot.domain.people import Person
from bot.drawings.commitments import reader_of
from bot.drawings.news import told_in_passing
from bot.drawings.subjects import Draw, DrawModal, KindLookUp, Look, ModalLookUp
from bot.views.digests.message import digest
from bot.views.digests.snooze import snooze_form, snooze_invitation


def digest_of(look: Look) -> Draw | None:
    """Look a digest up; what is settled before anybody saw it need not be said."""
    reader = reader_of(look)
    seen = digest_shown(look.session, reader, look.facts, look.now)
    told = [drawn for line in _news(look, reader) if (drawn := told_in_passing(look, line))]
    if not (seen.waits or told) and not was_seen(
        look.session, look.team_id, str(look.facts["key"])
    ):
        return None
    shown = replace(seen, is_late=look.subject.is_late)
    return lambda: digest(shown, [draw() for draw in told])


def _news(look: Look, reader: Person) -> list[Line]:
    return news_in(look.session, reader, str(look.facts["key"])) if reader.number else []


def snooze_form_of(look: Look) -> DrawModal:
    seen = _about(look)
    return lambda: snooze_form(seen)


def snooze_invitation_of(look: Look) -> Draw:
    seen = _about(look)
    return lambda: snooze_invitation(seen)


def _about(look: Look) -> Shown:
    commitment = look.session.get_one(Commitment, (look.team_id, int(look.facts["number"])))
    return finding.shown(look.session, commitment, look.now)


LOOK_UPS: Mapping[Kind, KindLookUp] = {
    Kind.DIGEST: digest_of,
    Kind.SNOOZE_FORM: snooze_invitation_of,
}
MODALS: Mapping[Kind, ModalLookUp] = {Kind.SNOOZE_FORM: snooze_form_of}
