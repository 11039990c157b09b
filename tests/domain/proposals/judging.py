"""What has to hold for a proposal whatever was done with it; written apart from the rules."""

from sqlmodel import select

from bot.domain.history import is_unbroken, story_of
from bot.domain.proposals.finding import rounds_of
from bot.domain.proposals.records import ENDED, NOUN, State
from bot.domain.proposals.rounds import Dissent, DissentState, Round, Seat, Stance, StanceKind
from bot.domain.proposals.table import table_of
from tests.factories import TEAM

YES = {State.ALIGNED, State.ALIGNED_WITH_CONDITIONS, State.ALIGNED_WITH_DISSENT}
WORKED_ON = {StanceKind.DISSENT, StanceKind.CONDITION}


def told(session, proposal):
    session.flush()
    return story_of(session, TEAM, NOUN, proposal.number)


def judge_history(story, proposal):
    """Demand that every change is in an unbroken history, one link each."""
    assert is_unbroken(story)
    assert len(story) == proposal.revision


def judge_voices(session, proposal, story):
    """Demand that each stance is the last word somebody said, and that no word is lost."""
    said = {}
    for each in story:
        key = (each.facts.get("round"), each.facts.get("person"))
        if each.what == "stated":
            said[key] = each.facts["kind"]
        elif each.what == "took_back":
            was = [one for one in story if one.seq < each.seq]
            said[key] = before_it(was, key)
    rows = session.exec(select(Stance).where(Stance.proposal == proposal.number)).all()
    expected = {key: kind for key, kind in said.items() if kind}
    assert {(row.round, row.person): row.kind.value for row in rows} == expected


def before_it(story, key):
    """Return what somebody's last statement replaced."""
    mine = [
        each
        for each in story
        if each.what == "stated" and (each.facts["round"], each.facts["person"]) == key
    ]
    was = mine[-1].facts["was"]
    return was["kind"] if was else None


def judge_seats(session, proposal):
    """Demand that who is heard has a stance, who has a stance is heard, and each dissent a row."""
    seats = session.exec(select(Seat).where(Seat.proposal == proposal.number)).all()
    stances = {
        (row.round, row.person): row
        for row in session.exec(select(Stance).where(Stance.proposal == proposal.number))
    }
    assert {(seat.round, seat.person) for seat in seats if seat.heard_at} == set(stances)
    dissents = {
        (row.round, row.person): row.state
        for row in session.exec(select(Dissent).where(Dissent.proposal == proposal.number))
    }
    for key, stance in stances.items():
        assert (stance.kind is not StanceKind.DISSENT) or key in dissents
        assert stance.kind is StanceKind.DISSENT or dissents.get(key) in {None, RESOLVED}


RESOLVED = DissentState.RESOLVED


def judge_state(session, proposal):
    """Demand that a state says what is so: one open round while asking, none in any other."""
    rounds = rounds_of(session, proposal)
    open_ones = [each.round for each in rounds if each.closed_at is None]
    assert open_ones == ([proposal.round] if proposal.state is State.ASKING else [])
    assert (proposal.ended_at is not None) == (proposal.state in ENDED)


def judge_alignment(session, proposal, area_voices, *, was_away):
    """Demand that nothing is aligned without enough voices, and one for the affected area."""
    if proposal.state not in YES | {State.HEARD, State.WORKING_DISSENT}:
        return
    seats = session.exec(
        select(Seat).where(Seat.proposal == proposal.number, Seat.round == proposal.round)
    ).all()
    asked = {seat.person for seat in seats if seat.gone_at is None}
    heard = {seat.person for seat in seats if seat.person in asked and seat.heard_at}
    assert len(heard) >= min(3, len(asked)) >= 1
    assert was_away or len(heard) * 5 >= len(asked) * 4
    assert not area_voices or heard & area_voices


def judge_sight(session, proposal, readers, place, now):
    """Demand that nobody reads what they may not, wherever they are."""
    for round_ in rounds_of(session, proposal)[-2:]:
        rows = session.exec(
            select(Stance).where(Stance.proposal == proposal.number, Stance.round == round_.round)
        ).all()
        known = {row.person: row for row in rows}
        for reader in readers:
            table = table_of(session, proposal, reader, place, now, number=round_.round)
            is_kept_apart = proposal.is_private and place != proposal.channel_id
            if is_kept_apart and not (reader and is_of_it(session, proposal, reader.number)):
                assert not table.sight.words
            judge_table(session, proposal, round_, known, (table, reader))


def judge_table(session, proposal, round_, rows, read):
    table, reader = read
    if not table.sight.words:
        assert not any((table.rows, table.counts, table.heard, table.waiting))
        return
    me = reader.number if reader else None
    own = {number for number, row in rows.items() if me in {number, row.spoken_by}}
    if is_blind(proposal, round_):
        judge_blind(proposal, rows, table, me, own)
    elif me is None or not is_of_it(session, proposal, me):
        for row in table.rows:
            is_open = row.person is None or row.person.number in own | {
                number for number, each in rows.items() if each.shows_name
            }
            assert is_open
            assert row.person is None or row.person.number in own or not (row.mind or row.unseen)
    else:
        assert {row.person.number for row in table.rows if row.person} >= set(rows)


def judge_blind(proposal, rows, table, me, own):
    spoke = me in rows or (bool(own) and not_asked(table, me))
    assert spoke == (table.counts is not None)
    for row in table.rows:
        number = row.person.number  # Nobody is nameless while it runs.
        is_theirs = number in own | {me} or (me == proposal.proposer and row.kind in WORKED_ON)
        assert spoke or is_theirs
        assert is_theirs or not (row.reason or row.mind or row.unseen)


def not_asked(table, me):
    return me not in {person.number for person in [*table.heard, *table.waiting]}


def is_blind(proposal, round_: Round):
    waits = {State.ASKING, State.NOT_HEARD}
    return round_.round == proposal.round and proposal.state in waits


def is_of_it(session, proposal, me):
    asked = session.exec(select(Seat.person).where(Seat.proposal == proposal.number)).all()
    delegates = session.exec(select(Seat.delegate).where(Seat.proposal == proposal.number)).all()
    spoke = session.exec(select(Stance.spoken_by).where(Stance.proposal == proposal.number)).all()
    return me in {*asked, *delegates, *spoke, proposal.proposer, proposal.facilitator}
