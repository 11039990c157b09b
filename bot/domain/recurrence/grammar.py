"""The shapes a rhythm is said in, over plain words: how often, and on which days."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.recurrence.doubts import Doubt, Why
from bot.domain.recurrence.rules import (
    LAST,
    NTHS,
    Monthly,
    MonthlyWeekday,
    MonthlyWorkingDay,
    NotARhythm,
    Rule,
    Weekly,
)
from bot.domain.recurrence.vocabulary import WEEKDAYS, plain_word

D = rf"(?:{'|'.join(WEEKDAYS)})s?"
DAYS = re.compile(rf"(?P<every>every )?(?P<days>{D}(?: (?:and )*{D})*)")
COUNTED_DAYS = re.compile(rf"every (?P<count>\d\d?) (?P<days>{D}(?: (?:and )*{D})*)")
NTH = r"(?:every )?(?P<nth>\d\d?th|last)"
DATE = re.compile(rf"{NTH}(?: day)?|(?P<late>29th|30th|31th) or last day")
WEEKDAY = re.compile(rf"{NTH} (?P<day>{D})")
WORKING_DAY = re.compile(rf"{NTH} workday")
# “1st and 3rd Tuesday”, “every 10 days”, “yearly”: plain enough, and no rule of ours.
SEVERAL = re.compile(
    rf"{NTH}(?: {D})?(?: and)* (?P<other>\d\d?th|last)(?: (?:{D}|day|workday))?(?: and .*)?"
)
SPARSE = re.compile(r"every \d\d? (?:days?|workday)|.*\byearly\b.*")
DENSE = re.compile(r"(?:every )?(?:daily|day|workday|1 day)")
FREQUENCY = re.compile(
    r"(?<!\S)every (?P<every>(?:\d\d?(?:th)? |other )?)(?P<unit>week|month)(?!\S)"
)
LONE_MONTH = re.compile(r"(?<!\S)month(?!\S)")


@dataclass(frozen=True)
class _HowOften:
    """Each so many weeks or months; without a unit, only the days say it."""

    every: int = 1
    unit: str = ""


def rule_of(words: Iterable[str], weekday: int | None = None) -> Rule:
    """Return the rule that these words say; `weekday` is the start's, if they name no day."""
    plain = " ".join(_plain(words).split())
    certain = " ".join(plain.replace("doubtful", " ").split())
    if certain == plain:
        return _rule(plain, weekday)
    try:
        rule = _rule(certain, weekday)
    except Doubt as doubt:
        if doubt.why is Why.UNREAD and certain:
            raise
        raise Doubt(Why.AMBIGUOUS, *doubt.choices) from None
    raise Doubt(Why.AMBIGUOUS, rule)


def _plain(words: Iterable[str]) -> str:
    known = [plain_word(word) for word in words]
    if not any(known) or None in known:
        raise Doubt(Why.UNREAD)
    text = " ".join(" ".join(word for word in known if word).split())
    text = re.sub(r"\bevery (?=every\b)", "", text)
    text = re.sub(r"\bworking days?\b", "workday", text)
    text = re.sub(r"\b(?:on|day) (\d\d?)(?!\S| week| month)", r"\1th", text)
    return re.sub(r"\b(?:on|day(?= \d\d?th))(?!\S)", "", text).strip()


def _rule(text: str, weekday: int | None) -> Rule:
    often, days = _how_often(text)
    try:
        if often.unit == "week":
            return _weekly(often, days, weekday)
        if often.unit == "month":
            return _monthly(often, days)
        return _by_days_alone(days)
    except NotARhythm:
        raise Doubt(Why.NOT_OFFERED) from None


def _how_often(text: str) -> tuple[_HowOften, str]:
    """Cut “every 2 weeks” out; “of the month” says the same as “every month”, if nothing else."""
    found = FREQUENCY.search(text)
    if not found:
        days = LONE_MONTH.sub("", text, count=1)
        return _HowOften(unit="month" if days != text else ""), " ".join(days.split())
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    if found["unit"] == "month":
        rest = LONE_MONTH.sub("", rest, count=1)
    every = 2 if found["every"] == "other " else int(found["every"].strip(" th") or 1)
    return _HowOften(every, found["unit"]), " ".join(rest.split())


def _weekly(often: _HowOften, days: str, weekday: int | None) -> Rule:
    if not days and weekday is not None:
        return Weekly(often.every, (weekday,))
    if not days:
        raise Doubt(Why.NO_DAY)
    if found := DAYS.fullmatch(days):
        return Weekly(often.every, _weekdays(found["days"]))
    raise Doubt(Why.TOO_OFTEN if DENSE.fullmatch(days) else Why.UNREAD)


def _monthly(often: _HowOften, days: str) -> Rule:
    if rule := _in_month(days, often.every):
        return rule
    if SEVERAL.fullmatch(days):
        raise Doubt(Why.NOT_OFFERED)
    if found := DAYS.fullmatch(days):
        named = _weekdays(found["days"])
        raise Doubt(Why.NO_DAY, *(MonthlyWeekday(often.every, nth, named[0]) for nth in (1, LAST)))
    raise Doubt(Why.UNREAD if days else Why.NO_DAY)


def _in_month(days: str, every: int) -> Rule | None:
    if found := WEEKDAY.fullmatch(days):
        nth, day = _nth(found["nth"]), _weekdays(found["day"])[0]
        if nth not in NTHS:
            raise Doubt(Why.NOT_OFFERED, MonthlyWeekday(every, LAST, day))
        return MonthlyWeekday(every, nth, day)
    if found := WORKING_DAY.fullmatch(days):
        return MonthlyWorkingDay(every, _nth(found["nth"]))
    if (found := DATE.fullmatch(days)) and not days.endswith(("every last", " last")):
        return Monthly(every, _nth(found["late"] or found["nth"]))
    return None


def _by_days_alone(days: str) -> Rule:
    if found := COUNTED_DAYS.fullmatch(days.replace("every other", "every 2")):
        return Weekly(int(found["count"]), _weekdays(found["days"]))
    if found := DAYS.fullmatch(days):
        return _by_weekdays(found)
    if DENSE.fullmatch(days):
        raise Doubt(Why.TOO_OFTEN)
    if SPARSE.fullmatch(days) or SEVERAL.fullmatch(days):
        raise Doubt(Why.NOT_OFFERED)
    rule = _in_month(days, 1)
    if rule is None:
        raise Doubt(Why.UNREAD)
    if not days.startswith("every "):
        raise Doubt(Why.HOW_OFTEN, rule)
    return _unless_ambiguous(rule)


def _by_weekdays(found: re.Match[str]) -> Rule:
    days = _weekdays(found["days"])
    if not found["every"] and not re.search(r"s\b", found["days"]):
        raise Doubt(Why.HOW_OFTEN, Weekly(1, days), Weekly(2, days))
    return Weekly(1, days)


def _unless_ambiguous(rule: Rule) -> Rule:
    """Ask about “every second Tuesday”: every two weeks to most people, monthly to some."""
    if isinstance(rule, MonthlyWeekday) and rule.nth not in {1, LAST}:
        raise Doubt(Why.AMBIGUOUS, Weekly(rule.nth, (rule.weekday,)), rule)
    return rule


def _weekdays(names: str) -> tuple[int, ...]:
    return tuple(WEEKDAYS.index(name[:3]) for name in names.split() if name != "and")


def _nth(word: str) -> int:
    return LAST if word == "last" else int(word.removesuffix("th"))
