"""What any form about an issue starts with, before somebody types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.unfinished import FormKind
from bot.views.proposals.inputs import Choices


@dataclass(frozen=True)
class Form:
    """What a form starts with; `note` is what it is about, or where its words are kept.

    `values` are texts by field; `asks` are the fields that this one has, where that differs.
    """

    kind: FormKind
    note: str
    on_top: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    people: Sequence[str] = ()
    choices: Choices = field(default=())  # Touchpoints, areas or issues to choose from.
    asks: frozenset[str] = frozenset()
    step: str = ""  # What the next step is called, where the form is one.
    before: Sequence[tuple[str, int]] = ()  # *Seen before?*: lines, with their numbers.

    @property
    def is_kept(self) -> bool:
        """Whether what was typed is kept until it is sent."""
        return self.note.startswith("U-")
