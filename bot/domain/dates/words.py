"""The closed vocabulary of due dates: what each word that may stand in one comes down to.

A word that is not here ends the phrase. That is what keeps prose out: the grammar never looks past
a word it does not know, and no rule holds a wildcard.
"""

import re
from collections.abc import Callable
from functools import cache

ALIASES = {
    "mon": "monday",
    "tue": "tuesday tues teusday tusday tuseday",
    "wed": "wednesday weds wedn wensday wendsday wednsday wednessday",
    "thu": "thursday thur thurs thrusday thurday thusday",
    "fri": "friday firday fridy frday",
    "sat": "saturday saterday satuday",
    "sun": "sunday",
    "jan": "january",
    "feb": "february febuary febr",
    "mar": "march",
    "apr": "april",
    "may": "",
    "jun": "june",
    "jul": "july",
    "aug": "august",
    "sep": "sept september",
    "oct": "october",
    "nov": "november",
    "dec": "december",
    "today": "2day",
    "today night": "tonight tonite 2nite",
    "tomorrow": "tmrw tmr tmw tomorow tommorow tommorrow tomorrrow tomorro tomoz 2moro 2morrow",
    "yesterday": "",
    "minute": "minute's",
    "minutes": "min mins",
    "hour": "hour's",
    "hours": "hr hrs h",
    "day": "day's",
    "days": "days'",
    "week": "week's wk",
    "weeks": "weeks' wks",
    "fortnight": "fortnight's",
    "fortnights": "",
    "month": "month's mth",
    "months": "months' mths",
    "quarter": "quarter's qtr",
    "quarters": "",
    "year": "year's yr",
    "years": "years' yrs",
    "weekend": "week-end",
    "working day": "workday weekday",
    "working days": "workdays weekdays",
    "working": "work",
    "business": "biz",
    "eod": "cob eob",
    "end of week": "eow",
    "end of month": "eom",
    "end of quarter": "eoq",
    "end of year": "eoy",
    "mid week": "midweek",
    "noon": "midday",
    "midnight": "",
    "morning": "morn",
    "lunch": "lunchtime",
    "afternoon": "arvo",
    "eve": "",
    "evening": "",
    "night": "",
    "mid": "middle",
    "start": "beginning",
    "until": "till til 'til untill",
    "oclock": "o'clock",
    "new year eve": "nye",
    "christmas": "xmas",
    "valentine": "valentines valentine's",
    "o1": "first",
    "o2": "second",
    "o3": "third",
    "o4": "fourth",
    "o5": "fifth",
    "please": "pls plz thanks thx sharp exactly ok okay cheers ty",
    "no later than": "nlt",
    "at": "@",
}
NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
# “On Mondays” is no date, so no plural of a day is here.
UNCHANGED = (
    "a after ago ahead am an and before boxing business by christmas close coming couple current "
    "due early end first from half halloween in last late later latest local my new next no "
    "not now of on or over past play pm prior sometime than the thing this time to upcoming "
    "within pt pst pdt et est edt ct cst cdt mt mst mdt utc gmt bst cet cest eet eest jst aest "
    "aedt sgt hkt msk pacific eastern central mountain"
)

WORDS = (
    {word: word for word in UNCHANGED.split()}
    | {word: word for word in ALIASES}
    | {alias: word for word, aliases in ALIASES.items() for alias in aliases.split()}
    | {word: f"#{count}" for count, word in enumerate(NUMBERS.split(), 1)}
    | {"thirty": "#30", "forty": "#40", "forty-five": "#45", "sixty": "#60", "ninety": "#90"}
)
UNITS = {
    "h": "hours",
    "hr": "hours",
    "hrs": "hours",
    "m": "minutes",
    "min": "minutes",
    "mins": "minutes",
    "d": "days",
    "w": "weeks",
    "wk": "weeks",
    "wks": "weeks",
}
LAST_HOUR_OF_HALF_A_DAY = 12


def _half_day(m: re.Match[str]) -> str:
    """Return `p17:30` for a time with am or pm; `p99:00` for one that no clock shows."""
    hour, minute = int(m[1]), m[2] or "00"
    if m[3] == "am" and hour > LAST_HOUR_OF_HALF_A_DAY:
        return "p99:00"
    if hour <= LAST_HOUR_OF_HALF_A_DAY:
        hour = hour % 12 + (12 if m[3] == "pm" else 0)
    return f"p{hour}:{minute}"


def _whole_day(m: re.Match[str]) -> str:
    """Return `t09:30` when only one half of the day can be meant, else `u9:30`."""
    certain = m[1].startswith("0") or int(m[1]) > LAST_HOUR_OF_HALF_A_DAY
    return f"{'t' if certain else 'u'}{m[1]}:{m[2]}"


def _iso_moment(m: re.Match[str]) -> str:
    offset = m[4] or ""
    zone = " utc" if offset == "z" else f" utc{offset}" if offset else ""
    return f"{m[1]} t{m[2]}:{m[3]}{zone}"


def _day_and_month(m: re.Match[str]) -> str | None:
    month = WORDS.get(m[2], "")
    return f"{m[1]} {month}" if month in MONTHS_SHORT else None


MONTHS_SHORT = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = tuple(
    (re.compile(shape, re.ASCII), plain)
    for shape, plain in (
        (r"\d{1,4}", lambda m: m[0]),
        (r"(\d\d?)(?:st|nd|rd|th)", lambda m: f"{int(m[1])}th"),
        (r"(\d\d?)(?:[:.](\d\d))?([ap]m)", _half_day),
        (r"(\d\d?)[:h](\d\d)", _whole_day),
        (r"(\d\d?):(\d\d)(z)", lambda m: f"{_whole_day(m)} utc"),
        (rf"(\d{{1,3}})({'|'.join(UNITS)})", lambda m: f"{m[1]} {UNITS[m[2]]}"),
        (r"20\d\d-\d\d?-\d\d?", lambda m: m[0]),
        (r"20\d\d/\d\d?/\d\d?", lambda m: m[0].replace("/", "-")),
        (
            r"(20\d\d-\d\d-\d\d)t(\d\d):?(\d\d)(?::?\d\d(?:\.\d{1,9})?)?(z|[+-]\d\d(?::?\d\d)?)?",
            _iso_moment,
        ),
        (r"\d\d?/\d\d?(?:/(?:20)?\d\d)?", lambda m: m[0]),
        (r"\d\d?\.\d\d?\.20\d\d", lambda m: m[0]),
        (r"\d\d?-\d\d?-20\d\d", lambda m: m[0].replace("-", "/")),
        (r"(?:utc|gmt)([+-]\d\d?(?::?\d\d)?)", lambda m: f"utc{m[1]}"),
        (r"[qh][1-4]", lambda m: m[0]),
        (r"(q[1-4])[/-]?(20\d\d)", lambda m: f"{m[1]} {m[2]}"),
        (r"(20\d\d)[/-]?(q[1-4])", lambda m: f"{m[2]} {m[1]}"),
        (r"(\d\d?(?:th)?)([a-z]{3,9})", _day_and_month),
    )
)
INITIALS = re.compile(r"(?:[a-z]\.)+[a-z]?|\d\d?[ap]\.m\.?")


def plain(word: str) -> str | None:
    """Return what a lower-case word comes down to (perhaps several words), or nothing."""
    if word in WORDS:
        return WORDS[word]
    for shape, build in SHAPES:
        if match := shape.fullmatch(word):
            return build(match)
    if INITIALS.fullmatch(word):
        return plain(word.replace(".", ""))
    return _hyphenated(word)


def _hyphenated(word: str) -> str | None:
    first, *more = word.split("-")
    if not more or "" in (first, *more):
        return None
    parts = [WORDS.get(part) or (part if part.isdigit() else None) for part in (first, *more)]
    return None if None in parts else " ".join(str(part) for part in parts)


@cache
def abbreviations() -> frozenset[str]:
    """Return the short words that may carry a full stop inside a phrase: “Fri.”, “Dec.”."""
    short = 4
    return frozenset(word for word in WORDS if len(word) <= short and word.isalpha())
