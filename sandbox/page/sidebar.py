"""Draws the left side: who one is, the app, channels and people, each with what is new there."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sandbox.page.entries import place_name
from sandbox.page.icons import icon
from sandbox.page.markup import Safe, joined, tag
from sandbox.page.messages import avatar
from sandbox.page.panels import openers
from sandbox.page.places import HOME, Look, conversations, people_to_be, place_key
from sandbox.page.unread import Unread
from sandbox.workspace import Channel, User


def switcher(look: Look) -> Safe:
    """Draw who one is, and everybody else one could be."""
    links = [
        tag(
            "a",
            avatar(look.workspace, user),
            card(user),
            href=look.address().replace(f"as={look.user.name}", f"as={user.name}", 1),
            data_go=True,
            aria_current="true" if user is look.user else None,
        )
        for user in people_to_be(look.slack)
    ]
    name = tag("span", tag("b", look.user.real_name), tag("small", whereabouts(look.user)))
    you = tag(
        "summary", avatar(look.workspace, look.user), name, id="who", title="Act as somebody else"
    )
    return tag("details", you, tag("div", links, class_="items"), class_="menu people")


def card(user: User) -> Safe:
    """Draw somebody's name, work, area and zone."""
    lines = (tag("small", user.title), tag("small", whereabouts(user)))
    return tag("span", tag("b", user.real_name), lines)


def whereabouts(user: User) -> str:
    """Return somebody's area and where their clock stands."""
    kind = "another company" if user.stranger else user.area + (", guest" if user.guest else "")
    return f"{kind} · {city(user)}"


def city(user: User) -> str:
    return user.tz.rpartition("/")[2].replace("_", " ")


def sidebar(look: Look, unread: Unread) -> Safe:
    seen = look.person.channels()
    mine = [c for c in seen if look.user.id in c.members and not c.archived]
    rest = [c for c in seen if c not in mine]
    return joined(
        _group("Apps", _app(look, unread)),
        _group("Channels", [_channel(look, unread, c) for c in mine]),
        _group("Other channels", [_channel(look, unread, c) for c in rest]) if rest else None,
        _group("Direct messages", _direct(look, unread)),
    )


def _group(title: str, items: list[Safe]) -> Safe:
    return joined(tag("h2", title), tag("ul", items))


def _app(look: Look, unread: Unread) -> list[Safe]:
    name = look.bot.real_name
    home = (
        _item(look, HOME, icon("home"), f"{name} Home", 0, 0)
        if look.slack.world.manifest.home_tab
        else None
    )
    conversation = _person(look, unread, look.bot, f"{name} messages")
    return [part for part in (home, conversation) if part]


def _channel(look: Look, unread: Unread, channel: Channel) -> Safe:
    sign = icon("lock") if channel.kind == "private" else "#"
    note = " (archived)" if channel.archived else (" (shared)" if channel.ext_shared else "")
    is_mine = look.user.id in channel.members
    new = unread.count(look.workspace, look.user, channel) if is_mine else 0
    calls = unread.calls(look.workspace, look.user, channel) if is_mine else 0
    key = place_key(look.slack, look.person, channel)
    return _item(look, key, sign, channel.name + note, new, calls)


def _direct(look: Look, unread: Unread) -> list[Safe]:
    groups = [
        _item(
            look,
            channel.id,
            "☰",
            place_name(look.reader, channel),
            unread.count(look.workspace, look.user, channel),
            unread.calls(look.workspace, look.user, channel),
        )
        for channel in conversations(look)
    ]
    others = [user for user in people_to_be(look.slack) if user is not look.user]
    return [*groups, *(_person(look, unread, user, user.real_name) for user in others)]


def _person(look: Look, unread: Unread, other: User, name: str) -> Safe:
    new = 0
    if look.workspace.has_direct(look.user.id, other.id):
        place = look.workspace.direct(look.user.id, other.id)
        new = unread.count(look.workspace, look.user, place)
    return _item(look, f"@{other.name}", avatar(look.workspace, other), name, new, new)


def _item(look: Look, key: str, sign: str, name: str, new: int, calls: int) -> Safe:
    badge = tag("span", str(calls), class_="count", aria_hidden="true") if calls else None
    told = tag("span", f" ({new} new)", class_="unseen") if new else None
    anchor = tag(
        "a",
        tag("span", sign, class_="sign", aria_hidden="true"),
        tag("span", name, told, class_="name"),
        badge,
        href=look.address(key),
        data_go=True,
        class_="new" if new else None,
        aria_current="page" if key == look.place else None,
    )
    return tag("li", anchor)


def clock(look: Look) -> Safe:
    """Draw the stand-in's time as it is where this person is, and the ways to move it."""
    now = look.slack.clock.now().astimezone(ZoneInfo(look.user.tz))
    said = in_words(look, now)
    steps = (("+1 hour", 3600), ("+1 day", 86_400), ("+1 week", 604_800))
    buttons = [
        tag("button", label, type="button", data_does="clock", data_seconds=seconds)
        for label, seconds in steps
    ]
    stamp = tag("time", said, datetime=f"{now:%Y-%m-%dT%H:%M}")
    told = tag("p", stamp, tag("small", city(look.user)))
    ahead = tag("button", "To the next event", type="button", data_does="next")
    rows = [tag("div", row, class_="steps") for row in ([ahead], buttons)]
    return joined(told, rows, tag("div", openers(look), class_="openers"))


def in_words(look: Look, moment: datetime) -> str:
    """Return a moment as this person's clock shows it."""
    there = moment.astimezone(ZoneInfo(look.user.tz))
    return f"{there:%a} {there.day} {there:%b}, {there:%-I:%M %p}"
