"""The forms about issues: what stands on top of each, and which inputs it has."""

from collections.abc import Callable, Mapping

from slack_sdk.models.blocks import ActionsBlock, Block, SectionBlock
from slack_sdk.models.views import View

from bot.domain.unfinished import FormKind
from bot.views.commitments.controls import button
from bot.views.ids import Action, Field, modal_id
from bot.views.issues import inputs
from bot.views.issues.form import Form
from bot.views.issues.inputs import WORDS_MOST
from bot.views.issues.words import STEPS
from bot.views.proposals.lines import section
from bot.views.surface import Message, as_typed
from bot.views.text import mrkdwn, plain, words

LEFT_OVER_MOST = 80  # Blocks, of the hundred that a view takes.
BEFORE_MOST = 3
TITLES = {
    FormKind.ISSUE: ("A customer issue", "Report it"),
    FormKind.ISSUE_CHANGE: ("Change", "Save"),
    FormKind.ISSUE_REPORT: ("One more report", "Add it"),
    FormKind.ISSUE_STEP: ("Next step", "Save"),
    FormKind.ISSUE_SOLVED: ("Solved already", "Close it"),
    FormKind.ISSUE_TOLD: ("Customer told", "Save"),
    FormKind.ISSUE_HANDOVER: ("Hand over", "Offer it"),
    FormKind.ISSUE_DECLINE: ("Decline", "Decline"),
    FormKind.ISSUE_DISCUSS: ("Discuss", "Send"),
    FormKind.ISSUE_WAIT: ("Wait for an area", "Wait"),
    FormKind.ISSUE_PARK: ("Park", "Park"),
    FormKind.ISSUE_WONT_FIX: ("Won't fix", "Close it"),
    FormKind.ISSUE_NOT_OURS: ("Not a customer issue", "Close it"),
    FormKind.ISSUE_MERGE: ("Merge", "Merge"),
    FormKind.ISSUE_HELPING: ("Who helps", "Save"),
    FormKind.ISSUE_WORTH: ("Worth a month", "Save"),
    FormKind.ISSUE_REOPEN: ("Not solved", "Reopen"),
    FormKind.ISSUE_SHARE: ("Share it", "Post it"),
    FormKind.ISSUE_PICK: ("Which issue?", "Go on"),
}
# Handing over what nobody owns yet is asking for an owner.
UNOWNED_STEP = "unowned"
UNOWNED = ("Ask for an owner", "Ask them")


def modal(form: Form) -> View:
    """Draw a form; six inputs at the most."""
    title, submit = title_of(form)
    top = [section(form.on_top)] if form.on_top else []
    return View(
        type="modal",
        callback_id=modal_id(form.kind),
        private_metadata=form.note,
        title=plain(title, 24),
        submit=plain(submit, 24),
        close=plain("Cancel", 24),
        blocks=[*top, *seen_before(form), *_INPUTS[form.kind](form), *_left_over(form)],
    )


def invitation(form: Form) -> Message:
    """Draw the way into a form, where none can be opened at once."""
    title, _ = title_of(form)
    typed = next((form.values[name] for name in inputs.TYPED if form.values.get(name)), "")
    top = "\n".join(filter(None, [f"*{title}*", form.on_top]))
    blocks: list[Block] = [section(top), *seen_before(form)]
    typed = typed if form.is_kept else ""
    blocks += [section(words(typed))] if typed else []
    action = Action.OPEN_FORM if form.is_kept else Action.ISSUE_FORM
    value = form.note if form.is_kept else f"{form.kind.value}/{form.note}"
    opening = button("Open the form", action, value)
    return Message(
        f"{title} {words(typed, 600)}".strip(), [*blocks, ActionsBlock(elements=[opening])]
    )


def title_of(form: Form) -> tuple[str, str]:
    """Return what a form is called, and its button."""
    return UNOWNED if form.step == UNOWNED_STEP else TITLES[form.kind]


def seen_before(form: Form) -> list[Block]:
    """Draw the issues that are alike, so that one more report is added rather than one more."""
    if not form.before:
        return []
    rows: list[Block] = []
    for line, number in form.before[:BEFORE_MOST]:
        same = button("+1 report", Action.ISSUE_SAME, f"{number}:{form.note}")
        rows.append(SectionBlock(text=mrkdwn(line), accessory=same))
    return [section("*Seen before?* If it is one of these, add a report to it."), *rows]


def _issue(form: Form) -> list[Block]:
    hint = "What customers hit. This alone is enough."
    where = [inputs.channel(Field.CHANNEL, form)] if Field.CHANNEL in form.asks else []
    return [
        inputs.text(form, Field.WHAT, "What", hint=hint),
        inputs.severity(form),
        *inputs.touchpoint(form),
        inputs.line(form, Field.CUSTOMER, "Which customer"),
        inputs.heard_by(form),
        *where,
    ]


def _change(form: Form) -> list[Block]:
    what = [inputs.text(form, Field.WHAT, "What")] if Field.WHAT in form.asks else []
    customer = [inputs.line(form, Field.CUSTOMER, "Which customer")]
    return [
        *what,
        inputs.severity(form),
        *inputs.touchpoint(form),
        inputs.tag(form),
        *(customer if Field.CUSTOMER in form.asks else []),
    ]


def _report(form: Form) -> list[Block]:
    hint = "As they said it, if you have it. It may open a forum."
    return [
        inputs.line(form, Field.CUSTOMER, "Which customer"),
        inputs.heard_by(form),
        inputs.text(form, Field.WORDS, "In the customer's words", hint=hint, optional=True),
    ]


def _step(form: Form) -> list[Block]:
    return [inputs.text(form, Field.WORDS, STEPS.get(form.step, "What was done?"))]


def _solved(form: Form) -> list[Block]:
    """Draw what is still missing, and nothing that was said before."""
    asked: list[Block] = []
    if Field.CAUSE in form.asks:
        asked.append(inputs.text(form, Field.CAUSE, "What caused it?"))
    if Field.FIX in form.asks:
        asked.append(inputs.text(form, Field.FIX, "What is the fix?"))
    return asked + (_told(form) if Field.TOLD_HOW in form.asks else [])


def _told(form: Form) -> list[Block]:
    hint = "By mail, on the phone … and what they were told."
    return [
        inputs.person(form, Field.TOLD_BY, "Who told the customer"),
        inputs.text(form, Field.TOLD_HOW, "How were they told?", hint=hint),
        inputs.day(form, Field.TOLD_ON, "When", hint="Left empty, today."),
        inputs.line(form, Field.TOLD_COUNT, "How many customers", hint="A number, if known."),
    ]


def _handover(form: Form) -> list[Block]:
    until = "nobody owns it" if form.step == UNOWNED_STEP else "it stays with its owner"
    hint = f"They are asked; until they accept, {until}."
    return [
        inputs.person(form, Field.OWNER, "Who", hint=hint, optional=False),
        inputs.text(form, Field.REASON, "Why", hint="They read it.", optional=True),
    ]


def _reason(form: Form) -> list[Block]:
    return [inputs.text(form, Field.REASON, "Why", hint="Whom it concerns will read it.")]


def _discuss(form: Form) -> list[Block]:
    hint = "Whoever asked you reads it. You are still asked, until you accept or decline."
    return [inputs.text(form, Field.WORDS, "What would need to change?", hint=hint)]


def _wait(form: Form) -> list[Block]:
    area = inputs.select(form, Field.AREA, "Which area", form.choices, optional=False)
    hint = "Its clock stands; the leader of that area reads it."
    return [area, inputs.text(form, Field.REASON, "What for", hint=hint)]


def _park(form: Form) -> list[Block]:
    hint = "On that day it comes back by itself."
    return [
        inputs.day(form, Field.UNTIL, "Until", hint=hint, optional=False),
        inputs.text(form, Field.REASON, "Why"),
    ]


def _wont_fix(form: Form) -> list[Block]:
    hint = "Nobody is left without an answer."
    return [inputs.text(form, Field.REASON, "Why it is not fixed", hint=hint), *_told(form)]


def _merge(form: Form) -> list[Block]:
    which = inputs.select(form, Field.RECORD, "Into which issue", form.choices)
    hint = "Its reports and helpers move there; both keep their history."
    other = "Or its id" if form.choices else "Into which issue"
    named = inputs.line(
        form, Field.INTO, other, hint=f"Such as I-3. {hint}", optional=bool(form.choices)
    )
    return [*([which] if form.choices else []), named]


def _helping(form: Form) -> list[Block]:
    hint = "There is still one owner."
    return [inputs.people(Field.PEOPLE, "Who helps", form.people, most=20, hint=hint)]


def _worth(form: Form) -> list[Block]:
    hint = "In whole units of your currency, such as 12000."
    return [
        inputs.line(form, Field.WORTH, "Worth a month", hint=hint, optional=False),
        inputs.day(form, Field.FROM, "From"),
        inputs.day(form, Field.UNTIL, "To"),
        inputs.text(form, Field.BASIS, "How do you know?", hint="A link or a line."),
    ]


def _reopen(form: Form) -> list[Block]:
    hint = "Its owner reads it; the issue is open again."
    return [inputs.text(form, Field.WORDS, "What is not solved?", hint=hint)]


def _share(form: Form) -> list[Block]:
    return [inputs.channel(Field.CHANNEL, form, optional=False)]


def _pick(form: Form) -> list[Block]:
    which = inputs.select(form, Field.RECORD, "Which issue", form.choices, optional=False)
    typed = [inputs.text(form, Field.WORDS, "Your words", optional=True)]
    named = inputs.line(form, Field.INTO, "Its id", hint="Such as I-7.", optional=False)
    return [which if form.choices else named, *(typed if form.values.get(Field.WORDS) else [])]


def _left_over(form: Form) -> list[Block]:
    """Show what no input can hold, so that nothing typed is lost."""
    typed = next((form.values[name] for name in inputs.TYPED if form.values.get(name)), "")
    rest = as_typed(typed[WORDS_MOST:])[:LEFT_OVER_MOST]
    return [section("*The rest of what you typed*"), *rest] if rest else []


_INPUTS: Mapping[FormKind, Callable[[Form], list[Block]]] = {
    FormKind.ISSUE: _issue,
    FormKind.ISSUE_CHANGE: _change,
    FormKind.ISSUE_REPORT: _report,
    FormKind.ISSUE_STEP: _step,
    FormKind.ISSUE_SOLVED: _solved,
    FormKind.ISSUE_TOLD: _told,
    FormKind.ISSUE_HANDOVER: _handover,
    FormKind.ISSUE_DECLINE: _reason,
    FormKind.ISSUE_DISCUSS: _discuss,
    FormKind.ISSUE_WAIT: _wait,
    FormKind.ISSUE_PARK: _park,
    FormKind.ISSUE_WONT_FIX: _wont_fix,
    FormKind.ISSUE_NOT_OURS: _reason,
    FormKind.ISSUE_MERGE: _merge,
    FormKind.ISSUE_HELPING: _helping,
    FormKind.ISSUE_WORTH: _worth,
    FormKind.ISSUE_REOPEN: _reopen,
    FormKind.ISSUE_SHARE: _share,
    FormKind.ISSUE_PICK: _pick,
}
