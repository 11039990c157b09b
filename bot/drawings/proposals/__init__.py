"""Looking up what the drawings of proposals, rounds and stances need."""

from collections.abc import Mapping

from bot.domain.answers import Kind
from bot.domain.proposals.finding import waiting_for
from bot.domain.proposals.leading import led_by
from bot.domain.proposals.speaking import waits_through
from bot.drawings.commitments import reader_of
from bot.drawings.proposals import asked, ended, exported, said
from bot.drawings.proposals.shown import shown
from bot.drawings.subjects import KindLookUp, Look, ModalLookUp
from bot.views.proposals.lines import Shown
from bot.views.proposals.rows import Waits

LOOK_UPS: Mapping[Kind, KindLookUp] = {
    Kind.PROPOSAL: said.answer_of,
    Kind.PROPOSAL_POST: said.post_of,
    Kind.PROPOSAL_FORM: asked.invitation_of,
    Kind.STANCE: said.stance_of_reader,
    Kind.STANCE_ASKED: said.ask_of,
    Kind.STANCES: said.table_drawn,
    Kind.NO_ROUND: ended.no_round_of,
    Kind.DISSENT_TOLD: ended.dissent_told,
    Kind.OUTCOME: ended.outcome_of,
    Kind.DECISIONS: ended.decisions_of,
    Kind.TERM: ended.term_of,
    Kind.EXPORT: exported.export_drawn,
}
MODALS: Mapping[Kind, ModalLookUp] = {Kind.PROPOSAL_FORM: asked.modal_of}


def waiting_on_home(look: Look) -> list[Waits]:
    """Return the rounds that wait for the reader's voice, or for what they say for another."""
    reader = reader_of(look)
    own = [Waits(shown(look, each, reader)) for each in waiting_for(look.session, reader)]
    others = waits_through(look.session, reader, look.now)
    return [*own, *(Waits(shown(look, each, reader), person) for each, person in others)]


def led_on_home(look: Look) -> list[Shown]:
    """Return what the reader has to bring to an end."""
    reader = reader_of(look)
    return [shown(look, each, reader) for each in led_by(look.session, reader)]
