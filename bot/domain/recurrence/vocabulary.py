"""The closed vocabulary of rhythms: what each word that may stand in one comes down to.

A word that is not here makes the phrase unread, and none is better than a wrong one.
"""

import re
import unicodedata

from bot.domain.dates.words import ALIASES, NUMBERS

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first "
    "twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh "
    "twenty-eighth twenty-ninth thirtieth thirty-first"
)
# A word in doubt is read all the same, to be offered as what could have been meant.
PLAIN = {
    "every": "each per a an evry",
    "every 2": "alternate alternating",
    "every 1 week": "weekly",
    "every 2 week": "fortnightly",
    "doubtful every 2 week": "biweekly bi-weekly",
    "doubtful every 2 month": "bimonthly bi-monthly",
    "every 1 month": "monthly",
    "doubtful every 3 month": "quarterly",
    "doubtful": "twice thrice semiweekly semi-weekly semimonthly semi-monthly",
    "other": "",
    "last": "final",
    "week": "weeks wk wks",
    "2 week": "fortnight",
    "month": "months mth mths",
    "doubtful 3 month": "quarter quarters",
    "day": "",
    "days": "",
    "daily": "hourly nightly",
    "workday": "workdays weekday weekdays",
    "working": "work business",
    "yearly": "annually annual year years",
    "and": "& + plus",
    "or": "",
    "on": "",
    "": "the of in we please pls once meet meets meeting meetings forum else then",
}
PLURALS = {f"{alias}s": day for day in WEEKDAYS for alias in (day, *ALIASES[day].split())}
WORDS = (
    {word: word for word in PLAIN if " " not in word}
    | {alias: word for word, aliases in PLAIN.items() for alias in aliases.split()}
    | {plural: f"{day}s" for plural, day in PLURALS.items()}
    | {alias: day for day in WEEKDAYS for alias in (day, *ALIASES[day].split())}
    | {word: str(count) for count, word in enumerate(NUMBERS.split(), 1)}
    | {word: f"{count}th" for count, word in enumerate(ORDINALS.split(), 1)}
)
MARKS = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u2013": "-", "\u2014": "-", "\u2011": "-", "\u2010": "-"}
    | dict.fromkeys('*~`"\u201c\u201d()[]', " ")
    | {",": " ", ";": " ", "&": " & ", "@": " at "}
)
HALF = re.compile(r"(?<=[\d ])([ap])\.m\.?(?!\w)")
ORDINAL = re.compile(r"(\d\d?)(?:st|nd|rd|th)")
COUNTED = re.compile(r"(.+)-(weekly|monthly)")
MOST_WORDS = 40


def typed_words(text: str) -> list[str]:
    """Return the words of a phrase in lower-case letters, without the marks around them."""
    visible = "".join(each for each in text if unicodedata.category(each) != "Cf")
    level = unicodedata.normalize("NFKC", visible).lower().translate(MARKS)
    words = (word.strip("'!?:_") for word in HALF.sub(r"\1m", level).split()[: MOST_WORDS + 1])
    return [bare for word in words if (bare := word.rstrip("."))]


def plain_word(word: str) -> str | None:
    """Return what a word comes down to: words, or nothing, or None for a strange word."""
    if word in WORDS:
        return WORDS[word]
    if found := ORDINAL.fullmatch(word):
        return f"{int(found[1])}th"
    if found := COUNTED.fullmatch(word):
        count = plain_word(found[1])
        return f"every {count} {found[2][:-2]}" if count and count.isdigit() else None
    if "/" in word or "-" in word:
        return _joined_days(word)
    return str(int(word)) if word.isascii() and word.isdigit() else None


def _joined_days(word: str) -> str | None:
    """Read “mon/thu” as two days; “mon-thu” could be a span, so it is not read."""
    days = [WORDS.get(part) for part in word.split("/")]
    known = all(day and day.rstrip("s") in WEEKDAYS for day in days)
    return " and ".join(str(day) for day in days) if known and "-" not in word else None
