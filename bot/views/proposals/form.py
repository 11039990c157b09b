"""What any form about a proposal starts with, before somebody types."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.domain.unfinished import FormKind
from bot.views.proposals.inputs import Choices

MORE, BACK = "1", "0"
AT_ONCE = "0"


@dataclass(frozen=True)
class Form:
    """What a form starts with; `note` is what it is about, or where its words are kept."""

    kind: FormKind
    note: str
    on_top: str = ""
    text: str = ""
    who_reads: str = ""
    people: Sequence[str] = ()
    until: date | None = None
    choices: Choices = field(default=())
    choice: str = ""
    chosen: Sequence[str] = field(default=())
    templates: Choices = field(default=())
    how: str = AT_ONCE
    page: str = BACK
    is_draft: bool = False
    shows_name: bool = False
    asks_unseen: bool = False
    asks_reason: bool = True
    is_disputed: bool = False  # Somebody dissented.

    @property
    def is_kept(self) -> bool:
        """Whether what was typed is kept until it is sent."""
        return self.note.startswith("U-")
