"""Ada, who types lines about commitments."""

import pytest

from bot.domain.commitments import lines
from bot.domain.unfinished import FormKind, all_unfinished
from tests.factories import PUBLIC_SCENE, a_commitment, a_person


@pytest.fixture
def ada(session):
    for name in ("ben", "cleo"):
        a_person(session, name)
    return a_person(session, "ada")


@pytest.fixture
def promised(session, ada):
    return a_commitment(session, "ada", to="cleo")


@pytest.fixture
def offered(session, ada):
    return a_commitment(session, "ben", owner="ada")


@pytest.fixture
def type_(session, ada, now):
    """Type a line of Ada's; `kind` is what its verb does."""

    def type_line(kind, text):
        if isinstance(kind, FormKind):
            return lines.settle(session, ada, PUBLIC_SCENE, (kind, text), now)
        return kind(session, ada, PUBLIC_SCENE, text, now)

    return type_line


@pytest.fixture
def kept(session, ada, now):
    return lambda: [(each.kind, each.words) for each in all_unfinished(session, ada, now)]
