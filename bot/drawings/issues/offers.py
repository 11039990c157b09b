"""What a reader may do with an issue now: what makes sense, and is theirs to do."""

from collections.abc import Mapping

from bot.domain.issues.records import Issue, State
from bot.domain.issues.rights import Act, may
from bot.domain.people import Person
from bot.drawings.subjects import Look
from bot.views.issues.controls import Offer

_ACTS: Mapping[Offer, Act] = {
    Offer.OWN: Act.OWN,
    Offer.NEXT: Act.STEP,
    Offer.TOLD: Act.STEP,
    Offer.GO_ON: Act.STEP,
    Offer.SOLVED: Act.STEP,
    Offer.TAKE_BACK: Act.TAKE_BACK,
    Offer.HANDOVER: Act.REASSIGN,
    Offer.WAIT: Act.DECIDE,
    Offer.PARK: Act.DECIDE,
    Offer.HELPING: Act.HELP,
    Offer.WORTH: Act.SORT,
    Offer.CHANGE: Act.SORT,
    Offer.MERGE: Act.DECIDE,
    Offer.WONT_FIX: Act.DECIDE,
    Offer.NOT_OURS: Act.DECIDE,
    Offer.REOPEN: Act.REOPEN,
}


def offered_to(look: Look, issue: Issue, reader: Person, possible: list[Offer]) -> list[Offer]:
    """Return those of the possible that this reader may do."""
    allowed: dict[Act, bool] = {}

    def is_theirs(offer: Offer) -> bool:
        if offer is Offer.WIN:  # For who brought it to an end.
            return reader.number in {issue.owner, issue.told_by}
        act = _ACTS.get(offer)
        if offer is Offer.SOLVED and issue.state is State.NEW:
            act = Act.OWN
        if act is None:
            return True
        if act not in allowed:
            allowed[act] = may(look.session, issue, reader, act, look.now)
        return allowed[act]

    return [offer for offer in possible if is_theirs(offer)]
