"""What a typed line says about an issue: how urgent, who heard it, who was told. Pure."""

import re
from dataclasses import dataclass

from bot.domain.issues.records import Channel, Severity

CUSTOMER_MOST = 5  # Words; a longer “from …” tells a story, and names nobody.
_BETWEEN = " \t\n,;:.!-‐‑‒–—―−"  # noqa: RUF001 - the dashes that phones and word processors type
_SEVERITY = re.compile(r"(urgent|high|normal)\s*[:,!]\s*(?=\S)", re.IGNORECASE)
_QUOTED = re.compile(r"[“”\"«»„](.+)[“”\"«»“]\s*$", re.DOTALL)
# Leads, which stand first or nowhere: “the index was dropped” holds no “as”.
_HEARD = re.compile(r"\A(?:i\s+)?heard(?:\s+it)?\b[\s,:]*", re.IGNORECASE)
_BY = re.compile(
    r"(?:by|in|on|via|through|at|over)\s+(?:an?\s+|the\s+)?"
    r"(phone|telephone|call|e-?mail|mail|chat|visit|person|survey|review|social(?:\s+media)?"
    r"|help\s?-?desk|ticket)\b[\s,]*",
    re.IGNORECASE,
)
_FROM = re.compile(r"from\s+(?=\S)", re.IGNORECASE)
_ENDS_NAME = re.compile(r":|\s[-–—]\s|[“\"«„]|,\s|\n|\s(?:by|via|that)\s")
_BECAUSE = re.compile(r"\A(?:because|since|as)(?!\w|\s+of\b)[\s,:]*", re.IGNORECASE)
_COUNT = re.compile(
    r"(?:^|[\s,;])(?:to\s+)?(?:all\s+)?(\d{1,6})(?=\s+(?:customers?|people|of them)\b|\s*$)",
    re.IGNORECASE,
)
_INTO = re.compile(r"\A(?:into|with|and|in)\s+", re.IGNORECASE)
_WAITING = re.compile(r"(?:waiting|waits?)\s+(?:on|for)\s+(?:the\s+)?", re.IGNORECASE)
_WONT = re.compile(r"won[’']?t\s*-?fix\b[\s,:]*", re.IGNORECASE)
_PARKED = re.compile(r"park(?:ed)?\b[\s,:]*", re.IGNORECASE)
_CHANNELS = {
    "phone": Channel.CALL,
    "telephone": Channel.CALL,
    "call": Channel.CALL,
    "mail": Channel.MAIL,
    "email": Channel.MAIL,
    "chat": Channel.CHAT,
    "visit": Channel.VISIT,
    "person": Channel.VISIT,
    "survey": Channel.SURVEY,
    "review": Channel.REVIEW,
    "social": Channel.SOCIAL,
    "socialmedia": Channel.SOCIAL,
    "helpdesk": Channel.HELP_DESK,
    "ticket": Channel.HELP_DESK,
}


@dataclass(frozen=True)
class Heard:
    """One report as it was typed: from which customer, by what way, in which words."""

    words: str = ""
    customer: str = ""
    heard_by: Channel | None = None


@dataclass(frozen=True)
class Aside:
    """Where `next` leads off the line: to another area, to a day, or to an end."""

    what: str  # wait, park or wont_fix.
    rest: str


def severity_in(text: str) -> tuple[Severity | None, str]:
    """Read “urgent: the checkout is down”: how urgent, where it is said, and what."""
    found = _SEVERITY.match(text)
    if found is None:
        return None, text
    return Severity(found[1].casefold()), text[found.end() :]


def heard_in(text: str) -> Heard:
    """Read “heard by phone from Acme: “…””; what has no such beginning is all words."""
    rest, by, customer = _HEARD.sub("", text.strip(_BETWEEN), count=1), None, ""
    for _ in range(2):  # Either may come first.
        way, name = _BY.match(rest), _FROM.match(rest)
        if way and by is None:
            by, rest = _CHANNELS[re.sub(r"[\s-]", "", way[1].casefold())], rest[way.end() :]
        elif name and not customer:
            customer, rest = _customer(rest[name.end() :])
            if not customer:
                break
    if by is None and not customer:
        rest = text  # “heard nothing for weeks” is what the customer said.
    return Heard(_unquoted(rest), customer, by)


def count_in(text: str) -> int | None:
    """Read how many customers were told: “by mail, to 12 customers”."""
    found = _COUNT.search(text.rstrip(" ."))
    return int(found[1]) if found else None


def into_in(text: str) -> str:
    """Return what follows “into”: the issue that another is merged into."""
    return _INTO.sub("", text.strip(_BETWEEN), count=1)


def aside_in(text: str) -> Aside | None:
    """Read “waiting on Product because …”, “parked until …”, “won't fix: …” after `next`."""
    said = text.strip(_BETWEEN)
    for what, lead in (("wait", _WAITING), ("wont_fix", _WONT), ("park", _PARKED)):
        found = lead.match(said)
        if found is not None:
            return Aside(what, said[found.end() :].strip(_BETWEEN))
    return None


def without_because(text: str) -> str:
    said = text.strip().lstrip(_BETWEEN)
    return _BECAUSE.sub("", said, count=1).strip()


def _customer(text: str) -> tuple[str, str]:
    """Cut a customer's name off the beginning; too long a name is none, and all of it words."""
    end = _ENDS_NAME.search(text)
    name = text[: end.start()].strip(_BETWEEN) if end else text.strip(_BETWEEN)
    if not name or len(name.split()) > CUSTOMER_MOST:
        return "", f"from {text}"
    return name, text[end.start() :].lstrip(_BETWEEN) if end else ""


def _unquoted(text: str) -> str:
    said = text.strip().lstrip(_BETWEEN)
    quoted = _QUOTED.fullmatch(said)
    return quoted[1].strip() if quoted else said
