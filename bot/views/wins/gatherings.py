"""A month of wins: as a message, as Markdown, and as one page for the screen."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ContextBlock,
    ConversationFilter,
    ConversationSelectElement,
    HeaderBlock,
    SectionBlock,
)

from bot.domain.people import Person
from bot.domain.wins.gathering import Gathering
from bot.views.ids import Action
from bot.views.surface import Message, Picture
from bot.views.text import count, dotted, mrkdwn, named, plain, whole, words
from bot.views.wins.lines import customer_of, heading, joined, short, thanks_to

MOST = 6
STORY_MOST = 220
PEOPLE_MOST = 10
COMMENDED_MOST = 3
SPOKEN_MOST = 1000


def page(found: Gathering, month: str, picture: Picture | None = None) -> Message:
    """Draw a month; where it is posted, its page for the screen stands on top."""
    title, numbers = title_of(found), numbers_of(found)
    blocks: list[Block] = [
        HeaderBlock(text=plain(title, 150)),
        SectionBlock(text=mrkdwn(numbers)),
        *[_quote(text) for text in found.quotes],
        *_commended(found),
        *_wins(found),
        *_thanks(found),
    ]
    if picture is None:
        note = "The same on one page, as a picture for the screen, comes in our DM."
        blocks.append(ContextBlock(elements=[mrkdwn(note)]))
    blocks.append(ActionsBlock(block_id=f"month:{month}", elements=[_share()]))
    said = "; ".join(words(shown.story, 100) for shown in found.wins[:MOST])
    text = whole(f"{title}: {numbers} {said}".strip(), SPOKEN_MOST)
    return Message(text, blocks, picture)


def markdown(found: Gathering) -> str:
    """Return a month as Markdown, to be read and copied."""
    lines = [f"# {title_of(found)}", "", numbers_of(found), ""]
    lines += [f"> {text}\n" for text in found.quotes]
    for shown in found.wins:
        small = [shown.area, f"for {shown.customer}" if shown.customer else "", _by(shown.people)]
        lines += [f"## {shown.win.label}", "", shown.story, "", dotted(small), ""]
    return "\n".join(lines).rstrip() + "\n"


def _by(people: Sequence[Person]) -> str:
    names = [person.called for person in people]
    return f"thanks to {joined(names)}" if names else ""


def title_of(found: Gathering) -> str:
    return f"Customer wins of {found.name}"


def numbers_of(found: Gathering) -> str:
    total = len(found.wins) + found.more
    parts = [
        count(total, "win"),
        count(found.thanks, "time", "times") + " thanked" if found.thanks else "",
        count(found.closed, "issue") + " closed, the customer told" if found.closed else "",
    ]
    return dotted(parts) + "."


def _quote(text: str) -> Block:
    lines = words(text, 200).splitlines()
    return SectionBlock(text=mrkdwn("\n".join(f"> {line}" for line in lines)))


def _commended(found: Gathering) -> list[Block]:
    """Name who is commended, each with the sentence of who picked them."""
    blocks: list[Block] = []
    for each in found.commended[:COMMENDED_MOST]:
        who = joined([f"*{short(person.called)}*" for person in each.people])
        by = f" ({short(each.by.called)})" if each.by else ""
        said = words(each.sentence or each.did, STORY_MOST)
        blocks.append(SectionBlock(text=mrkdwn(f"Commended: {who}{by}\n{said}")))
    return blocks


def _wins(found: Gathering) -> list[Block]:
    blocks: list[Block] = []
    for shown in found.wins[:MOST]:
        small = dotted([customer_of(shown), thanks_to(shown)])
        said = f"{heading(shown)}\n{words(shown.story, STORY_MOST)}"
        blocks.append(SectionBlock(text=mrkdwn(said)))
        blocks += [ContextBlock(elements=[mrkdwn(small)])] if small else []
    rest = len(found.wins) + found.more - MOST
    more = [ContextBlock(elements=[mrkdwn(f"… and {rest} more")])] if rest > 0 else []
    return [*blocks, *more]


def _thanks(found: Gathering) -> list[Block]:
    names = [named(person.called) for person in found.people[:PEOPLE_MOST]]
    rest = len(found.people) - len(names)
    if not names:
        return []
    said = joined([*names, f"{rest} more"]) if rest > 0 else joined(names)
    return [SectionBlock(text=mrkdwn(f"*Thank you,* {said}."))]


def _share() -> ConversationSelectElement:
    return ConversationSelectElement(
        action_id=Action.WINS_SHARE,
        placeholder=plain("Share it in …"),
        filter=ConversationFilter(
            include=["public", "private"],
            exclude_external_shared_channels=True,
            exclude_bot_users=True,
        ),
    )
