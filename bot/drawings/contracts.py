"""Looking up contracts: one, the question to a leader, the list, and their forms."""

from collections.abc import Mapping

from bot.domain.answers import Kind
from bot.domain.areas import area_of, areas_of
from bot.domain.issues.agreeing import (
    contract_for,
    contracts_of,
    people_of,
    waits_for,
    who_answers,
)
from bot.domain.issues.contracting import shown
from bot.domain.issues.contracts import Contract, ContractState
from bot.domain.people import Person, person_numbered
from bot.domain.unfinished import UnfinishedGone, unfinished_numbered
from bot.drawings.commitments import reader_of
from bot.drawings.subjects import Draw, DrawModal, KindLookUp, Look, ModalLookUp
from bot.views.contracts import forms, said
from bot.views.forms import answered


def contract_drawn(look: Look) -> Draw:
    found = look.session.get_one(Contract, (look.team_id, int(look.facts["contract"])))
    undo, note = int(look.facts.get("undo", 0)), str(look.facts.get("note", ""))
    drawn = _drawn(look, found, reader_of(look), undo=undo, note=note)
    return lambda: said.contract(drawn)


def offer_drawn(look: Look) -> Draw:
    found = look.session.get_one(Contract, (look.team_id, int(look.facts["contract"])))
    maker = person_numbered(look.session, look.team_id, found.made_by).called
    drawn = _drawn(look, found, reader_of(look))
    return lambda: said.offer(drawn, maker)


def contracts_drawn(look: Look) -> Draw:
    reader = reader_of(look)
    seen, hidden = contracts_of(look.session, reader, str(look.facts.get("here", "")))
    drawn = [_drawn(look, each, reader) for each in seen]
    return lambda: said.contracts(drawn, hidden, look.command)


def form_drawn(look: Look) -> DrawModal:
    if "decline" in look.facts:
        number = int(look.facts["decline"])
        found = contract_for(look.session, reader_of(look), number, lock=False)
        top = said.contract(_drawn(look, found, reader_of(look))).text
        return lambda: forms.decline_form(found.label, top)
    form = _form(look)
    return lambda: forms.contract_form(form)


def invitation_drawn(look: Look) -> Draw:
    if "decline" in look.facts:
        note = f"decline:{look.facts['decline']}"
        return lambda: forms.invitation(note)
    try:
        form = _form(look)
    except UnfinishedGone:
        return answered
    return lambda: forms.invitation(form.note)


def _form(look: Look) -> forms.ContractForm:
    number = int(look.facts["unfinished"])
    begun = unfinished_numbered(look.session, reader_of(look), number)
    areas = [(str(area.number), area.name) for area in areas_of(look.session, look.team_id)]
    text = begun.words.casefold()
    named = sorted(
        (text.index(name.casefold()), number) for number, name in areas if name.casefold() in text
    )
    chosen = [number for _, number in named]
    return forms.ContractForm(f"U-{number}", areas, begun.words, chosen)


def _drawn(
    look: Look, found: Contract, reader: Person, *, undo: int = 0, note: str = ""
) -> said.Drawn:
    return said.Drawn(
        shown=shown(look.session, found, look.now),
        waits_for=_waiting(look, found),
        offering=_offering(look, found, reader),
        note=note,
        undo=undo,
    )


def _waiting(look: Look, found: Contract) -> list[Person]:
    if found.state is not ContractState.OFFERED:
        return []
    sides = ((found.giver, found.giver_yes), (found.receiver, found.receiver_yes))
    people = [who_answers(look.session, found, area) for area, yes in sides if yes is None]
    return list({each.number: each for each in people}.values())


def _offering(look: Look, found: Contract, reader: Person) -> list[said.Offering]:
    has_say = reader.number in {each.number for each in people_of(look.session, found)}
    area = area_of(look.session, reader) if reader.number else None
    is_theirs = area is not None and area.number in {found.giver, found.receiver}
    is_open = found.state in {ContractState.OFFERED, ContractState.ACTIVE}
    offered = {
        said.Offering.ANSWER: bool(waits_for(look.session, found, reader)),
        said.Offering.SAY: found.state is ContractState.ACTIVE and (is_theirs or has_say),
        said.Offering.END: is_open and has_say,
    }
    return [offering for offering, is_so in offered.items() if is_so]


LOOK_UPS: Mapping[Kind, KindLookUp] = {
    Kind.CONTRACT: contract_drawn,
    Kind.CONTRACT_OFFER: offer_drawn,
    Kind.CONTRACTS: contracts_drawn,
    Kind.CONTRACT_FORM: invitation_drawn,
}
MODALS: Mapping[Kind, ModalLookUp] = {Kind.CONTRACT_FORM: form_drawn}
