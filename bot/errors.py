"""What a person can do wrong, in sentences they can act on."""

from typing import Any


class UserError(Exception):
    """That did not work, and nothing was saved."""

    # The docstring is the sentence its reader sees; {names} in it are filled from `facts`.

    def __init__(self, *, field: str | None = None, **facts: Any) -> None:
        super().__init__()
        self.field = field
        self.facts = facts

    @property
    def sentence(self) -> str:
        """The sentence as a pattern; whoever shows it escapes and fills in the facts."""
        return " ".join((type(self).__doc__ or "").split())

    def __str__(self) -> str:
        return type(self).__name__


class TooSlow(UserError):
    """That took too long, so nothing was saved. Please try once more."""


class OutcomeUnknown(UserError):
    """I can't tell yet whether that was saved: {command} shows it."""


class NotForOutsiders(UserError):
    """Only people of this workspace can use me here, so nothing was recorded."""


class Broke(UserError):
    """Something broke on my side ({reference} in my log). {command} shows whether it was saved."""


class SlackWasSlow(UserError):
    """Slack was slow and did not open that. Please press again."""


class OlderVersion(UserError):
    """This is from an older version of me, so nothing happened. {command} shows what is current."""


class StillStarting(UserError):
    """I am just starting, so nothing was saved. Please try again in a moment."""
