"""What people wrote: kept apart from the records, so that it alone can be erased."""

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Iterable

from sqlmodel import Field, Session, col, select

from bot.database import BigId, at_hand
from bot.database.rows import Row

# Control characters but newline and tab, and lone surrogates: no database or screen takes them.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
# Characters that take no room. Text of these alone is empty; the joiners stay inside other text.
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2065\u206a-\u206f"
    r"\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
_BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


class Words(Row, table=True):
    """One text somebody wrote. Deleting the row erases the words and nothing else."""

    __tablename__ = "words"
    # What still points to erased words must never find another's under their number.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    team_id: str = Field(index=True, max_length=32)
    salt: str = Field(max_length=32)
    text: str


def cleaned(text: str) -> str:
    """Return text as we keep it: NFC, without what no screen shows; empty if nothing is seen."""
    text = _SURROGATES.sub("\ufffd", text)
    text = _LINE_ENDS.sub("\n", text).replace("\xa0", " ")
    text = _BIDI.sub("", _UNPRINTABLE.sub("", text))
    # Last, since taking a character out can bring together what is written as one.
    text = unicodedata.normalize("NFC", text).strip()
    return text if _INVISIBLE.sub("", text).strip() else ""


def folded(text: str) -> str:
    """Return text for comparing: case and blanks do not count, in any script."""
    return " ".join(text.casefold().split())


def keep_words(session: Session, team_id: str, text: str) -> Words:
    """Keep a text somebody wrote, and return its row."""
    return keep_all_words(session, team_id, [text])[0]


def keep_all_words(session: Session, team_id: str, texts: Iterable[str]) -> list[Words]:
    """Keep many texts in one go, and return their rows in the same order."""
    rows = [
        Words(team_id=team_id, salt=secrets.token_hex(16), text=cleaned(text)) for text in texts
    ]
    if rows:
        session.add_all(rows)
        session.flush()  # The records that point to these words need their ids.
    return rows


def words_of(session: Session, ids: set[int | None]) -> dict[int, str]:
    """Return the texts by id; erased ones are missing."""
    known = {each: at_hand(session, Words, each) for each in ids - {None}}
    found = {row.id: row.text for row in known.values() if row}
    missing = [each for each, row in known.items() if row is None]
    rows = session.exec(select(Words).where(col(Words.id).in_(missing))) if missing else ()
    return found | {row.id: row.text for row in rows}


def digest_of(words: Words) -> str:
    """Return the fingerprint that history keeps: it proves the words while they exist, no more."""
    return hashlib.sha256(f"{words.salt}\x00{words.text}".encode()).hexdigest()
