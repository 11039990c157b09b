"""Looking up what follows a round: dissents, the outcome, the review, lists, words kept."""

from datetime import timedelta
from typing import Any

from bot.domain.commitments.records import LETTER as COMMITMENT
from bot.domain.commitments.rights import commitment_for
from bot.domain.forums.finding import forum_in
from bot.domain.people import Person, person_numbered
from bot.domain.proposals.finding import round_of, seat_of, text_of
from bot.domain.proposals.ledger import Decision, Entry, ledger_of, open_decisions
from bot.domain.proposals.records import ENDED, Proposal
from bot.domain.proposals.rights import Right, Sight, may
from bot.domain.proposals.rounds import Dissent, Stance
from bot.domain.proposals.terms import term_in
from bot.domain.proposals.typed import title_of
from bot.domain.unfinished import UnfinishedGone, unfinished_numbered
from bot.domain.words import words_of
from bot.drawings.commitments import reader_of
from bot.drawings.proposals.said import demand_seen
from bot.drawings.proposals.shown import made_of, proposal_of, shown
from bot.drawings.subjects import Draw, Look
from bot.views.forms import answered
from bot.views.proposals import dissents, outcomes, picking
from bot.views.proposals.lines import DISSENTS, JUDGED, STATES, Shown, quoted, short
from bot.views.text import dotted, moment, words

LISTED_MOST = 20
_ON_COMMITMENTS = {"owner"}


def dissent_told(look: Look) -> Draw | None:
    """Look up what happened to a dissent, for one reader, or for everybody in its channel."""
    what = str(look.facts["what"])
    if what in _ON_COMMITMENTS:
        return _passed_on(look)
    if what == "new_round":
        return _round_wanted(look)
    return _dissent(look, is_thread=what == "thread")


def outcome_of(look: Look) -> Draw:
    """Look up an outcome as everybody in the channel reads it."""
    proposal = proposal_of(look)
    seen = shown(look, proposal, None, here=proposal.channel_id)
    made = made_of(look, [*look.facts.get("made", ())])
    return lambda: outcomes.outcome(outcomes.Ended(seen, made))


def decisions_of(look: Look) -> Draw:
    """Look up the decisions that are open, or the record of dissents."""
    reader, here = reader_of(look), str(look.facts.get("here", ""))
    if look.facts["which"] == "dissents":
        entries = ledger_of(look.session, reader, look.now, here)
        lines = [_entry_line(each) for each in entries]
        listed = outcomes.Listed("Dissents on record", lines, "Nobody has dissented yet.")
        return lambda: outcomes.decisions(listed)
    found = open_decisions(look.session, reader, look.now, here, timedelta(0))
    lines = [_decision_line(each) for each in found]
    hint = f"`{look.command} show P-4` shows one, `{look.command} list dissents` the dissents."
    listed = outcomes.Listed("Open decisions", lines, "No decision is open.", hint=hint)
    return lambda: outcomes.decisions(listed)


def term_of(look: Look) -> Draw:
    proposal, reader = proposal_of(look), reader_of(look)
    demand_seen(look, proposal, reader, str(look.facts.get("here", "")))
    text = text_of(look.session, proposal)
    since = f", {moment(proposal.ended_at)}" if proposal.ended_at else ""
    defined = outcomes.Defined(term_in(text) or title_of(text), text, proposal.label, since)
    return lambda: outcomes.term(defined)


def no_round_of(look: Look) -> Draw:
    """Look up words that no round took, and what can be made of them."""
    reader, why = reader_of(look), str(look.facts["why"])
    if why == "told":
        owner = person_numbered(look.session, look.team_id, int(look.facts["person"]))
        return lambda: picking.told(owner.called)
    number = int(look.facts["unfinished"])
    try:
        started = unfinished_numbered(look.session, reader, number)
    except UnfinishedGone:
        return answered
    here = str((started.facts.get("scene") or {}).get("channel_id", ""))
    about = _about(look, reader, here)
    kept = picking.NoRound(why=why, text=started.words, note=f"U-{number}", **about)
    return lambda: picking.no_round(kept)


def _about(look: Look, reader: Person, here: str) -> dict[str, Any]:
    """Return which record kept words are about, and what can be done with it."""
    if "commitment" in look.facts:
        number = int(look.facts["commitment"])
        found = commitment_for(look.session, reader, number, here=here, lock=False)
        owner = person_numbered(look.session, look.team_id, found.owner)
        has_forum = forum_in(look.session, look.team_id, here) is not None if here else False
        return {"name": found.name, "owner": owner.called, "has_agenda": has_forum}
    if "proposal" in look.facts:
        proposal = proposal_of(look)
        one = round_of(look.session, proposal)
        asked = one is not None and seat_of(look.session, one, reader.number) is not None
        can_ask = asked and proposal.state not in ENDED
        return {"name": proposal.label, "can_late": asked, "can_ask": can_ask}
    return {}


def _dissent(look: Look, *, is_thread: bool) -> Draw | None:
    proposal, number = proposal_of(look), int(look.facts["person"])
    key = (look.team_id, proposal.number, int(look.facts["round"]), number)
    stance, dissent = look.session.get(Stance, key), look.session.get(Dissent, key)
    if stance is None or dissent is None:
        return None
    reader = None if is_thread else reader_of(look)
    here = proposal.channel_id if is_thread else ""
    seen = shown(look, proposal, reader, here=here, number=stance.round)
    sight = seen.table.sight if seen.table else Sight()
    is_own = reader is not None and reader.number == number
    if not (is_own or sight.dissents or sight.reasons):
        return None
    news = _told(look, (stance, dissent), seen, reader, is_whole=is_own or sight.dissents)
    return lambda: dissents.told(news)


def _told(
    look: Look,
    about: tuple[Stance, Dissent],
    seen: Shown,
    reader: Person | None,
    *,
    is_whole: bool,
) -> dissents.Told:
    """Return a dissent with what this reader may know of it."""
    stance, dissent = about
    texts = words_of(look.session, {stance.words, stance.mind, dissent.alternative})
    dissenter = person_numbered(look.session, look.team_id, stance.person)
    offers = reader is not None and may(look.session, seen.proposal, reader, Right.OFFER)
    return dissents.Told(
        shown=seen,
        state=dissent.state,
        what=str(look.facts["what"]),
        reader=reader,
        dissenter=dissenter if is_whole or stance.shows_name else None,
        number=stance.person if is_whole else 0,
        reason=texts.get(stance.words or 0, ""),
        mind=texts.get(stance.mind or 0, "") if is_whole else "",
        alternative=texts.get(dissent.alternative or 0, "") if is_whole else "",
        answer_by=moment(dissent.answer_by) if dissent.answer_by else "",
        carrier=_carrier(look, dissent),
        can_offer=offers,
        can_accept=_can_accept(look, seen.proposal, reader, running=seen.is_running),
    )


def _can_accept(look: Look, proposal: Proposal, reader: Person | None, *, running: bool) -> bool:
    if reader is None or running:
        return False
    return may(look.session, proposal, reader, Right.ACCEPT_RISK)


def _carrier(look: Look, dissent: Dissent) -> Person | None:
    number = dissent.carried_by
    return person_numbered(look.session, look.team_id, number) if number else None


def _passed_on(look: Look) -> Draw:
    by = person_numbered(look.session, look.team_id, int(look.facts["person"]))
    name, text = f"{COMMITMENT}-{look.facts['commitment']}", _words(look)
    return lambda: picking.passed_on(name, by.called, text)


def _round_wanted(look: Look) -> Draw:
    by = person_numbered(look.session, look.team_id, int(look.facts["person"]))
    seen, text = shown(look, proposal_of(look), reader_of(look)), _words(look)
    return lambda: dissents.round_wanted(seen, by, text)


def _words(look: Look) -> str:
    number = look.facts.get("words")
    return words_of(look.session, {number}).get(number or 0, "")


def _entry_line(entry: Entry) -> str:
    who = short(entry.person.called) if entry.person else "somebody"
    judged = JUDGED[entry.judgement] if entry.judgement else ""
    state = DISSENTS[entry.state] if entry.state else "added late"
    top = dotted([f"*{entry.proposal.label}*", who, state, judged])
    reason = f"\n{quoted(entry.reason, 400)}" if entry.reason else ""
    return f"{top}\n{words(title_of(entry.text), 160)}{reason}"


def _decision_line(decision: Decision) -> str:
    proposal = decision.proposal
    top = dotted([f"*{proposal.label}*", STATES[proposal.state], f"since {moment(decision.since)}"])
    return f"{top}\n{words(title_of(decision.text), 160)}"
