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
from bot.domain.commitments.finding import PAGE, Page
from bot.domain.verbs import Verb
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.surface import Message
from bot.views.text import count, escape, mrkdwn, plain, words

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

_THANKS = {
    "area": "Thank you. Your promises now count for your area.",
    "skipped": "All right, I will not ask again.",
    "cco_asked": "Thank you. I ask them to accept.",
    "cco_held": "Welcome. You are the Chief Customer Officer here from now on.",
    "cco_declined": "All right. I will ask an administrator again.",
    "discarded": "Thrown away.",
    "done_already": "That is already done.",
}


@dataclass(frozen=True)
class Question:
    """A question asked once, below an answer: which area one is in, or who the CCO is."""

    about: str
    areas: Sequence[Area] = ()


def overview(verbs: Sequence[Verb], command: str) -> Message:
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


def one_verb(verb: Verb, command: str) -> Message:
    """Draw one verb with an example that works as it stands."""
    also = f"\nThe same: {', '.join(verb.also)}" if verb.also else ""
    text = f"*{verb.name}* – {verb.use}\nFor example: `{command} {verb.example}`{also}"
    return Message(text.replace("*", ""), [SectionBlock(text=mrkdwn(text))])


def start(command: str, owed: Page, offered: Page) -> Message:
    """Draw the answer to the bare command: where you stand, and three things to try."""
    waits = f", and {_many(offered)} for your answer" if offered.shown else ""
    lead = f"You owe {_many(owed) if owed.shown else 'nothing'}{waits}. `{command} list` shows it."
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


def unknown_verb(typed: str, nearest: str, line: tuple[str, int], command: str) -> Message:
    """Draw what to do with a line that begins with no verb of ours: the text comes back.

    `line` is the text and the number under which it is kept as unfinished.
    """
    text, number = line
    guess = f" Did you mean *{nearest}*?" if nearest else ""
    lead = f"I do not know “{escape(typed)}”.{guess} `{command} help` lists what I know."
    make = button("Make this a commitment", Action.OPEN_FORM, f"U-{number}")
    return Message(
        lead.replace("*", "").replace("`", ""),
        [
            SectionBlock(text=mrkdwn(lead)),
            SectionBlock(text=mrkdwn(f"You typed:\n{words(text)}")),
            ActionsBlock(elements=[make]),
        ],
    )


def thanks(what: str) -> Message:
    """Draw the answer to a question that was asked once."""
    text = _THANKS[what]
    return Message(text, [SectionBlock(text=mrkdwn(text))])


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


def _many(page: Page) -> str:
    return f"{PAGE}+ things" if page.has_more else count(len(page.shown), "thing")


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
