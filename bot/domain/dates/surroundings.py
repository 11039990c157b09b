"""What the words before a date say: whether it is when the promise is due, or part of its text."""

import re

from bot.domain.dates.readings import MONTH, WEEKDAY
from bot.domain.dates.tail import Word

LEADING = {
    "by",
    "before",
    "until",
    "on",
    "at",
    "in",
    "within",
    "due",
    "no",
    "not",
    "prior",
    "ahead",
}
LEADING |= {"deadline", "latest"}
# After these a date belongs to the thing, not to the promise: “the bug from Friday”.
OF_THE_THING = frozenset(
    re.findall(
        r"\S+",
        "of for from since after to about with than like as per via during between past through "
        "starting effective commencing and or nor & + , vs versus plus not never maybe "
        "perhaps possibly probably around approx approximately circa roughly ~ every each either "
        "neither alternate alternating other another any last previous next the a an our my your "
        "their his her its this's is was are were be been being isn't wasn't by before until till "
        "within due on at no until latest early late mid end start beginning middle first second "
        "third fourth fifth only half weekly daily monthly biweekly fortnightly quarterly yearly "
        "annually annual against regarding re called named titled thru",
    )
)
# Days that are names: “by Black Friday” is not the coming Friday.
NAMES = {
    *("black", "cyber", "good", "casual", "ash", "palm", "easter", "super", "giving", "fat"),
    *("shrove", "ruby", "taco", "maundy"),
}
RECURRING = {"weekly", "daily", "monthly", "biweekly", "quarterly", "yearly", "every", "each"}
ARTICLES = {"the", "a", "our", "my", "your", "this"}
JOINING = {"or", "nor", "not", "never", "and", "than", "&"}
UNITS = re.compile(r"(?:day|week|fortnight|month|quarter|year|hour|minute|weekend)s?$")
COUNT = re.compile(r"(?:#?\d+|an?|couple|few|several|of)$")
DATED = re.compile(
    rf"(?:{WEEKDAY}|today|tomorrow|yesterday|eod|noon|midnight|tonight"
    r"|[ptu]\d+:\d+|\d+ \d+|\d+[/.-]\d+\S*)$"
)
ORDINAL = re.compile(r"\d\d?th$")
NUMBER = re.compile(r"#?\d+$")
# A figure after “by” that could be an hour, or a fraction that could be a date.
FIGURE = re.compile(rf"by (?:\d\d?|[1-9]/(?:[2-9]|10))(?![\d/])(?! (?:of\b|{MONTH}\b))")
SHORT_DAYS = {"sat", "sun", "wed"}
CHANGE = re.compile(
    r"\b(?:(?:reduc|increas|decreas|rais|lower|improv|grow|shrink|boost|lift|extend|shorten|cut|beat"
    r"|exceed|trim|slash|expand|gain|drop|speed|slow|widen|narrow|shift|doubl|push)[a-z]*"
    r"|ris(?:e|es|ing)|rose|fall|fell|grew|shrank|wins?|won|loses?|scal(?:e|es|ed|ing)"
    r"|multipl(?:y|ies|ied)|divid(?:e|es|ed))\b"
    r"|(?:^|\b(?:the|an?|goe?s?|went|be|is|are|was|were|stay|numbers|sales|churn|nps) )"
    r"(?:up|down|off|over|under|behind|ahead)$"
)
REMEMBERED = 200
# “Tickets opened on Monday” tells of a day that was; “get it opened on Monday” promises one.
TOLD = re.compile(
    r"[a-z]{2,}[^e\W]ed|lost|sent|made|got|given|seen|saw|told|said|done|did|met|broke|broken|won|left"
    r"|heard|taken|found|bought|paid|written|held|came|went|was|had|happened|agreed"
)
CAUSED = re.compile(r"\b(?:get|gets|getting|have|having|keep|want|be)\b")
TO_COME = re.compile(r"\b(?:tomorrow|next)\b")
# “Written by June” may name its author.
PEOPLE = {f"by {name}" for name in ("jan", "apr", "may", "jun", "aug")}


def belongs_to_the_thing(text: str, words: tuple[Word, ...], first: int) -> bool:
    """Tell whether the date that begins at a word is part of what is promised."""
    before = [word for word in words[:first] if word.plain != ""]
    phrase = " ".join(word.plain or "" for word in words[first:])
    led = phrase.split(" ", 1)[0] in LEADING
    if led and FIGURE.match(phrase) and _is_an_amount(text[: words[first].start], before):
        return True
    if not before:
        return False
    if _tells_of_the_past(text, phrase, words[first - 1], led=led):
        return True
    return _led_away(phrase, before) if led else _bare_away(phrase, words, first, before)


def _is_an_amount(head: str, before: list[Word]) -> bool:
    """“Cut the queue by 5” names no hour."""
    if before and NUMBER.match(before[-1].plain or ""):
        return True
    return bool(CHANGE.search(head[-REMEMBERED:].rstrip().lower()))


def _tells_of_the_past(text: str, phrase: str, last: Word, *, led: bool) -> bool:
    if led and not phrase.startswith(("on ", "at ")) and phrase not in PEOPLE:
        return False
    if text[last.start].isupper() or not TOLD.fullmatch(last.typed) or TO_COME.search(phrase):
        return False
    return not CAUSED.search(text[max(0, last.start - REMEMBERED) : last.start].lower())


def _led_away(phrase: str, before: list[Word]) -> bool:
    last = before[-1]
    lead = phrase.split(" ", 1)[0]
    named = len(before) > 1 and before[-2].typed in ARTICLES
    if last.typed in JOINING or (last.typed in RECURRING and not named):
        return True
    if lead == "latest" and last.typed in OF_THE_THING:
        return True
    counted = len(before) > 1 and bool(COUNT.match(before[-2].plain or before[-2].typed))
    if UNITS.search(last.plain or ""):
        return lead == "on" or (lead == "before" and counted)
    return lead == "until" and bool(DATED.search(last.plain or ""))


def _bare_away(phrase: str, words: tuple[Word, ...], first: int, before: list[Word]) -> bool:
    last = before[-1]
    if last.typed in OF_THE_THING or last.typed in NAMES:
        return not phrase.startswith("after")
    if words[first].typed in SHORT_DAYS and first == len(words) - 1:
        return True
    if phrase.startswith("the ") and not phrase.startswith(("the day after", "the week after")):
        return True
    if words[first - 1].typed in {"/", "->", "→"}:
        return True
    if last.typed == "in" and not re.match(rf"(?:{WEEKDAY}|today|tomorrow)\b", phrase):
        return True
    return _continues(phrase, last.plain or "")


def _continues(phrase: str, last: str) -> bool:
    """Tell whether the word before is the other half of something dated."""
    if DATED.search(last) or ORDINAL.match(last):
        return True
    starts_a_date = re.match(rf"(?:\d|#|{MONTH}\b)", phrase) is not None
    if NUMBER.match(last):
        return starts_a_date
    return re.match(rf"{MONTH}$", last) is not None and phrase[0].isdigit()
