"""Looking up what the drawings of issues need."""

from collections.abc import Mapping, Sequence

from bot.domain.answers import Kind
from bot.domain.issues.finding import Shown
from bot.domain.issues.listing import Which, listed
from bot.drawings.commitments import reader_of
from bot.drawings.issues import asked, said
from bot.drawings.subjects import KindLookUp, Look, ModalLookUp

LOOK_UPS: Mapping[Kind, KindLookUp] = {
    Kind.ISSUE: said.answer_of,
    Kind.ISSUE_CARD: said.card_of,
    Kind.ISSUE_OFFER: said.offer_of,
    Kind.ISSUE_TOLD: said.tidings_of,
    Kind.ISSUE_URGENT: said.urgent_of,
    Kind.ISSUE_CLOSED: said.closed_of,
    Kind.ISSUE_STORY: said.story_of,
    Kind.ISSUE_LIST: said.list_of,
    Kind.ISSUE_FOUND: said.found_of,
    Kind.ISSUE_BEFORE: said.before_of,
    Kind.ISSUE_FORM: asked.invitation_of,
}
MODALS: Mapping[Kind, ModalLookUp] = {Kind.ISSUE_FORM: asked.modal_of}


def owned_on_home(look: Look) -> list[Shown]:
    """Return the issues that the reader owns or helps with."""
    reader = reader_of(look)
    return [each for each in _mine(look) if each.issue.handover_to != reader.number]


def asked_on_home(look: Look) -> list[Shown]:
    """Return the issues that wait for the reader's yes."""
    reader = reader_of(look)
    return [each for each in _mine(look) if each.issue.handover_to == reader.number]


def _mine(look: Look) -> Sequence[Shown]:
    return listed(look.session, reader_of(look), Which.MINE, look.now).shown
