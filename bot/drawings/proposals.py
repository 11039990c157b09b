"""Looking up what the drawings of proposals, rounds and stances need."""

from collections.abc import Mapping

from bot.domain.answers import Kind
from bot.domain.proposals.finding import waiting_for
from bot.domain.proposals.records import Proposal
from bot.drawings.commitments import reader_of
from bot.drawings.subjects import KindLookUp, Look, ModalLookUp

LOOK_UPS: Mapping[Kind, KindLookUp] = {}
MODALS: Mapping[Kind, ModalLookUp] = {}


def waiting_on_home(look: Look) -> list[Proposal]:
    """Return the rounds that wait for the reader's voice: they come first on Home."""
    return waiting_for(look.session, reader_of(look))
