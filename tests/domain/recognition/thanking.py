"""Thanks of the cast, with the one detail a test cares about."""

from bot.domain.recognition.giving import Thanks, give
from tests.conftest import NOON
from tests.factories import PUBLIC_SCENE, a_person

DID = "got the refund out within the hour"
CHANGED = "the customer stayed"


def thanks(session, *to, by="ada", now=NOON, scene=PUBLIC_SCENE, did=DID, changed=CHANGED, **more):
    """Return thanks of one of the cast to others."""
    giver = a_person(session, by)
    people = [a_person(session, name) for name in to or ("ben",)]
    return give(session, giver, Thanks(people, did, changed, **more), scene, now).recognition
