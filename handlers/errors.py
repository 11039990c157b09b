"""What a request that fails ends in: a sentence its person can act on, or a number in our log."""

import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.errors import Broke, OutcomeUnknown, StillStarting, TooSlow, UserError
from bot.routes import Answer, Asked, Pressed, Submitted, Typed
from bot.views.refusals import input_blocks, refusal, sentence_of, with_on_top

log = logging.getLogger(__name__)

T = TypeVar("T")

# Nothing of these was decided for good, so a second delivery of the same event may well succeed.
PASSING = (TooSlow, OutcomeUnknown, Broke, StillStarting)


async def attempt(kind: str, call: Callable[[], Awaitable[T]]) -> T | UserError:
    """Return what the call returns, or why it did not; a bug is logged here and nowhere else."""
    try:
        return await call()
    except UserError as error:
        return error
    except Exception as bug:  # noqa: BLE001 - the one place where every bug ends, and is logged
        return broken(bug, kind)


def broken(bug: Exception, kind: str) -> UserError:
    """Log a bug once, and return what the person gets: the number under which it is logged."""
    reference = secrets.token_hex(4)
    log.error("%s: a request failed (%s).", reference, kind, exc_info=bug)
    return Broke(reference=reference)


def refused(error: UserError, asked: Asked, command: str) -> Answer:
    """Return the answer that tells a person why it did not work."""
    if isinstance(asked, Submitted):
        return _refused_form(error, asked, command)
    if isinstance(asked, Typed):
        return Answer(message=refusal(error, command, f"{command} {asked.line}"))
    why = refusal(error, command)
    if isinstance(asked, Pressed) and asked.view_type == "modal":
        return Answer(why, modal=with_on_top(asked.view, why))
    return Answer(why)


def _refused_form(error: UserError, form: Submitted, command: str) -> Answer:
    """Keep the form open with all that was typed: the sentence is under the field it is about."""
    fields = input_blocks(form.view)
    if not fields:
        return Answer(modal=with_on_top(form.view, refusal(error, command)))
    field = error.field if error.field in fields else fields[0]
    return Answer(errors={str(field): sentence_of(error, command)})
