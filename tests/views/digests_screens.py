"""Digests and the form by which a reminder is put off, drawn from a filling."""

from datetime import timedelta

from bot.domain.answers import Kind
from bot.domain.commitments.ladder import FALLS_DUE
from bot.domain.commitments.records import Rung, State
from bot.domain.commitments.tabling import OVERDUE
from bot.domain.digests.composing import AT_MOST
from bot.domain.digests.showing import Became, Digest, Item
from bot.domain.standing_still import STILL
from bot.views.digests.message import digest
from bot.views.digests.snooze import snooze_form, snooze_invitation
from tests.views.records import ADA, BEN, CLEO, LARGEST, TODAY, a_reader, filled
from tests.views.screening import screen

LATE = {Rung.LATE, Rung.LATE_AGAIN, Rung.LATE_STILL, Rung.WARNED, OVERDUE}
ROLES = [Rung.SOON, Rung.TODAY, Rung.LATE, Rung.WARNED, OVERDUE, FALLS_DUE, STILL]


def an_item(filling, role, became=Became.WAITS, **more):
    own = {} if role not in {OVERDUE, FALLS_DUE} else {"owned_by": CLEO}
    due = {"due_on": TODAY - timedelta(days=4)} if role in LATE else {}
    due = {"due_on": TODAY} if role == Rung.TODAY else due
    state = State.DONE if became is Became.SETTLED else State.OPEN
    people = {"promised_to": a_reader(BEN, filling.name), "settled_on": TODAY}
    told = [a_reader(BEN, filling.name), a_reader(CLEO, filling.name)]
    warned = {"tell_on": TODAY + timedelta(days=1), "told": told} if role == Rung.WARNED else {}
    shown = filled(filling, state, **people, **own, **due)
    back = {"back_on": TODAY + timedelta(days=7)} if filling.is_full else {}
    return Item(shown, role, became, **warned, **back, **more)


def a_digest(filling, *items, **more):
    full = {"offers": [filled(filling, State.OFFERED)] * 10, "is_late": True, "more": LARGEST}
    reader = a_reader(ADA, filling.name)
    known = {"items": items * filling.many(AT_MOST) or items, "on": TODAY, "today": TODAY}
    return Digest(reader, **{"more": 0} | known | (full if filling.is_full else {}) | more)


@screen(Kind.DIGEST, *(f"of {role}" for role in ROLES))
def _digest(name, filling):
    role = name.removeprefix("of ")
    role = Rung(role) if role in set(Rung) else role
    return digest(a_digest(filling, an_item(filling, role)))


@screen(Kind.DIGEST, *(f"once {became}" for became in Became if became is not Became.WAITS))
def _answered(name, filling):
    became = Became(name.removeprefix("once "))
    return digest(a_digest(filling, an_item(filling, Rung.TODAY, became), more=0))


@screen(Kind.DIGEST, "promised to the reader", "said in private", "of the day before")
def _another(name, filling):
    if name == "of the day before":
        item = an_item(filling, Rung.TODAY)
        return digest(a_digest(filling, item, today=TODAY + timedelta(days=1)))
    is_private = name == "said in private"
    item = an_item(
        filling, OVERDUE, is_promised_to_reader=not is_private, is_visible=not is_private
    )
    return digest(a_digest(filling, item))


@screen(Kind.SNOOZE_FORM, "modal")
def _snooze_form(_, filling):
    return snooze_form(filled(filling))


@screen(Kind.SNOOZE_FORM, "invitation")
def _snooze_invitation(_, filling):
    return snooze_invitation(filled(filling))
