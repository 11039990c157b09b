"""Thanks given between people are shown in a channel on the word of who gave them."""

from dataclasses import replace

import pytest

from bot.domain.channels import Posting
from bot.domain.commitments.sharing import NoSuchChannel, SharedWithOthers
from bot.domain.recognition.rights import NotYourThanks
from bot.domain.recognition.sharing import share
from tests.conftest import NOON
from tests.domain.recognition.thanking import thanks
from tests.factories import OPS, PUBLIC_SCENE, a_channel, a_person, to_be_said

BETWEEN_US = replace(PUBLIC_SCENE, channel_id="D1", posting=Posting.PERSONAL, is_private=True)


def test_who_gave_them_shares_them_and_they_are_private_no_more(session):
    a_channel(session)
    given = thanks(session, scene=BETWEEN_US)
    assert to_be_said(session) == {("kudos.told", "UBEN")}

    share(session, given, a_person(session, "ada"), OPS, NOON)

    assert ("kudos.post", OPS) in to_be_said(session)
    assert not given.is_private


def test_another_company_reads_them_only_on_a_word(session):
    a_channel(session, "COAK", is_external=True)
    given, ada = thanks(session, scene=BETWEEN_US), a_person(session, "ada")

    with pytest.raises(SharedWithOthers):
        share(session, given, ada, "COAK", NOON)
    share(session, given, ada, "COAK", NOON, outside=True)

    assert ("kudos.post", "COAK") in to_be_said(session)


def test_nobody_else_shares_them_and_nobody_anywhere(session):
    given = thanks(session, scene=BETWEEN_US)

    with pytest.raises(NotYourThanks):
        share(session, given, a_person(session, "ben"), OPS, NOON)
    with pytest.raises(NoSuchChannel):
        share(session, given, a_person(session, "ada"), "CNONE", NOON)
