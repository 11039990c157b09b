"""Two at the same notice: whoever comes second judges it as the first left it."""

import pytest
from sqlmodel import Session, select

from bot.domain.notices import Notice, State, refresh, refresh_about, refresh_posted, take_back
from tests.domain.notices.outbox import SENT, TEAM, Outbox

ABOUT = ("commitment", 1)
SECONDS = {
    "refresh": lambda session: refresh(session, TEAM, "a"),
    "refresh_about": lambda session: refresh_about(session, TEAM, *ABOUT),
    "refresh_posted": lambda session: refresh_posted(session, TEAM, "C1", "1.1"),
    "take_back": lambda session: take_back(session, TEAM, "a"),
}


@pytest.mark.parametrize("second", SECONDS)
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_what_was_said_meanwhile_is_said_anew(database, second):
    with Session(database.engine) as one, Session(database.engine) as other:
        outbox = Outbox(one)
        outbox.promises("a", subject=ABOUT)
        (claimed,) = outbox.claims()
        one.commit()
        seen = other.exec(select(Notice)).one()
        assert seen.state is State.SENDING
        outbox.ends(claimed, SENT)
        one.commit()

        SECONDS[second](other)

        assert seen.state is State.READY
