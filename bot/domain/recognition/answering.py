"""What whoever thanks, withdraws or nominates is answered."""

from enum import StrEnum
from typing import Any

from bot.domain.answers import Kind, Said
from bot.domain.recognition.giving import Given
from bot.domain.recognition.records import Nomination, Recognition
from bot.domain.scenes import Scene


class What(StrEnum):
    """What was just done to thanks."""

    GIVEN = "given"
    SHOWN = "shown"
    JOINED = "joined"
    LEFT = "left"
    UNDONE = "undone"
    WITHDRAWN = "withdrawn"
    TAKEN_OFF = "taken_off"
    REWORDED = "reworded"
    CHANGED = "changed"  # What it changed for a customer was said.
    SHARED = "shared"


def said_given(given: Given, scene: Scene) -> Said:
    """Return the answer to thanks: what was understood, and what is still asked."""
    return Said(
        Kind.KUDOS,
        {
            "number": given.recognition.number,
            "what": What.GIVEN.value,
            "again": not given.is_new,
            "posting": scene.posting.value,
            "response_url": scene.response_url,
        },
    )


def said(recognition: Recognition, what: What, **more: Any) -> Said:
    return Said(Kind.KUDOS, {"number": recognition.number, "what": what.value, **more})


def said_nomination(nomination: Nomination, what: str, **more: Any) -> Said:
    return Said(Kind.NOMINATION, {"number": nomination.number, "what": what, **more})
