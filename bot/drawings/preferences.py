"""Looking up what the drawings of settings and absence need."""

from collections.abc import Mapping

from bot.domain.answers import Kind
from bot.drawings.subjects import KindLookUp, ModalLookUp

LOOK_UPS: Mapping[Kind, KindLookUp] = {}
MODALS: Mapping[Kind, ModalLookUp] = {}
