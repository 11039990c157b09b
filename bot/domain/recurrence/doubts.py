"""Why a phrase is not taken as a rhythm, and which rhythms could have been meant."""

from enum import Enum

from bot.domain.recurrence.rules import Rule


class Why(Enum):
    UNREAD = "unread"  # Some of it is no part of any rhythm.
    NO_DAY = "no day"  # “weekly 10:00”
    HOW_OFTEN = "how often"  # “tue 10:00”: once, or each week?
    AMBIGUOUS = "ambiguous"  # “biweekly tue”
    TOO_OFTEN = "too often"  # “daily”
    NOT_OFFERED = "not offered"  # “1st and 3rd tuesday”: it is plain, and no rule of ours.
    TIME = "time"  # “25:00”, or two of them.
    ZONE = "zone"  # “Atlantis time”
    START = "start"  # “starting 31 feb”


class Doubt(Exception):
    """Raised while a phrase is read; whoever reads it hands it back as an answer."""

    def __init__(self, why: Why, *choices: Rule) -> None:
        super().__init__(why)
        self.why = why
        self.choices = choices
