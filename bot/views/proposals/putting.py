"""The form that puts a proposal out: two pages of one modal."""

from slack_sdk.models.blocks import ActionsBlock, Block, InputBlock, StaticSelectElement

from bot.domain.proposals.seating import MOST_ASKED
from bot.views.commitments.controls import button
from bot.views.ids import Action, Field
from bot.views.proposals import inputs
from bot.views.proposals.form import AT_ONCE, BACK, MORE, Form
from bot.views.text import plain

DRAFT = "draft"
HOW = (
    (AT_ONCE, "All at once"),
    ("2", "Around the table, 2 hours each"),
    ("4", "Around the table, 4 hours each"),
    ("8", "Around the table, 8 hours each"),
)


def inputs_of(form: Form) -> list[Block]:
    """Draw the page that is shown; six inputs at the most."""
    if form.page == MORE:
        return [*_more(form), _turn("Back", BACK)]
    hint = "The first sentence is its title. What changes, for whom, from when?"
    return [
        inputs.text(Field.WHAT, "What", form.text, hint=hint, most=inputs.INPUT_MOST),
        inputs.people(
            Field.PEOPLE,
            "Who is asked",
            form.people,
            most=MOST_ASKED,
            hint="Each is asked by name; nobody's silence is a yes.",
        ),
        inputs.day(Field.UNTIL, "Until", form.until, hint="Left empty, five working days."),
        _turn("More", MORE),
    ]


def _more(form: Form) -> list[Block]:
    areas = [inputs.several(Field.AREAS, "Which areas it affects", form.choices, form.chosen)]
    return [
        *(areas if form.choices else []),
        inputs.select(Field.HOW, "How people are asked", HOW, form.how),
        *_templates(form),
        inputs.boxes(
            Field.CHOICE,
            "Not yet",
            [(DRAFT, "Keep as a draft")],
            [DRAFT] if form.is_draft else [],
        ),
    ]


def _templates(form: Form) -> list[Block]:
    """Draw the picker of a text to begin with; picking one goes back to the words at once."""
    if not form.templates:
        return []
    options = inputs.options_of(form.templates)
    chosen = next((option for option in options if option.value == form.choice), None)
    element = StaticSelectElement(
        action_id=Action.PROPOSAL_PAGE, options=options, initial_option=chosen
    )
    block = InputBlock(
        block_id=Field.TEMPLATE,
        label=plain("Begin with a text"),
        element=element,
        optional=True,
        dispatch_action=True,
    )
    return [block]


def _turn(label: str, page: str) -> Block:
    turn = button(label, Action.PROPOSAL_PAGE, page)
    return ActionsBlock(block_id="page", elements=[turn])
