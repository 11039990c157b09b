"""Digests and the form by which a reminder is put off, drawn from a filling."""

from datetime import timedelta

from bot.domain.answers import Kind
from bot.domain.commitments.ladder import FALLS_DUE
from bot.domain.commitments.offers import OFFER_LAPSED, OFFER_WAITS
from bot.domain.commitments.records import Rung, State
from bot.domain.commitments.tabling import OVERDUE
from bot.domain.digests.composing import AT_MOST, MOST_NEWS
from bot.domain.digests.of_proposals import ProposalMatter
from bot.domain.digests.showing import Became, Digest, Item
from bot.domain.proposals.heard import ALL_HEARD, ROUND_CLOSED
from bot.domain.proposals.records import Proposal
from bot.domain.proposals.records import State as Where
from bot.domain.proposals.reminding import ROUND_WAITS
from bot.domain.proposals.reviewing import REVIEW_WAITS
from bot.domain.proposals.speaking import SPEAKS
from bot.domain.proposals.typed import title_of
from bot.domain.standing_still import STILL
from bot.views.commitments.cards import tidings
from bot.views.digests.message import digest
from bot.views.digests.snooze import snooze_form, snooze_invitation
from tests.conftest import NOON
from tests.factories import TEAM
from tests.views.records import ADA, BEN, CLEO, LARGEST, LINK, TODAY, a_reader, a_told, filled
from tests.views.screening import screen

LATE = {Rung.LATE, Rung.LATE_AGAIN, Rung.LATE_STILL, Rung.WARNED, OVERDUE}
OFFERS = {OFFER_WAITS: State.OFFERED, OFFER_LAPSED: State.LAPSED}
ROLES = [Rung.SOON, Rung.TODAY, Rung.LATE, Rung.WARNED, OVERDUE, FALLS_DUE, STILL, *OFFERS]


def an_item(filling, role, became=Became.WAITS, **more):
    own = {} if role not in {OVERDUE, FALLS_DUE} else {"owned_by": CLEO}
    due = {"due_on": TODAY - timedelta(days=4)} if role in LATE else {}
    due = {"due_on": TODAY} if role == Rung.TODAY else due
    state = State.DONE if became is Became.SETTLED else OFFERS.get(role, State.OPEN)
    people = {"promised_to": a_reader(BEN, filling.name), "settled_on": TODAY}
    told = [a_reader(BEN, filling.name), a_reader(CLEO, filling.name)]
    warned = {"tell_on": TODAY + timedelta(days=1), "told": told} if role == Rung.WARNED else {}
    warned = {"told": told[:1]} if role == STILL else warned
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


@screen(Kind.DIGEST, "an offer accepted meanwhile", "an offer talked about meanwhile")
def _offer(name, filling):
    state = State.OPEN if "accepted" in name else State.OFFERED
    item = Item(filled(filling, state), OFFER_WAITS, Became.SETTLED)
    return digest(a_digest(filling, item, more=0))


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


MATTERS = {
    "a round that waits": (ROUND_WAITS, Where.ASKING, True),
    "a round in which the reader speaks for another": (SPEAKS, Where.ASKING, True),
    "a round that has heard its reader": (ROUND_WAITS, Where.ASKING, False),
    "a round that has heard all": (ALL_HEARD, Where.ASKING, True),
    "a round that closed": (ROUND_CLOSED, Where.NOT_HEARD, True),
    "a review": (REVIEW_WAITS, Where.ALIGNED_WITH_DISSENT, True),
}


@screen(Kind.DIGEST, *MATTERS)
def _matter(name, filling):
    role, state, waits = MATTERS[name]
    proposal = Proposal(
        team_id=TEAM,
        number=LARGEST if filling.is_full else 4,
        state=state,
        proposer=1,
        facilitator=1,
        round=2,
        made_at=NOON,
        changed_at=NOON,
    )
    full = {"is_last_day": True, "link": LINK} if filling.is_full else {}
    full |= (
        {"spoken_for": [a_reader(BEN, filling.name)] * filling.many(3)} if role == SPEAKS else {}
    )
    matter = ProposalMatter(proposal, title_of(filling.text), role, waits, closes_at=NOON, **full)
    return digest(a_digest(filling, items=[], matters=[matter], more=0))


@screen(Kind.DIGEST, "what is new", "what is due and what is new")
def _news(name, filling):
    shown = filled(filling, State.DONE, owned_by=BEN, promised_to=a_reader(ADA, filling.name))
    news = tidings(shown, a_told("done", words=filling.text), a_reader(ADA, filling.name))
    items = [an_item(filling, Rung.TODAY)] if "due" in name else []
    return digest(a_digest(filling, *items, more=0), [news] * (filling.many(MOST_NEWS) or 1))


@screen(Kind.SNOOZE_FORM, "modal")
def _snooze_form(_, filling):
    return snooze_form(filled(filling))


@screen(Kind.SNOOZE_FORM, "invitation")
def _snooze_invitation(_, filling):
    return snooze_invitation(filled(filling))
