"""The tables of issues, recognition and wins, so that who knows one knows what it points to."""

from sqlmodel import SQLModel

from bot.domain.issues.contracts import Contract, Handing
from bot.domain.issues.records import Helping, Issue, Report, WeekCount
from bot.domain.issues.sources import Signal, Source
from bot.domain.issues.terms import SearchRow, TermCount
from bot.domain.issues.touchpoints import Touchpoint
from bot.domain.recognition.records import (
    GivingDay,
    GivingMonth,
    Joined,
    Nomination,
    Recognition,
    Thanked,
)
from bot.domain.wins.records import Feed, Shoutout, Win, WinPerson, WinsChannel

TABLES: tuple[type[SQLModel], ...] = (
    *(Touchpoint, Source, Signal, Issue, Helping, Report, WeekCount, Contract, Handing),
    *(SearchRow, TermCount),
    *(Recognition, Thanked, Joined, GivingDay, GivingMonth, Nomination),
    *(Win, WinPerson, WinsChannel, Shoutout, Feed),
)
