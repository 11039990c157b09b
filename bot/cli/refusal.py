"""Why a command of `cxbot` cannot go on, in sentences for an operator."""

import sys
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from bot.settings import SettingsRefused


class Refusal(Exception):
    """The command ends here; its text is what the operator reads."""


def explained(command: Callable[[], int]) -> int:
    """Run a command; what it refuses is printed, and it ends with code 1."""
    try:
        return command()
    except (Refusal, SettingsRefused) as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1


def reason_of(error: SQLAlchemyError) -> str:
    """Return the driver's own sentence: SQLAlchemy's adds statements and links."""
    lines = str(getattr(error, "orig", None) or error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
