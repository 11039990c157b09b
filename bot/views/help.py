"""Help: what the bot does, each verb with an example that works, and what it stores."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ContextBlock,
    HeaderBlock,
    Option,
    SectionBlock,
    StaticSelectElement,
    UserSelectElement,
)

from bot.domain.areas import Area
from bot.views.commitments.cards import button
from bot.views.ids import Action
from bot.views.surface import Message
from bot.views.text import escape, mrkdwn, plain, words

PURPOSE = (
    "They get departments to agree, to promise, to keep the promise, to tell the customer, and to "
    "be thanked for it. I keep those promises where you talk."
)
STORED = (
    "*What I store.* Commitments: who, what, by when, for whom, and what became of them. Your "
    "name, zone and area. I read what is sent to me, never your channels."
)
SEEN_BY = (
    "*Who sees it.* What was said in a public channel, everybody here. What was said in a private "
    "place, the people on the record and those in that place; elsewhere it is only a number. An "
    "offer is seen by two people until it is accepted."
)


@dataclass(frozen=True)
class VerbHelp:
    """One verb as help tells it: its use, an example, and the words that mean the same."""

    name: str
    use: str
    example: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """A question asked once, below an answer: which area one is in, or who the CCO is."""

    about: str
    areas: Sequence[Area] = ()


def overview(verbs: Sequence[VerbHelp], command: str) -> Message:
    """Draw all verbs, a line each."""
    lines = [f"*{verb.name}* – {verb.use}\n`{command} {verb.example}`" for verb in verbs]
    text = f"{command} keeps promises to customers. Verbs: " + ", ".join(v.name for v in verbs)
    half = (len(lines) + 1) // 2
    return Message(
        text,
        [
            HeaderBlock(text=plain("What I can do")),
            SectionBlock(text=mrkdwn("\n".join(lines[:half]))),
            SectionBlock(text=mrkdwn("\n".join(lines[half:]))),
            ContextBlock(
                elements=[
                    mrkdwn(
                        f"In a thread, write to me: `@cxbot commit … by friday`. "
                        f"`{command} help done` tells more of one verb, `{command} about` of me."
                    )
                ]
            ),
        ],
    )


def one_verb(verb: VerbHelp, command: str) -> Message:
    """Draw one verb with an example that works as it stands."""
    also = f"\nThe same: {', '.join(verb.also)}" if verb.also else ""
    text = f"*{verb.name}* – {verb.use}\nFor example: `{command} {verb.example}`{also}"
    return Message(text.replace("*", ""), [SectionBlock(text=mrkdwn(text))])


def start(command: str, open_count: int, offered_count: int) -> Message:
    """Draw the answer to the bare command: where you stand, and three things to try."""
    owed = "nothing" if not open_count else f"{open_count} open"
    waits = f", and {offered_count} wait for your answer" if offered_count else ""
    lead = f"You owe {owed}{waits}. `{command} list` shows them."
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


def about(cco: str, months: int | None) -> Message:
    """Draw what the CCO does, what is stored, who sees it, and for how long."""
    officer = escape(cco) if cco else "not named yet"
    kept = "until your company deletes it"
    if months:
        kept = f"{months} months after a record is closed"
    parts = (
        f"*What I am for.* Your Chief Customer Officer ({officer}) owns no department. {PURPOSE}",
        STORED,
        SEEN_BY,
        f"*How long.* Your words are kept {kept}. History holds who, what and when, no words.",
    )
    text = f"About cxbot. CCO: {officer}. Your words are kept {kept}."
    return Message(text, [SectionBlock(text=mrkdwn(part)) for part in parts])


def unknown_verb(typed: str, nearest: str, line: str, command: str) -> Message:
    """Draw what to do with a line that begins with no verb of ours: the text comes back."""
    guess = f" Did you mean *{nearest}*?" if nearest else ""
    lead = f"I do not know “{escape(typed)}”.{guess} `{command} help` lists what I know."
    make = button("Make this a commitment", Action.NEW, "line")
    return Message(
        lead.replace("*", "").replace("`", ""),
        [
            SectionBlock(text=mrkdwn(lead)),
            SectionBlock(text=mrkdwn(f"You typed:\n{words(line)}")),
            ActionsBlock(elements=[make]),
        ],
    )


def with_question(message: Message, question: Question) -> Message:
    """Add a question that is asked once below an answer."""
    drawn = _cco_question() if question.about == "cco" else _area_question(question.areas)
    return Message(message.text, [*message.blocks, *drawn])


def cco_request(by: str) -> Message:
    """Draw the DM to somebody who was named CCO."""
    text = f"{escape(by)} says you are the Chief Customer Officer here. Is that so?"
    yes = button("Yes, that is me", Action.ACCEPT_CCO, "cco")
    no = button("No, somebody else", Action.DECLINE_CCO, "cco")
    return Message(text, [SectionBlock(text=mrkdwn(text)), ActionsBlock(elements=[yes, no])])


def _area_question(areas: Sequence[Area]) -> list[Block]:
    options = [Option(text=plain(area.name, 75), value=str(area.number)) for area in areas]
    choose = StaticSelectElement(
        action_id=Action.AREA, placeholder=plain("Your area"), options=options[:100]
    )
    skip = button("Skip", Action.SKIP_AREA, "area")
    ask = SectionBlock(text=mrkdwn("*Which area are you in?* I ask only once."))
    return [ask, ActionsBlock(elements=[choose, skip])]


def _cco_question() -> list[Block]:
    picker = UserSelectElement(action_id=Action.NAME_CCO, placeholder=plain("Your CCO"))
    me = button("It's me", Action.I_AM_CCO, "cco")
    ask = SectionBlock(text=mrkdwn("*Who is your CCO?* I ask only once; they are asked to accept."))
    return [ask, ActionsBlock(elements=[picker, me])]
