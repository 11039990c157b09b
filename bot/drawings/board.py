"""Looking up the board."""

from collections.abc import Mapping

from bot.domain.answers import Kind
from bot.domain.issues.board import board_of
from bot.drawings.commitments import reader_of
from bot.drawings.subjects import Draw, KindLookUp, Look, ModalLookUp
from bot.views.board import board


def board_drawn(look: Look) -> Draw:
    shown, now = board_of(look.session, look.team_id, reader_of(look), look.now), look.now
    return lambda: board(shown, now)


LOOK_UPS: Mapping[Kind, KindLookUp] = {Kind.BOARD: board_drawn}
MODALS: Mapping[Kind, ModalLookUp] = {}
