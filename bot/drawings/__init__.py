"""Every kind of thing the bot says: how it is looked up, and how it is drawn."""

from sqlmodel import Session

from bot.clock import Clock
from bot.domain.answers import Kind
from bot.drawings import (
    admin,
    board,
    briefs,
    chains,
    commitments,
    contracts,
    digests,
    forms,
    forums,
    issues,
    others,
    preferences,
    proposals,
    recognition,
    sessions,
    trends,
    wins,
)
from bot.drawings.subjects import (
    Draw,
    DrawModal,
    Drawn,
    KindLookUp,
    Look,
    LookUp,
    ModalLookUp,
    Subject,
)
from bot.views.questions import thanked
from bot.views.surface import Message

__all__ = ["Draw", "DrawModal", "Drawings", "Drawn", "LookUp", "Subject"]

LOOK_UPS: dict[Kind, KindLookUp] = {
    Kind.CARD: commitments.card_of,
    Kind.OFFER: commitments.offer_of,
    Kind.HANDOVER: commitments.offer_of,
    Kind.TOLD: commitments.tidings_of,
    Kind.COMMITMENT: commitments.answer_of,
    Kind.STORY: commitments.story_of,
    Kind.LIST: commitments.list_of,
    Kind.COPIES: commitments.copies_of,
    Kind.FORM: forms.invitation_of,
    Kind.HOME: others.home_of,
    Kind.START: others.start_of,
    Kind.HELP: others.help_of,
    Kind.ABOUT: others.about_of,
    Kind.UNKNOWN_VERB: others.unknown_verb_of,
    Kind.REFUSAL: others.refusal_of,
    Kind.CCO_ASKED: others.cco_request_of,
    Kind.THANKS: others.thanks_of,
    Kind.UNDELIVERABLE: others.undeliverable_of,
    **forums.LOOK_UPS,
    **sessions.LOOK_UPS,
    **digests.LOOK_UPS,
    **preferences.LOOK_UPS,
    **briefs.LOOK_UPS,
    **board.LOOK_UPS,
    **chains.LOOK_UPS,
    **contracts.LOOK_UPS,
    **trends.LOOK_UPS,
    **proposals.LOOK_UPS,
    **admin.LOOK_UPS,
    **issues.LOOK_UPS,
    **recognition.LOOK_UPS,
    **wins.LOOK_UPS,
}
MODALS: dict[Kind, ModalLookUp] = {
    Kind.FORM: forms.modal_of,
    **forums.MODALS,
    **sessions.MODALS,
    **digests.MODALS,
    **preferences.MODALS,
    **briefs.MODALS,
    **board.MODALS,
    **chains.MODALS,
    **contracts.MODALS,
    **trends.MODALS,
    **proposals.MODALS,
    **admin.MODALS,
    **issues.MODALS,
    **recognition.MODALS,
    **wins.MODALS,
}


class Drawings:
    """The table above, with the clock and the settings that drawings show."""

    def __init__(self, clock: Clock, command: str, months: int | None = None) -> None:
        self._clock = clock
        self._command = command
        self._months = months

    def __call__(self, session: Session, subject: Subject) -> Draw | None:
        """Read what a drawing needs; None when it need no longer be said."""
        draw = LOOK_UPS[Kind(subject.kind)](self._look(session, subject))
        above = subject.facts.get("above")
        if above is None or draw is None:
            return draw
        answer = self(
            session, Subject(subject.team_id, above["kind"], above["facts"], subject.reader)
        )
        return _both(answer, draw)

    def modal(self, session: Session, subject: Subject) -> DrawModal | None:
        """Read what a form needs to be opened as a modal; None for what is no form."""
        look_up = MODALS.get(Kind(subject.kind))
        return look_up(self._look(session, subject)) if look_up else None

    def _look(self, session: Session, subject: Subject) -> Look:
        return Look(session, subject, self._clock(), self._command, self._months)


def _both(answer: Draw | None, thanks: Draw) -> Draw:
    """Draw an answer with thanks below it, in the place of the question that stood there."""

    def drawn() -> Drawn:
        above, below = answer() if answer else None, thanks()
        if isinstance(above, Message) and isinstance(below, Message):
            return thanked(above, below)
        return below

    return drawn
