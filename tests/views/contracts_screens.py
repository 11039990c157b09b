"""Contracts between areas and the board, drawn from a filling."""

from datetime import timedelta

from bot.domain.answers import Kind
from bot.domain.areas import Area
from bot.domain.digests.of_contracts import RANKS, ContractMatter
from bot.domain.issues.board import Board, Row
from bot.domain.issues.contracting import Shown
from bot.domain.issues.contracts import Contract, ContractState
from bot.domain.issues.records import State
from bot.views.board import board
from bot.views.contracts import forms, said
from bot.views.digests.of_contracts import matter_blocks, matter_spoken
from bot.views.surface import Message
from tests.conftest import NOON
from tests.factories import TEAM
from tests.views.records import ADA, BEN, LARGEST, a_reader
from tests.views.screening import screen

TEXT_MOST = 300


def an_area(filling, number=1):
    return Area(team_id=TEAM, number=number, name=(filling.name or "Service")[:80])


def a_shown(filling, state=ContractState.ACTIVE):
    contract = Contract(
        team_id=TEAM,
        number=LARGEST if filling.is_full else 3,
        state=state,
        giver=1,
        receiver=2,
        what=1,
        within_hours=4 if filling.is_full else 18,
        made_by=ADA,
        made_at=NOON,
        changed_at=NOON,
    )
    counts = {"kept": LARGEST, "broken": LARGEST} if filling.is_full else {"kept": 0, "broken": 0}
    areas = {"giver": an_area(filling), "receiver": an_area(filling, 2)}
    return Shown(contract, **areas, what=filling.text[:TEXT_MOST], **counts)


def a_drawn(filling, state=ContractState.ACTIVE, *offering, **more):
    waits = [a_reader(BEN, filling.name)] * 2 if state is ContractState.OFFERED else []
    return said.Drawn(a_shown(filling, state), waits, offering, **more)


@screen(Kind.CONTRACT, *ContractState, "counted", "of an area")
def _contract(name, filling):
    if name == "counted":
        note = "Counted as late. The giving area hears it first."
        return said.contract(a_drawn(filling, ContractState.ACTIVE, note=note, undo=LARGEST))
    if name == "of an area":
        every = (said.Offering.SAY, said.Offering.END)
        return said.contract(a_drawn(filling, ContractState.ACTIVE, *every))
    return said.contract(a_drawn(filling, ContractState(name)))


@screen(Kind.CONTRACT_OFFER, "waiting", "answered")
def _offer(name, filling):
    offering = (said.Offering.ANSWER, said.Offering.END) if name == "waiting" else ()
    drawn = a_drawn(filling, ContractState.OFFERED, *offering)
    return said.offer(drawn, filling.name or "Ada")


@screen(Kind.CONTRACTS, "none", "one", "many")
def _contracts(name, filling):
    number = {"none": 0, "one": 1, "many": 20}[name]
    every = (said.Offering.SAY, said.Offering.END)
    drawn = [a_drawn(filling, ContractState.ACTIVE, *every)] * number
    return said.contracts(drawn, LARGEST if filling.is_full else 0, "/cx")


@screen(Kind.CONTRACT_FORM, "modal", "decline", "invitation")
def _form(name, filling):
    if name == "invitation":
        return forms.invitation("U-7")
    if name == "decline":
        return forms.decline_form("H-3", said.contract(a_drawn(filling)).text)
    areas = [(str(number), an_area(filling).name) for number in range(1, 2 + filling.many(100))]
    typed = filling.text if filling.is_full else ""
    return forms.contract_form(forms.ContractForm("U-7", areas, typed, ["1"]))


@screen(Kind.BOARD)
def _board(_, filling):
    row = Row(an_area(filling))
    if filling.is_full:
        since = NOON - timedelta(days=400)
        row = Row(an_area(filling), LARGEST, LARGEST, since, State.WONT_FIX, *[LARGEST] * 4)
    rows = [row] * (1 + filling.many(60))
    return board(Board([*rows, Row(None, 1, 1, NOON, State.NEW)]), NOON + timedelta(hours=2))


@screen(Kind.DIGEST, *(f"of {role}" for role in RANKS), "of a contract that ended")
def _matter(name, filling):
    role, waits = name.removeprefix("of "), not name.endswith("ended")
    matter = ContractMatter(a_shown(filling), role, waits)
    return Message(matter_spoken(matter), matter_blocks(matter))
