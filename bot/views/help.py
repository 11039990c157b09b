"""Help: each verb with an example that works, and what to do with a line that has none."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, ContextBlock, HeaderBlock, SectionBlock

from bot.domain.commitments.finding import PAGE, Page
from bot.domain.verbs import Verb
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.surface import Message, as_typed
from bot.views.text import count, mrkdwn, named, plain


def overview(verbs: Sequence[Verb], command: str) -> Message:
    """Draw all verbs, a line each."""
    lines = [f"*{verb.name}* – {verb.use}\n`{command} {verb.example}`" for verb in verbs]
    text = f"{command} keeps promises to customers. Verbs: " + ", ".join(v.name for v in verbs)
    half = (len(lines) + 1) // 2
    hint = (
        f"In a thread, write to me: `@cxbot commit … by friday`. "
        f"`{command} help done` tells more of one verb, `{command} about` of me."
    )
    return Message(
        text,
        [
            HeaderBlock(text=plain("What I can do")),
            SectionBlock(text=mrkdwn("\n".join(lines[:half]))),
            SectionBlock(text=mrkdwn("\n".join(lines[half:]))),
            ContextBlock(elements=[mrkdwn(hint)]),
        ],
    )


def one_verb(verb: Verb, command: str) -> Message:
    """Draw one verb with an example that works as it stands."""
    also = f"\nThe same: {', '.join(verb.also)}" if verb.also else ""
    text = f"*{verb.name}* – {verb.use}\nFor example: `{command} {verb.example}`{also}"
    return Message(text.replace("*", ""), [SectionBlock(text=mrkdwn(text))])


def start(command: str, owed: Page, offered: Page) -> Message:
    """Draw the answer to the bare command: where you stand, and three things to try."""
    owes = f"You owe {_many(owed) if owed.shown else 'nothing right now'}."
    waits = f" {_many(offered)} {_wait(offered)} for your answer." if offered.shown else ""
    hint = f" `{command} list` shows what is open." if owed.shown or offered.shown else ""
    lead = f"{owes}{waits}{hint}"
    tries = (
        f"`{command} commit call Acme by friday` – promise something\n"
        f"`{command} commit @ana send the churn list by 30 Sep` – ask somebody to promise\n"
        f"`{command} help` – everything else"
    )
    new = button("New commitment", Action.NEW, "here")
    return Message(
        lead.replace("`", ""),
        [
            SectionBlock(text=mrkdwn(lead)),
            SectionBlock(text=mrkdwn(tries)),
            ActionsBlock(elements=[new]),
        ],
    )


def unknown_verb(nearest: str, line: tuple[str, int], command: str) -> Message:
    """Draw what to do with a line that begins with no verb of ours: the text comes back.

    `line` is the text and the number under which it is kept as unfinished.
    """
    text, number = line
    first, guess = text.split()[:1], f"Did you mean *{nearest}*? " if nearest else ""
    lead = f"I do not know “{named(''.join(first))}”."
    way_out = f"{guess}`{command} help` lists what I know. You typed:"
    make = button("Make this a commitment", Action.OPEN_FORM, f"U-{number}")
    return Message(
        f"{lead} {guess.replace('*', '')}{command} help lists what I know.",
        [
            SectionBlock(text=mrkdwn(lead)),
            SectionBlock(text=mrkdwn(way_out)),
            *as_typed(text),
            ActionsBlock(elements=[make]),
        ],
    )


def _many(page: Page) -> str:
    return f"{PAGE}+ things" if page.has_more else count(len(page.shown), "thing")


def _wait(page: Page) -> str:
    return "waits" if len(page.shown) == 1 and not page.has_more else "wait"
