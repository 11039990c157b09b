"""The screens of proposals, rounds, stances and dissents."""

from datetime import date, timedelta

from bot.domain.answers import Kind
from bot.domain.proposals.in_answer import InAnswer
from bot.domain.proposals.records import ENDED, Proposal, State
from bot.domain.proposals.rights import Sight
from bot.domain.proposals.rounds import DissentState, Round, StanceKind
from bot.domain.proposals.table import Row, Table
from bot.views.proposals import (
    answers,
    asking,
    dissents,
    outcomes,
    picking,
    posts,
    stances,
)
from bot.views.proposals.answers import Offers
from bot.views.proposals.lines import Shown, short
from bot.views.proposals.reading import who_reads
from bot.views.proposals.rows import Waits, led_list, waiting_list
from bot.views.surface import Message
from bot.views.text import words
from tests.conftest import NOON
from tests.factories import TEAM
from tests.views.fillings import brim
from tests.views.records import ADA, BEN, CLEO, LARGEST, TODAY, a_reader
from tests.views.screening import screen

COMMAND = "/customer-promises"
ROLL = 200
RUNNING, LATER = State.ASKING, NOON + timedelta(days=7)
STANDS = [state for state in State if state is not State.DRAFT]
MARKS = ("same", "taken", "added")


def a_proposal(filling, state=RUNNING):
    full = filling.is_full
    return Proposal(
        team_id=TEAM,
        number=LARGEST if full else 4,
        revision=LARGEST if full else 2,
        state=state,
        proposer=ADA,
        facilitator=BEN,
        version=9 if full else 1,
        round=99 if full else 1,
        channel_id="C0123456789",
        made_at=NOON,
        changed_at=NOON,
        review_on=date(2027, 2, 22) if state in ENDED else None,
    )


def people(filling, most=ROLL):
    return [a_reader(number, filling.name) for number in range(1, 1 + filling.many(most))]


def a_row(filling, kind, dissent=None):
    full = filling.is_full
    return Row(
        kind,
        a_reader(BEN, filling.name) if full else None,
        reason=filling.text,
        mind=filling.text if full else "",
        unseen=filling.text if full else "",
        speaker=a_reader(CLEO, filling.name) if full else None,
        is_late=full,
        is_carried=full,
        dissent=dissent,
        alternative=filling.text if full else "",
    )


def rows(filling):
    dissent = a_row(filling, StanceKind.DISSENT, DissentState.OFFERED)
    others = [a_row(filling, kind) for kind in StanceKind] if filling.is_full else []
    return [dissent, *others] * (1 + filling.many(39))


def a_table(filling, state):
    one = Round(
        team_id=TEAM,
        proposal=LARGEST if filling.is_full else 4,
        round=99 if filling.is_full else 1,
        version=9 if filling.is_full else 1,
        opened_at=NOON,
        closes_at=LATER,
        closed_at=None if state is RUNNING else NOON,
    )
    counts = dict.fromkeys(StanceKind, ROLL) if filling.is_full else {StanceKind.COMMIT: 1}
    return Table(
        sight=Sight(words=True, heard=True),
        round=one,
        heard=people(filling),
        waiting=people(filling) or [a_reader(BEN, filling.name)],
        away=people(filling),
        counts=counts if filling.is_full or state is not RUNNING else None,
        rows=rows(filling),
    )


def a_shown(filling, state=RUNNING):
    full = filling.is_full
    text = brim(filling.text, 3000) if full else filling.text
    return Shown(
        proposal=a_proposal(filling, state),
        text=text,
        proposer=a_reader(ADA, filling.name),
        facilitator=a_reader(BEN, filling.name),
        table=None if state is State.DRAFT else a_table(filling, state),
        today=TODAY,
        is_running=state is RUNNING,
        areas=[filling.name] * filling.many(10),
        unheard_areas=[(filling.name, False), (filling.name, True)] * filling.many(5),
        changes=[(mark, text) for mark in MARKS] * filling.many(3),
        concerns=[text] * filling.many(9),
        closed_why=text if full else "",
        closed_by=a_reader(CLEO, filling.name) if full else None,
        asked_why=text if full else "",
        asked_by=a_reader(CLEO, filling.name) if full else None,
        conditions=[f"C-{LARGEST}"] * filling.many(20),
        outcome=text if full and state in ENDED else "",
        outcome_by=a_reader(BEN, filling.name) if full else None,
        takes_concerns=full,
        is_edited=full,
        in_answer=in_answer(filling) if full else None,
    )


def in_answer(filling):
    people = [a_reader(number, filling.name) for number in (BEN, CLEO)] * 3
    return InAnswer(is_mine=True, people=people, unnamed=ROLL)


@screen(Kind.PROPOSAL_POST, *STANDS)
def _post(state, filling):
    return posts.post(a_shown(filling, State(state)), is_late=filling.is_full)


@screen(Kind.STANCE_ASKED, "waiting", "again", "away", "covered", "for", "answered", "over")
def _ask(what, filling):
    closed = what == "over"
    ben, cleo = a_reader(BEN, filling.name), a_reader(CLEO, filling.name)
    question = asking.Asking(
        shown=a_shown(filling, State.HEARD if closed else RUNNING),
        asked=ben,
        reader=cleo if what == "for" else ben,
        mine=a_row(filling, StanceKind.DISSENT) if what == "answered" else None,
        before=a_row(filling, StanceKind.COMMIT) if filling.is_full else None,
        what=what,
        waits=not closed,
        can_name=what == "away",
        cover=cleo if what == "away" and filling.is_full else None,
        speaker=cleo if what == "covered" else None,
    )
    return asking.ask(question)


@screen(Kind.STANCE, *StanceKind, "undone", "late")
def _stood(what, filling):
    kind = StanceKind(what) if what in [*StanceKind] else None
    shown = a_shown(filling)
    answer = stances.Stood(
        shown=shown,
        asked=a_reader(BEN, filling.name),
        reader=a_reader(CLEO if filling.is_full else BEN, filling.name),
        mine=a_row(filling, kind) if kind else None,
        what=what,
        can_undo=filling.is_full,
        is_guessed=filling.is_full,
        condition=f"C-{LARGEST}" if filling.is_full else "",
        who_reads=who_reads(shown, shows_name=filling.is_full),
    )
    return stances.stood(answer)


@screen("also", "commit")
def _also(_, filling):
    return stances.also(a_shown(filling))


@screen(Kind.STANCES, RUNNING, State.HEARD, State.DRAFT)
def _table(state, filling):
    return stances.table(a_shown(filling, State(state)))


def offers_after(what):
    """Return the most that is offered at once: what is just out has not been closed."""
    later = {Offers.OPEN, Offers.EDIT, Offers.OUTCOME, Offers.UNHEARD, Offers.ASK_AGAIN}
    if what in {"opened", "reworded"}:
        return [each for each in Offers if each not in later]
    return [each for each in Offers if each not in {Offers.REWORD, Offers.UNDO}]


@screen(Kind.PROPOSAL, "shown", *answers.SAID, "reminded")
def _answer(what, filling):
    states = {"closed": State.NOT_HEARD, "draft": State.DRAFT, "outcome": State.ALIGNED}
    answered = answers.Answered(
        shown=a_shown(filling, states.get(what, RUNNING)),
        reader=a_reader(name=filling.name),
        what=what,
        offers=offers_after(what) if filling.is_full else [],
        reminded=filling.many(ROLL),
        made=[] if what == "shown" else [words(filling.text, 200)] * filling.many(9),
        linked=[] if what != "shown" else [words(filling.text, 200)] * filling.many(9),
        waits=what == "shown" and filling.is_full,
        mine=a_row(filling, StanceKind.ASIDE) if what == "shown" and not filling.is_full else None,
        unread=filling.many(9),
        person=a_reader(BEN, filling.name) if what == "delegated" else None,
        speaker=a_reader(CLEO, filling.name) if what == "delegated" else None,
    )
    return answers.answer(answered)


@screen(Kind.DISSENT_TOLD, *dissents.NEWS)
def _told(what, filling):
    full, mine = filling.is_full, what in {"offered", "resolved", "from_condition"}
    settled = {"resolved": DissentState.RESOLVED, "offered": DissentState.OFFERED}
    news = dissents.Told(
        shown=a_shown(filling),
        state=settled.get(what, DissentState.OPEN),
        what=what,
        reader=a_reader(BEN if mine else ADA, filling.name),
        dissenter=a_reader(BEN, filling.name) if full else None,
        number=BEN if full else 0,
        reason=filling.text,
        mind=filling.text if full and what != "offered" else "",
        alternative=filling.text if full else "",
        answer_by="<!date^1795520000^{date}|27 November>" if full else "",
        carrier=a_reader(CLEO, filling.name) if full else None,
        can_offer=full,
        can_accept=full,
    )
    return dissents.told(news)


@screen("round", "wanted")
def _wanted(_, filling):
    return dissents.round_wanted(a_shown(filling), a_reader(BEN, filling.name), filling.text)


@screen(Kind.OUTCOME, *sorted(ENDED - {State.WITHDRAWN}))
def _outcome(state, filling):
    made = [words(filling.text, 200)] * filling.many(12)
    return outcomes.outcome(outcomes.Ended(a_shown(filling, State(state)), made))


@screen(Kind.DECISIONS)
def _decisions(_, filling):
    line = f"*P-{LARGEST}* · {short(filling.name)}\n{words(filling.text, 160)}"
    lines = [line] * filling.many(99)
    listed = outcomes.Listed("Open decisions", lines, "No decision is open.", hint="`/cx show P-4`")
    return outcomes.decisions(listed)


@screen(Kind.TERM)
def _term(_, filling):
    since = ", 24 November" if filling.is_full else ""
    return outcomes.term(outcomes.Defined(filling.text[:80], filling.text, "P-4", since))


@screen(Kind.NO_ROUND, "none", "closed", "commitment", "told")
def _no_round(why, filling):
    if why == "told":
        return picking.told(filling.name)
    full = filling.is_full
    known = {"name": f"P-{LARGEST}", "owner": filling.name}
    can = {"can_late": full, "can_ask": full, "has_agenda": full}
    return picking.no_round(
        picking.NoRound(why, filling.text if full else "", "U-5", **known, **can)
    )


@screen("rows", "home")
def _rows(_, filling):
    some = [a_shown(filling)] * (filling.many(20) or 1)
    waits = [Waits(some[0]), Waits(some[0], a_reader(BEN, filling.name))] * len(some)
    return Message("Home", [*waiting_list(waits), *led_list(some)])


@screen("passed on", "dissent")
def _passed_on(_, filling):
    return picking.passed_on(f"C-{LARGEST}", filling.name, filling.text)
