"""The sentences and lines that every drawing of an issue is made of."""

from collections.abc import Sequence

from bot.domain.calendar import day_in_words
from bot.domain.issues.finding import Shown
from bot.domain.issues.records import ENDED, RESTING, Severity, State
from bot.domain.people import Person
from bot.views.issues.words import SEVERITIES, STATES, TAGS
from bot.views.text import count, dotted, named, whole, words

NAME_MOST = 40
NAMES_MOST = 8
LISTED_MOST = 200
TEXT_MOST = 350
AREA_MOST = 60
UNOWNED = "Nobody owns it yet"


def name_of(person: Person | None) -> str:
    return whole(named(person.called), NAME_MOST) if person else ""


def state_of(shown: Shown) -> str:
    """Return the state as a word or two, the first thing a reader sees."""
    issue = shown.issue
    if issue.state is State.WAITING and shown.waiting_on:
        return f"Waiting on {area_name(shown.waiting_on.name)}"
    if issue.state is State.PARKED and issue.parked_until:
        return f"Parked until {day_in_words(issue.parked_until, shown.today)}"
    if issue.state is State.MERGED:
        return f"Merged into {shown.merged_into}"
    return STATES[issue.state]


def headline(shown: Shown) -> str:
    """Return the first line: id, state, how bad it is, where it happens."""
    issue = shown.issue
    severity = "" if issue.severity is Severity.NORMAL else SEVERITIES[issue.severity]
    touchpoint = area_name(shown.touchpoint.name) if shown.touchpoint else ""
    return dotted([f"*Issue {issue.label}*", f"*{state_of(shown)}*", severity, touchpoint])


def sentence(shown: Shown, most: int = 600) -> str:
    """Return what, how it stands and whose it is in one sentence."""
    issue = shown.issue
    severity = "" if issue.severity is Severity.NORMAL else f", {issue.severity.value}"
    said = f"{issue.label}, {within(state_of(shown))}{severity}"
    known = ", ".join(filter(None, [owner_of(shown), count(issue.reports, "report")]))
    return f"{said}: {known}: {words(shown.what, most)}"


def within(state: str) -> str:
    """Return a state as it stands within a sentence; names keep their capitals."""
    return f"{state[:1].lower()}{state[1:]}"


def owner_of(shown: Shown) -> str:
    """Return whose it is; who is asked to own what nobody owns is between the two of them."""
    issue = shown.issue
    if shown.owner is None:
        return "" if issue.state in ENDED else UNOWNED
    owner = name_of(shown.owner)
    if is_left(shown):
        return f"Without an owner: {owner} has left"
    if shown.handover_to is None or issue.state in ENDED:
        return owner
    return f"{owner}, until {name_of(shown.handover_to)} says yes"


def is_left(shown: Shown) -> bool:
    """Tell whether who owned it has left, so that anybody may take it."""
    is_gone = shown.owner is not None and shown.owner.is_deactivated
    return is_gone and shown.issue.state not in ENDED


def surroundings(shown: Shown) -> str:
    """Return the small line below: whose, how often heard, for how long, what else."""
    if shown.issue.state is State.MERGED:
        return ""
    return dotted([owner_of(shown), around(shown)])


def around(shown: Shown) -> str:
    """Return what is around an issue, whoever owns it."""
    issue = shown.issue
    parts = [
        heard(shown),
        "" if issue.state in {*ENDED, State.PARKED} else since(shown),
        f"handed on {issue.handed_on}×" if issue.handed_on else "",
        f"reopened {issue.reopened}×" if issue.reopened else "",
        f"worth {issue.worth:,} a month" if issue.worth else "",
        TAGS[issue.tag].lower() if issue.tag else "",
        f"<{shown.link}|The message it comes from>" if shown.link else "",
    ]
    return dotted(parts)


def heard(shown: Shown) -> str:
    """Return how many reports there are, and from how many colleagues."""
    reports = count(shown.issue.reports, "report")
    return f"{reports} from {shown.heard} colleagues" if shown.heard > 1 else reports


def since(shown: Shown) -> str:
    """Return for how long it is in its state, as “for 3 days”."""
    return f"for {count(shown.days, 'day')}" if shown.days else "since today"


def more_lines(shown: Shown) -> list[str]:
    """Return what else is known, people's words last, each in a text of its own."""
    lines = (_with(shown), links_line(shown), *_reason(shown), *_chain(shown))
    return [line for line in lines if line]


def list_line(shown: Shown, *, own: bool = False) -> str:
    """Return one line of a list: how it stands first, and whose it is."""
    issue = shown.issue
    severity = "" if issue.severity is Severity.NORMAL else SEVERITIES[issue.severity]
    owner = "" if own else owner_of(shown)
    worth = f"worth {issue.worth:,} a month" if issue.worth else ""
    days = "" if issue.state in {*ENDED, State.PARKED} else f" {since(shown)}"
    stands = f"{state_of(shown)}{days}"
    top = dotted([f"*{issue.label}*", stands, severity, owner, heard(shown), worth])
    return f"{top}\n{words(shown.what, LISTED_MOST)}"


def links_line(shown: Shown) -> str:
    """Return which promises and proposals came of it; how they stand is theirs to say."""
    labels = ", ".join(each.label for each in shown.linked)
    if shown.issue.state is State.MERGED:
        return ""
    return f"Linked to it: {labels}" if labels else ""


def names(people: Sequence[Person]) -> str:
    """Return a few people by name."""
    known = ", ".join(name_of(person) for person in people[:NAMES_MOST])
    rest = len(people) - NAMES_MOST
    return f"{known} and {rest} more" if rest > 0 else known


def area_name(name: str) -> str:
    return whole(named(name), AREA_MOST)


def _with(shown: Shown) -> str:
    return f"With the help of {names(shown.helping)}" if shown.helping else ""


def _reason(shown: Shown) -> list[str]:
    issue = shown.issue
    if not shown.reason or issue.state not in RESTING | {State.WONT_FIX, State.NOT_OURS}:
        return []
    return [f"Why: {words(shown.reason, TEXT_MOST)}"]


def _chain(shown: Shown) -> list[str]:
    """Return what is known along the line: the cause, the fix, how the customer was told."""
    return [
        f"Cause: {words(shown.cause, TEXT_MOST)}" if shown.cause else "",
        f"Fix: {words(shown.fix, TEXT_MOST)}" if shown.fix else "",
        f"{_told(shown)}: {words(shown.told_how, TEXT_MOST)}" if shown.told_how else "",
        f"Worth{_span(shown)}: {words(shown.worth_basis, 300)}" if shown.worth_basis else "",
    ]


def _told(shown: Shown) -> str:
    """Return who told whom and when, as “Ana told 12 customers on Monday 4 January”."""
    issue = shown.issue
    whom = count(issue.told_count, "customer") if issue.told_count else "the customer"
    when = f" on {day_in_words(issue.told_on, shown.today)}" if issue.told_on else ""
    return f"{name_of(shown.told_by) or 'Somebody'} told {whom}{when}"


def _span(shown: Shown) -> str:
    """Return from when to when it is worth that much, as far as that was said."""
    first, last = shown.issue.worth_from, shown.issue.worth_to
    since = f" from {day_in_words(first, shown.today)}" if first else ""
    return since + (f" to {day_in_words(last, shown.today)}" if last else "")
