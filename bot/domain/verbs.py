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
        ("promise", "pledge", "agree"),
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
        "say what you have against a proposal, or decline what was offered to you",
        "dissent P-4 nobody has asked Service",
        ("object", "disagree", "decline"),
    ),
    Verb(
        "stand",
        "stand aside: heard, neither for nor against",
        "stand aside P-4 because it is not my area",
        ("aside", "abstain"),
    ),
    Verb(
        "propose",
        "put something out, so that each leader says where they stand",
        "propose We call every lost customer within a week.",
        ("proposal",),
    ),
    Verb("amend", "put a proposal in other words, and ask again", "amend P-4"),
    Verb("remind", "remind those who are not heard yet", "remind P-4"),
    Verb(
        "close", "close a round, before its time with a reason", "close P-4 because all are heard"
    ),
    Verb("outcome", "write what a proposal came to", "outcome P-4"),
    Verb("withdraw", "take a proposal back", "withdraw P-4 because the plan changed"),
    Verb("delegate", "have somebody speak for you while you are away", "delegate P-4 @ana"),
    Verb("term", "see what a word means here, as it was aligned", "term active customer"),
    Verb(
        "issue",
        "report what customers hit, so that somebody owns it until they are told",
        "issue urgent: the assembly sheet ends after page 2",
        ("complaint", "problem"),
    ),
    Verb("own", "own an issue, or say yes when you are asked to", "own I-7"),
    Verb(
        "report",
        "add one more customer who hit it",
        "report I-7 heard by phone from Acme: “page 3 is missing”",
    ),
    Verb("next", "take an issue one step on: cause, fix, fixed", "next I-7 the file was cut"),
    Verb(
        "told",
        "say how the customer was told, which closes an issue",
        "told I-7 by mail on friday, to 12 customers",
    ),
    Verb(
        "park",
        "put an issue aside until a day",
        "park I-7 until 4 january because the supplier is closed",
    ),
    Verb("merge", "make two issues one, with the reports of both", "merge I-7 into I-3"),
    Verb(
        "trends",
        "see how many customers were heard where, by week, with a chart",
        "trends onboarding",
        ("trend", "chart"),
    ),
    Verb(
        "contract",
        "agree between two areas what one hands to the other, and within how long",
        "contract a signed scope for every new customer",
    ),
    Verb("contracts", "see what areas agreed to hand to each other", "contracts"),
    Verb("board", "see how it stands in each area, in numbers", "board"),
    Verb(
        "chain",
        "see an issue's line, from the first signal to the customer told",
        "chain I-7",
    ),
    Verb("export", "have a proposal with all its rounds as text, or as csv", "export P-4 csv"),
    Verb("show", "see one record, and its history", "show C-12"),
    Verb(
        "list",
        "see what is open: mine, overdue, issues, worth, an area, a person, decisions, dissents",
        "list overdue",
    ),
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
    Verb(
        "win",
        "tell a customer win, and who made it happen",
        "win the refund came in an hour and they stayed for Acme by @ben",
    ),
    Verb(
        "wins",
        "see which wins are not told yet, or a month of them, or choose their channel",
        "wins month October",
        ("shoutouts",),
    ),
    Verb(
        "kudos",
        "thank colleagues for what they did, and say what changed for the customer",
        "kudos @ben got the refund out in an hour; the customer stayed",
        ("thanks", "thank", "praise"),
    ),
    Verb(
        "nominate",
        "put somebody forward to be commended at the next forum",
        "nominate @ben for calling every lost customer himself",
    ),
    Verb(
        "admin",
        "look after touchpoints, areas and sources (CCO and administrators)",
        "admin touchpoints",
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
