"""Looking up what a digest is drawn from: everything in it, as it stands now."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.answers import Kind
from bot.domain.commitments.finding import Shown, shown
from bot.domain.commitments.records import Commitment
from bot.domain.digests.showing import digest_shown, was_seen
from bot.drawings.commitments import reader_of
from bot.drawings.subjects import Draw, DrawModal, KindLookUp, Look, ModalLookUp
from bot.views.digests.message import digest
from bot.views.digests.snooze import snooze_form, snooze_invitation


def digest_of(look: Look) -> Draw | None:
    """Look a digest up; what is settled before anybody saw it need not be said."""
    seen = digest_shown(look.session, reader_of(look), look.facts, look.now)
    if not seen.waits and not was_seen(look.session, look.team_id, str(look.facts["key"])):
        return None
    drawn = replace(seen, is_late=look.subject.is_late)
    return lambda: digest(drawn)


def snooze_form_of(look: Look) -> DrawModal:
    seen = _about(look)
    return lambda: snooze_form(seen)


def snooze_invitation_of(look: Look) -> Draw:
    seen = _about(look)
    return lambda: snooze_invitation(seen)


def _about(look: Look) -> Shown:
    commitment = look.session.get_one(Commitment, (look.team_id, int(look.facts["number"])))
    return shown(look.session, commitment, look.now)


LOOK_UPS: Mapping[Kind, KindLookUp] = {
    Kind.DIGEST: digest_of,
    Kind.SNOOZE_FORM: snooze_invitation_of,
}
MODALS: Mapping[Kind, ModalLookUp] = {Kind.SNOOZE_FORM: snooze_form_of}
