"""The forms about proposals: what stands on top of each, and which inputs it has."""

from collections.abc import Callable, Mapping

from slack_sdk.models.blocks import ActionsBlock, Block
from slack_sdk.models.views import View

from bot.domain.proposals.proposing import LONGEST
from bot.domain.proposals.records import Judgement
from bot.domain.proposals.rounds import StanceKind
from bot.domain.proposals.seating import MOST_ASKED
from bot.domain.unfinished import FormKind
from bot.views.commitments.controls import button
from bot.views.ids import Action, Field, modal_id
from bot.views.proposals import inputs, putting
from bot.views.proposals.form import Form
from bot.views.proposals.lines import section
from bot.views.surface import Message, as_typed
from bot.views.text import plain, words

REASON_MOST = 2000
PROMISES_MOST = 3000
SHOW_NAME = "show"
NEW_COMMITMENT = "new"
LEFT_OVER_MOST = 80  # Blocks, of the hundred that a view takes.
TITLES = {
    FormKind.PROPOSE: ("A proposal", "Ask"),
    FormKind.AMEND: ("Amend", "Amend and ask again"),
    FormKind.REWORD: ("Edit wording", "Save"),
    FormKind.WITHDRAW_PROPOSAL: ("Withdraw", "Withdraw"),
    FormKind.CLOSE_ROUND: ("Close the round", "Close round"),
    FormKind.ASKED: ("Who is asked", "Change it"),
    FormKind.DELEGATE: ("Who speaks?", "Name them"),
    FormKind.ROUND_PICK: ("Which proposal?", "Go on"),
    FormKind.STANCE: ("Where do you stand?", "Say it"),
    FormKind.CONDITION: ("Commit if…", "Commit if"),
    FormKind.DISSENT: ("Dissent", "Dissent"),
    FormKind.MIND: ("Your dissent", "Send"),
    FormKind.UNSEEN: ("Something not seen", "Send"),
    FormKind.ALTERNATIVE: ("An alternative", "Offer it"),
    FormKind.RISK: ("Accept as a risk", "Accept it"),
    FormKind.OUTCOME: ("The outcome", "Record it"),
    FormKind.REVIEW: ("How it turned out", "Keep it"),
    FormKind.CONCERN: ("A concern", "Leave it"),
}
STANCES = (
    (StanceKind.COMMIT.value, "Commit"),
    (StanceKind.CONDITION.value, "Commit if…"),
    (StanceKind.DISSENT.value, "Dissent"),
    (StanceKind.ASIDE.value, "Stand aside"),
)
JUDGEMENTS = (
    (Judgement.RIGHT.value, "The dissent was right"),
    (Judgement.PARTLY.value, "It was right in part"),
    (Judgement.NOT_RIGHT.value, "It was not borne out"),
)
AGAIN = (
    (Judgement.AGAIN.value, "Yes, the same"),
    (Judgement.OTHERWISE.value, "Yes, but otherwise"),
    (Judgement.NOT_AGAIN.value, "No"),
)
BOX = (
    "Your words are kept without your name and without a time, so nobody can ask me whose. "
    "They are shown only if at least three people could have written them, and not before the "
    "box is closed. What I cannot know: whether somebody recognises how you write."
)


def modal(form: Form) -> View:
    """Draw a form; six inputs at the most."""
    title, submit = TITLES[form.kind]
    top = [section(form.on_top)] if form.on_top else []
    rest = as_typed(form.text[_MOST.get(form.kind, REASON_MOST) :])[:LEFT_OVER_MOST]
    left = [section("*The rest of what you typed*"), *rest] if rest else []
    return View(
        type="modal",
        callback_id=modal_id(form.kind),
        private_metadata=form.note,
        title=plain(title, 24),
        submit=plain(submit, 24),
        close=plain("Cancel", 24),
        blocks=[*top, *_INPUTS[form.kind](form), *left],
    )


def invitation(form: Form) -> Message:
    """Draw the way into a form, where none can be opened at once."""
    title = TITLES[form.kind][0]
    top = "\n".join(filter(None, [f"*{title}*", form.on_top]))
    blocks: list[Block] = [section(top)]
    blocks += [section(words(form.text))] if form.text else []
    action = Action.OPEN_FORM if form.is_kept else Action.PROPOSAL_FORM
    value = form.note if form.is_kept else f"{form.kind.value}/{form.note}"
    opening = button("Open the form", action, value)
    return Message(
        f"{title} {words(form.text, 600)}".strip(), [*blocks, ActionsBlock(elements=[opening])]
    )


def _amend(form: Form) -> list[Block]:
    answers = inputs.boxes(Field.CHOICE, "Whose dissent does it answer?", form.choices, form.chosen)
    return [
        inputs.text(Field.WHAT, "What", form.text, most=inputs.INPUT_MOST),
        *([answers] if form.choices else []),
        inputs.day(Field.UNTIL, "Until", form.until, hint="Left empty, five working days."),
    ]


def _reword(form: Form) -> list[Block]:
    hint = "The first sentence is its title. The post and each question will say “edited”."
    return [inputs.text(Field.WHAT, "What", form.text, hint=hint, most=inputs.INPUT_MOST)]


def _close(form: Form) -> list[Block]:
    hint = "Needed while its time is not over; everybody reads it."
    return [inputs.text(Field.WORDS, "Reason", form.text, hint=hint, most=REASON_MOST)]


def _withdraw(form: Form) -> list[Block]:
    hint = "Everybody who was asked reads it."
    return [inputs.text(Field.WORDS, "Reason", form.text, hint=hint, most=REASON_MOST)]


def _asked(form: Form) -> list[Block]:
    hint = "Who has spoken stays; their word counts."
    return [
        inputs.people(Field.PEOPLE, "Who is asked", form.people, most=MOST_ASKED, hint=hint),
        inputs.text(Field.WORDS, "Reason", form.text, hint="Shown with it.", most=REASON_MOST),
    ]


def _delegate(form: Form) -> list[Block]:
    """Draw who speaks; for whom, where that is not plain."""
    hint = "While they are away, for this round only; shown as such. Their own word comes first."
    if not form.choices:
        return [inputs.person(Field.OWNER, "Who speaks for you", hint=hint.replace("they", "you"))]
    whom = inputs.select(Field.CHOICE, "Who is away", form.choices, form.choice, optional=False)
    return [whom, inputs.person(Field.OWNER, "Who speaks for them", hint=hint)]


def _pick(form: Form) -> list[Block]:
    picker = inputs.select(Field.RECORD, "Which proposal", form.choices, optional=False)
    return [*([picker] if form.choices else []), *(_reason(form) if form.asks_reason else [])]


def _stance(form: Form) -> list[Block]:
    return [
        inputs.one_of(Field.CHOICE, "Where do you stand?", form.choices or STANCES, form.choice),
        inputs.text(
            Field.WORDS,
            "Your words",
            form.text,
            hint=form.who_reads,
            optional=True,
            most=REASON_MOST,
        ),
        _show_name(form),
    ]


def _condition(form: Form) -> list[Block]:
    words_ = inputs.text(
        Field.WORDS, "On which condition?", form.text, hint=form.who_reads, most=REASON_MOST
    )
    return [words_]


def _dissent(form: Form) -> list[Block]:
    return [*_reason(form), _show_name(form)]


def _reason(form: Form) -> list[Block]:
    return [
        inputs.text(Field.WORDS, "Reason", form.text, hint=form.who_reads, most=REASON_MOST),
    ]


def _show_name(form: Form) -> Block:
    hint = [(SHOW_NAME, "Show my name")]
    start = [SHOW_NAME] if form.shows_name else []
    return inputs.boxes(Field.SHOWS_NAME, "To others in the channel", hint, start)


def _mind(form: Form) -> list[Block]:
    label = "What would change your mind?"
    return [inputs.text(Field.WORDS, label, form.text, hint=form.who_reads, most=REASON_MOST)]


def _unseen(form: Form) -> list[Block]:
    label = "Anything we are not seeing?"
    return [inputs.text(Field.WORDS, label, form.text, hint=form.who_reads, most=REASON_MOST)]


def _alternative(form: Form) -> list[Block]:
    hint = "Whoever dissents reads it, and has three working days to answer."
    return [inputs.text(Field.WORDS, "What do you offer?", form.text, hint=hint, most=REASON_MOST)]


def _risk(form: Form) -> list[Block]:
    del form
    return [inputs.person(Field.CARRIER, "Who carries it?", hint="They hear that they do.")]


def _outcome(form: Form) -> list[Block]:
    unseen = inputs.text(
        Field.UNSEEN,
        "What are we not seeing?",
        hint="Nobody had a doubt so far, or an area is unheard. One honest line.",
        most=REASON_MOST,
    )
    return [
        inputs.one_of(Field.STATE, "How it ended", form.choices, form.choice),
        inputs.text(Field.WORDS, "In words", form.text, most=REASON_MOST),
        *([unseen] if form.asks_unseen else []),
        inputs.text(
            Field.PROMISES,
            "What was promised?",
            hint="One a line: “@ana send the list by friday”. Without a name it is yours.",
            optional=True,
            most=PROMISES_MOST,
        ),
        inputs.day(Field.REVIEW_ON, "Look at it again on", form.until),
    ]


def _review(form: Form) -> list[Block]:
    if form.is_disputed:
        return [inputs.one_of(Field.CHOICE, "Was the dissent right?", JUDGEMENTS)]
    return [inputs.one_of(Field.CHOICE, "Would you decide the same again?", AGAIN)]


def _concern(form: Form) -> list[Block]:
    return [inputs.text(Field.WORDS, "What worries you?", form.text, most=REASON_MOST)]


_INPUTS: Mapping[FormKind, Callable[[Form], list[Block]]] = {
    FormKind.PROPOSE: putting.inputs_of,
    FormKind.AMEND: _amend,
    FormKind.REWORD: _reword,
    FormKind.WITHDRAW_PROPOSAL: _withdraw,
    FormKind.CLOSE_ROUND: _close,
    FormKind.ASKED: _asked,
    FormKind.DELEGATE: _delegate,
    FormKind.ROUND_PICK: _pick,
    FormKind.STANCE: _stance,
    FormKind.CONDITION: _condition,
    FormKind.DISSENT: _dissent,
    FormKind.MIND: _mind,
    FormKind.UNSEEN: _unseen,
    FormKind.ALTERNATIVE: _alternative,
    FormKind.RISK: _risk,
    FormKind.OUTCOME: _outcome,
    FormKind.REVIEW: _review,
    FormKind.CONCERN: _concern,
}
_MOST = {FormKind.PROPOSE: LONGEST, FormKind.AMEND: LONGEST, FormKind.REWORD: LONGEST}
