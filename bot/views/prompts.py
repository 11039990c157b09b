"""The sentence on top of a form: what is asked, and what was wrong with what was typed."""

from collections.abc import Sequence
from datetime import date

from bot.domain.calendar import day_in_words
from bot.domain.commitments.finding import Shown
from bot.domain.commitments.making import LONGEST
from bot.domain.commitments.promising import Problem
from bot.domain.unfinished import FormKind
from bot.views.commitments.lines import headline
from bot.views.text import escape, whole, words

_PHRASE_MOST = 200
_WHAT_MOST = 1200
_PLEASE = "Please fill in the form."
_QUESTIONS = {
    FormKind.PROMISE: "What do you promise, and by when?",
    FormKind.COPIES: "One owner each: shall I make a copy for everybody?",
    FormKind.DONE: "How can others see that it is done? A link or a line.",
    FormKind.EXTEND: "Until when, and why?",
    FormKind.DROP: "Why is it dropped?",
    FormKind.HANDOVER: "Who should take it over?",
    FormKind.NOT_THERE_YET: "What is still missing?",
    FormKind.PICK: "Which commitment?",
}
_PROBLEMS = {
    Problem.EMPTY: "What do you promise, and by when?",
    Problem.VAGUE: "What exactly, by when?",
    Problem.PAST: "“{phrase}” has passed. Please pick another day.",
    Problem.IMPOSSIBLE: "There is no such day as “{phrase}”. Please pick one.",
    Problem.AMBIGUOUS: "“{phrase}” can mean {choices}. Please pick one.",
    Problem.WHOSE: "Whose promise is it, and by when?",
    Problem.WHO: "I cannot tell who you mean. Please pick the owner.",
    Problem.NOT_A_COLLEAGUE: (
        "A bot, a group, or somebody who left or is from outside cannot own a promise. "
        "Please pick a colleague."
    ),
    Problem.TOO_LONG: "A promise fits in {most:,} characters; yours has {length:,}.",
}


def asked(kind: FormKind) -> str:
    """Return what a form asks."""
    return _QUESTIONS.get(kind, _PLEASE)


def asked_again(
    problem: Problem, *, phrase: str = "", choices: Sequence[date] = (), length: int = 0
) -> str:
    """Return why a promise could not be made from the line alone, and what to do."""
    days = " or ".join(day_in_words(day, day) for day in choices)
    return _PROBLEMS[problem].format(
        phrase=whole(escape(phrase), _PHRASE_MOST),
        choices=days or "more than one day",
        most=LONGEST,
        length=length,
    )


def about_record(shown: Shown) -> str:
    """Return which commitment a form is about."""
    return f"{headline(shown)}\n{words(shown.what, _WHAT_MOST)}"


def about_act(act: str, typed: str, *, is_any: bool) -> str:
    """Return what is to be done with a commitment still to be picked; `is_any`: there are some."""
    none = "" if is_any else "\nThere is no open commitment to pick from. You can name one: `C-12`."
    kept = f"\n{words(typed, _WHAT_MOST)}" if typed else ""
    return f"*{act.replace('_', ' ').capitalize()}*{none}{kept}"


def label(shown: Shown) -> str:
    """Return how a commitment is called in a picker."""
    return f"{shown.commitment.name} · {shown.what}"
