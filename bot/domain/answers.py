"""What a verb answers: a kind and its facts, never wording, so that it can be drawn again."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """Every kind of thing the bot says, to one person or to a channel."""

    COMMITMENT = "commitment"  # The answer to whoever changed one.
    CARD = "commitment.card"
    OFFER = "commitment.offer"
    HANDOVER = "commitment.handover"
    TOLD = "commitment.told"
    STORY = "commitment.story"
    LIST = "list"
    FORM = "form"
    HOME = "home"
    START = "start"
    HELP = "help"
    ABOUT = "about"
    UNKNOWN_VERB = "unknown_verb"
    REFUSAL = "refusal"
    CCO_ASKED = "cco.asked"
    COPIES = "commitment.copies"
    THANKS = "thanks"
    UNDELIVERABLE = "undeliverable"


@dataclass(frozen=True)
class Said:
    """One answer. `facts` is JSON: numbers, dates as text, Slack ids; no words of people."""

    kind: Kind
    facts: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return what is kept; an address that only answers this once is not."""
        kept = {name: fact for name, fact in self.facts.items() if name != "response_url"}
        return {"kind": self.kind.value, "facts": kept}


def said_in(stored: dict[str, Any]) -> Said:
    """Read back what `to_json` wrote."""
    return Said(Kind(stored["kind"]), stored["facts"])
