"""Draws messages: who said what and when, answers for one reader, threads, and what one can do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sandbox.blockkit import message_state
from sandbox.driver.post import Post
from sandbox.emoji import as_pictures
from sandbox.page.beginnings import beginning
from sandbox.page.blocks import blocks_drawn
from sandbox.page.elements import Canvas, menu
from sandbox.page.markup import Safe, joined, lines, tag
from sandbox.page.places import Look
from sandbox.page.prose import prose
from sandbox.reacting import OFFERED
from sandbox.workspace import Message, User, Workspace

TOGETHER = timedelta(minutes=5)
MOST_SHOWN = 150
COLOURS = 12


def stream(look: Look, posts: list[Post], where: str) -> Safe:
    """Draw messages under the days they were written on; `where` tells two lists apart."""
    shown = posts if look.everything else posts[-MOST_SHOWN:]
    return joined(_top(look, posts, shown, where), _rows(look, shown, where))


def _top(look: Look, posts: list[Post], shown: list[Post], where: str) -> Safe | None:
    if len(posts) > len(shown):
        address = look.address(thread=look.thread, all="1")
        all_of_it = tag("a", f"Show all {len(posts)} messages", href=address, data_go=True)
        return tag("li", all_of_it, class_="earlier", data_key="earlier")
    return beginning(look) if where == "m" else None


def _rows(look: Look, posts: list[Post], where: str) -> Iterator[Safe]:
    before: Post | None = None
    for post in posts:
        moment = said_at(look, post.ts)
        if before is None or said_at(look, before.ts).date() != moment.date():
            day = f"{moment:%A} {moment.day} {moment:%B}"
            yield tag("li", tag("span", day), class_="day", data_key=f"day-{moment:%Y-%m-%d}")
            before = None
        yield _row(look, post, where, follows=before is not None and _goes_on(before, post))
        before = post


def _goes_on(before: Post, post: Post) -> bool:
    """Say whether a message needs no name, being said right after another of the same person."""
    if before.message.user != post.message.user or before.is_ephemeral or post.is_ephemeral:
        return False
    return float(post.ts) - float(before.ts) < TOGETHER.total_seconds()


def _row(look: Look, post: Post, where: str, *, follows: bool) -> Safe:
    message = post.message
    author = look.workspace.users[message.user]
    kind = (
        "ephemeral" if post.is_ephemeral else ("pinging" if look.user.id in message.pinged else "")
    )
    return tag(
        "li",
        tag("div", None if follows else avatar(look.workspace, author), class_="side"),
        tag(
            "div",
            _byline(look, author, post, follows=follows),
            _only_you() if post.is_ephemeral else None,
            content(post, f"{where}{post.ts}"),
            _reactions(look, message),
            _thread_link(look, post) if where == "m" else None,
            class_="body",
        ),
        _tools(look, post, where),
        class_=f"message {kind} {'follows' if follows else ''}".strip(),
        id=f"{where}{post.ts}",
        data_key=post.ts,
        data_surface="message",
        data_channel=post.channel,
        data_ts=post.ts,
        tabindex="-1",
    )


def content(post: Post, prefix: str) -> Safe:
    """Draw what a message says: its blocks, or without any its text."""
    if not post.blocks:
        return tag("div", prose(post.reader, post.message.text), class_="said")
    typed = {(b, a): v for b, row in post.message.typed.items() for a, v in row.items()}
    canvas = Canvas(post.reader, message_state(post.blocks, typed), prefix, {})
    return tag("div", blocks_drawn(canvas, post.blocks), class_="blocks")


def avatar(workspace: Workspace, user: User) -> Safe:
    """Draw somebody's sign, in a colour that the next eleven people do not have."""
    initials = "".join(part[0] for part in user.real_name.split()[:2]).upper()
    persons = [one.id for one in workspace.users.values() if not one.bot]
    colour = "app" if user.bot else f"c{persons.index(user.id) % COLOURS}"
    sign = user.real_name[:2].lower() if user.bot else initials
    return tag("span", sign, class_=f"avatar {colour}", aria_hidden="true")


def said_at(look: Look, ts: str) -> datetime:
    return datetime.fromtimestamp(float(ts), UTC).astimezone(ZoneInfo(look.user.tz))


def _byline(look: Look, author: User, post: Post, *, follows: bool) -> Safe:
    moment = said_at(look, post.ts)
    stamp = tag("time", f"{moment:%-I:%M %p}", datetime=moment.isoformat())
    badge = tag("span", "APP", class_="badge") if author.bot else None
    name = tag("b", author.real_name)
    return tag("p", name, " ", badge, " ", stamp, class_="by unseen" if follows else "by")


def _only_you() -> Safe:
    dismiss = tag("button", "Dismiss", type="button", class_="plain", data_does="dismiss")
    return tag("p", "Only visible to you · ", dismiss, class_="only")


def _reactions(look: Look, message: Message) -> Safe | None:
    if not message.reactions:
        return None
    counted = [
        tag("li", _reaction(look, name, people)) for name, people in message.reactions.items()
    ]
    return tag("ul", counted, class_="reactions", aria_label="Reactions")


def _reaction(look: Look, name: str, people: list[str]) -> Safe:
    """Draw one reaction and how many put it there; pressed, one's own comes or goes."""
    mine = "true" if look.user.id in people else "false"
    said = f"{as_pictures(f':{name}:')} {len(people)}"
    does = {"data_does": "react", "data_name": name, "aria_pressed": mine}
    return tag("button", said, type="button", aria_label=f"{name}, {len(people)}", **does)


def _thread_link(look: Look, post: Post) -> Safe | None:
    replies = [] if post.message.is_reply or post.is_ephemeral else post.replies
    if not replies:
        return None
    count = f"{len(replies)} {'reply' if len(replies) == 1 else 'replies'}"
    last = said_at(look, replies[-1].ts)
    small = tag("small", f" last one {last:%A} at {last:%-I:%M %p}")
    return tag("a", count, small, href=look.address(thread=post.ts), data_go=True, class_="replies")


def _tools(look: Look, post: Post, where: str) -> Safe | None:
    reply = None
    if where == "m" and not post.is_ephemeral:
        address = look.address(thread=post.message.thread_ts or post.ts)
        reply = tag("a", "Reply", href=address, data_go=True, aria_label="Reply in thread")
    more = menu(f"{where}{post.ts}-more", "More actions", list(_things_to_do(look, post)))
    return tag("div", reply, more, class_="tools")


def _offered(name: str) -> Safe:
    label = f"React with {name}"
    does = {"data_does": "react", "data_name": name}
    return tag("button", as_pictures(f":{name}:"), type="button", aria_label=label, **does)


def _things_to_do(look: Look, post: Post) -> Iterator[Safe]:
    for shortcut in look.slack.world.manifest.shortcuts.values():
        if shortcut.type == "message" and not post.is_ephemeral:
            small = tag("small", look.bot.real_name)
            words = joined(shortcut.name, " ", small)
            yield tag("button", words, type="button", data_does="shortcut", data_name=shortcut.name)
    if not post.is_ephemeral:
        yield tag("div", [_offered(name) for name in OFFERED], class_="react", role="group")
    if post.message.user == look.user.id and not post.is_ephemeral:
        yield tag("button", "Delete message", type="button", data_does="delete")
    told = tag("b", "As notified")
    yield tag("p", lines([told, post.fallback]), class_="fallback")
