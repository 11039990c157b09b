"""Every verb a person can type: one registry for the router, the help and the manifest."""

import difflib
from dataclasses import dataclass


@dataclass(frozen=True)
class Verb:
    """One verb: what it does, an example that works, and the words that mean the same."""

    name: str
    use: str
    example: str
    also: tuple[str, ...] = ()


VERBS = (
    Verb(
        "commit",
        "promise something by a date, or ask a colleague to promise it",
        "commit call every customer lost in May by friday",
        ("promise", "pledge"),
    ),
    Verb("done", "say that it is done, with proof", "done C-12 https://…", ("finish", "kept")),
    Verb(
        "extend",
        "promise another date, and say why",
        "extend C-12 to tuesday because the file came late",
        ("postpone", "move"),
    ),
    Verb("drop", "give it up, and say why", "drop C-12 because the customer left"),
    Verb("handoff", "offer it to another owner", "handoff C-12 @ben", ("handover",)),
    Verb("release", "let the owner off what was promised to you", "release C-12"),
    Verb("reopen", "say that it is not there yet", "reopen C-12 two calls are missing"),
    Verb(
        "dissent",
        "decline what was offered to you",
        "dissent C-12 I am away that week",
        ("object", "disagree", "decline"),
    ),
    Verb("show", "see one commitment and its history", "show C-12"),
    Verb("list", "see what is open: mine, overdue, open, an area, a person", "list overdue"),
    Verb(
        "away",
        "say when you are away, and who covers",
        "away until friday cover @ana",
        ("vacation", "holiday", "ooo"),
    ),
    Verb("back", "say that you are here again", "back"),
    Verb("settings", "choose which reminders you get, and when", "settings", ("preferences",)),
    Verb(
        "forum",
        "have leaders meet on a rhythm: start, list, edit, pause, resume, skip, move, end",
        "forum every 2 weeks tue 10:00",
        ("forums",),
    ),
    Verb(
        "agenda",
        "put something on the next agenda of a forum, or see it",
        "agenda two customers left because of the invoices",
        ("topic", "item"),
    ),
    Verb("help", "see all verbs, or one", "help extend"),
    Verb("about", "see what I am for, and what I store", "about"),
)
_BY_WORD = {word: verb for verb in VERBS for word in (verb.name, *verb.also)}


def verb_called(word: str) -> Verb | None:
    """Return the verb that a word means, if any."""
    return _BY_WORD.get(word.casefold().strip(".,:;!?"))


def nearest_verb(word: str) -> str:
    """Return the verb that a mistyped word is nearest to, or nothing."""
    near = difflib.get_close_matches(word.casefold()[:32], _BY_WORD, n=1, cutoff=0.7)
    return _BY_WORD[near[0]].name if near else ""
