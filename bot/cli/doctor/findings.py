"""One line of the doctor: what was looked at, what is so, and the command that mends it."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    GOOD = "ok"
    BAD = "NOT OK"
    UNSEEN = "-"  # Could not be looked at from here, and nothing speaks against it.


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; what is bad says how to mend it."""

    verdict: Verdict
    sentence: str
    mend: str = ""

    def __str__(self) -> str:
        line = f"{self.verdict:6}  {self.sentence}"
        return f"{line} Mend it: {self.mend}" if self.mend else line


def good(sentence: str) -> Finding:
    return Finding(Verdict.GOOD, sentence)


def bad(sentence: str, mend: str) -> Finding:
    return Finding(Verdict.BAD, sentence, mend)


def unseen(sentence: str) -> Finding:
    return Finding(Verdict.UNSEEN, sentence)
