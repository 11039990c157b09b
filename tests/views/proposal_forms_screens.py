"""The screens of the forms about proposals, and of what changed in a version."""

from bot.domain.answers import Kind
from bot.domain.proposals.in_answer import InAnswer
from bot.domain.proposals.records import Judgement
from bot.domain.unfinished import FormKind
from bot.views.proposals import changes, forms
from bot.views.proposals.form import MORE, Form
from bot.views.proposals.lines import Shown
from bot.views.proposals.reading import who_reads
from bot.views.surface import Message
from bot.views.text import words
from tests.views.fillings import brim
from tests.views.proposals_screens import LATER, ROLL, a_shown
from tests.views.records import BEN, LARGEST, a_reader
from tests.views.screening import screen


@screen("in answer", "mine", "named", "unnamed")
def _in_answer(what, filling):
    named = {"people": [a_reader(BEN, filling.name)]} if what == "named" else {}
    unnamed = (1 + filling.many(ROLL)) if what == "unnamed" else 0
    answered = InAnswer(is_mine=what == "mine", unnamed=unnamed, **named)
    known = vars(a_shown(filling)) | {"in_answer": answered, "changes": [("added", filling.text)]}
    return Message(what, changes.diff(Shown(**known)))


@screen(Kind.PROPOSAL_FORM, *forms.TITLES)
def _invitation(kind, filling):
    return forms.invitation(a_form(FormKind(kind), filling))


@screen("modal", *forms.TITLES)
def _modal(kind, filling):
    return forms.modal(a_form(FormKind(kind), filling))


@screen("page", "more")
def _more(_, filling):
    known = vars(a_form(FormKind.PROPOSE, filling))
    return forms.modal(Form(**known | {"page": MORE}))


def a_form(kind, filling):
    full = filling.is_full
    choices = [(str(place), filling.text) for place in range(filling.many(150))]
    return Form(
        kind,
        note=f"U-{LARGEST}" if full else "4:1:0",
        on_top=f"*P-4*\n{words(filling.text, 200)}",
        text=brim(filling.text, 9000) if full else "",
        who_reads=who_reads(a_shown(filling)),
        people=["U0123456789"] * filling.many(ROLL),
        until=LATER.date() if full else None,
        choices=choices or [("1", "One"), (Judgement.RIGHT.value, "Two")],
        templates=[("change", "Change or reallocate")],
        asks_unseen=full,
        shows_name=full,
        is_draft=full,
        is_disputed=full,
    )
