"""Looking up what digests and the CCO's brief are drawn from."""

from collections.abc import Mapping

from bot.domain.answers import Kind
from bot.drawings.subjects import KindLookUp, ModalLookUp

LOOK_UPS: Mapping[Kind, KindLookUp] = {}
MODALS: Mapping[Kind, ModalLookUp] = {}
