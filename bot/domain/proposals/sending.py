"""`export P-4`, typed: which proposal, and in which form."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.people import Person
from bot.domain.proposals.named import proposal_for
from bot.domain.proposals.records import LETTER
from bot.domain.scenes import Scene
from bot.domain.typed_text import leading_record
from bot.errors import UserError

CSV, MARKDOWN = "csv", "markdown"
_FORMS = {"": MARKDOWN, "markdown": MARKDOWN, "md": MARKDOWN, "text": MARKDOWN, "csv": CSV}


class WhichExport(UserError):
    """Please name a proposal, and csv if you want a table: `{command} export P-4 csv`."""


def export(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`export P-4 [csv]`: all rounds, as far as the reader may see them."""
    named, rest = leading_record(text)
    form = _FORMS.get(rest.strip(" .,:").casefold().removeprefix("as ").strip())
    if named is None or named.letter != LETTER or form is None:
        raise WhichExport
    proposal = proposal_for(session, me, named.number, now, here=scene.channel_id)
    return Said(Kind.EXPORT, {"proposal": proposal.number, "as": form, "here": scene.channel_id})
