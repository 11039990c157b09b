"""Slack's own checks of what is drawn, found once for each class of blocks and elements.

Its SDK looks through all attributes of an object each time that becomes JSON, to find which of them
are checks: four fifths of what a drawing cost.
"""

from functools import cache

from slack_sdk.models.basic_objects import JsonObject


@cache
def checks_of(kind: type[JsonObject]) -> tuple[str, ...]:
    """Return the names of the methods that check an object of a class."""
    return tuple(name for name in dir(kind) if hasattr(getattr(kind, name), "validator"))


def check(drawn: JsonObject) -> None:
    """Check one object; raises SlackObjectFormationError for what Slack would refuse."""
    for name in checks_of(type(drawn)):
        getattr(drawn, name)()


def find_checks_once() -> None:
    """Have everything checked this way, from now on and in this process."""
    JsonObject.validate_json = check  # type: ignore[assignment,method-assign]  # on purpose
