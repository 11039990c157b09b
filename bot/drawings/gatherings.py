"""The page of a month for the screen: what stands on it, as a picture that is drawn when needed."""

import hashlib
from functools import partial

from bot.domain.wins.finding import Shown
from bot.domain.wins.gathering import Gathering
from bot.views.surface import Picture
from bot.views.text import dotted, whole
from bot.views.wins.gatherings import numbers_of, title_of
from bot.views.wins.lines import joined

ALT_MOST = 1800
NAMED = 24


def page_of(found: Gathering) -> Picture:
    """Return the picture of a month; one that would look the same has the same key."""
    wins = [(shown.win.label, shown.story, _small(shown)) for shown in found.wins]
    told = repr((_numbers(found), wins, found.quotes, _thanks(found), title_of(found)))
    return Picture(
        name=f"wins-{found.month:%Y-%m}.png",
        alt=whole(f"{title_of(found)}: {numbers_of(found)}", ALT_MOST),
        key=hashlib.sha256(told.encode()).hexdigest()[:16],
        draw=partial(_drawn, found),
    )


def _drawn(found: Gathering) -> bytes:
    from bot.charts.gathering import MOST, Page, Told, drawn  # noqa: PLC0415 - loads Pillow

    wins = found.wins[:MOST]
    page = Page(
        title=title_of(found),
        numbers=_numbers(found),
        wins=[Told(shown.win.label, _begun(shown.story), _small(shown)) for shown in wins],
        more=len(found.wins) + found.more - len(wins),
        quote=" ".join(found.quotes[0].split()) if found.quotes else "",
        thanks=_thanks(found),
    )
    return drawn(page)


def _begun(story: str) -> str:
    """Return a story as a page has it: it begins with a capital letter."""
    return story[:1].upper() + story[1:]


def _numbers(found: Gathering) -> list[tuple[int, str]]:
    wins = len(found.wins) + found.more
    told = (
        (wins, "win" if wins == 1 else "wins"),
        (found.thanks, "time thanked" if found.thanks == 1 else "times thanked"),
        (found.closed, "closed, the customer told"),
    )
    return [(number, what) for number, what in told if number]


def _small(shown: Shown) -> str:
    names = joined([person.called for person in shown.people])
    return dotted(
        [
            f"For {shown.customer}" if shown.customer else "",
            f"thanks to {names}" if names else "",
        ]
    )


def _thanks(found: Gathering) -> str:
    names = [person.called for person in found.people[:NAMED]]
    rest = len(found.people) - len(names)
    if rest > 0:
        names.append(f"{rest} more")
    thanks = f"Thank you, {joined(names)}." if names else ""
    named = joined([each.called for one in found.commended for each in one.people])
    return f"Commended: {named}. {thanks}".strip() if named else thanks
