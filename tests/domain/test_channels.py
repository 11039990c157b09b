"""Channels: what is known of them, and where a card may go."""

from itertools import product

import pytest

from bot.domain.channels import (
    BECAME_PRIVATE,
    Channel,
    ChannelFacts,
    ChannelKind,
    Posting,
    channel_of,
    channel_seen,
    learn_channel,
    mark_member,
    posting_in,
    renumber_channel,
)
from bot.domain.commitments.rights import can_see
from bot.domain.lines import BRIEF, waiting_lines
from bot.domain.scenes import Scene, scene_in, scene_kept
from tests.factories import OPS, TEAM, a_channel, a_commitment, a_person, an_issue

PUBLIC, PRIVATE, GROUP_DM, DM, BOT_DM = ChannelKind
POSTED, HELD, KEPT, EXTERNAL, PERSONAL, GONE = Posting


# Columns: the bot is a member, another company reads along, it is archived.
@pytest.mark.parametrize(
    ("kind", "member", "external", "archived", "posting"),
    [
        (PUBLIC, True, False, False, POSTED),
        (PUBLIC, False, False, False, POSTED),  # It joins on first use.
        (PUBLIC, True, False, True, GONE),
        (PUBLIC, True, True, False, EXTERNAL),
        (PUBLIC, True, True, True, EXTERNAL),
        (PRIVATE, True, False, False, POSTED),
        (PRIVATE, False, False, False, HELD),
        (PRIVATE, False, False, True, GONE),
        (PRIVATE, True, True, False, EXTERNAL),
        (GROUP_DM, True, False, False, POSTED),
        (GROUP_DM, False, False, False, KEPT),
        (GROUP_DM, False, True, False, EXTERNAL),
    ],
)
def test_where_a_card_goes(kind, member, external, archived, posting):
    facts = {"is_member": member, "is_external": external, "is_archived": archived}

    assert posting_in(Channel(team_id=TEAM, channel_id=OPS, kind=kind, **facts)) is posting


@pytest.mark.parametrize(("kind", "posting"), [(DM, KEPT), (BOT_DM, PERSONAL)])
@pytest.mark.parametrize("facts", list(product([True, False], repeat=3)))
def test_between_two_it_never_depends_on_the_rest(kind, posting, facts):
    named = dict(zip(("is_member", "is_external", "is_archived"), facts, strict=True))

    assert posting_in(Channel(team_id=TEAM, channel_id="D1", kind=kind, **named)) is posting


@pytest.mark.parametrize("kind", ChannelKind)
def test_only_a_public_channel_is_not_private(kind):
    assert Channel(team_id=TEAM, channel_id=OPS, kind=kind).is_private is (kind is not PUBLIC)


@pytest.mark.parametrize(
    ("channel_id", "name", "kind"),
    [
        ("C1", "ops", PUBLIC),
        ("C1", "", PRIVATE),  # Nothing is known: rather too private than too public.
        ("C1", "privategroup", PRIVATE),
        ("G1", "mpdm-ada--ben-1", GROUP_DM),
        ("D1", "directmessage", DM),
        ("D1", "", DM),
    ],
)
def test_an_unknown_channel_is_guessed_from_its_name(session, now, channel_id, name, kind):
    assert channel_seen(session, TEAM, channel_id, name, now).kind is kind


def test_what_slack_said_is_not_guessed_again(session, now):
    a_channel(session, "C1", kind=PRIVATE)

    assert channel_seen(session, TEAM, "C1", "ops", now).kind is PRIVATE


def test_a_channel_that_became_private_is_known_by_its_hidden_name(session, now):
    a_channel(session)

    channel = channel_seen(session, TEAM, OPS, "privategroup", now)

    assert (channel.kind, channel.name, channel.is_member) == (PRIVATE, "ops", True)


def test_what_was_said_in_a_channel_that_became_private_is_for_those_who_are_there(session, now):
    a_channel(session)
    promised, hit, dev = a_commitment(session), an_issue(session), a_person(session, "dev")
    assert can_see(session, promised, dev)

    learn_channel(session, TEAM, ChannelFacts(OPS, PRIVATE, name="ops"), now)

    assert (promised.is_private, hit.is_private) == (True, True)
    assert not can_see(session, promised, dev)
    assert can_see(session, promised, dev, here=OPS)


def test_the_cco_reads_once_that_a_channel_became_private(session, now):
    for kind in (PUBLIC, PRIVATE, PUBLIC, PRIVATE):
        learn_channel(session, TEAM, ChannelFacts(OPS, kind, name="ops"), now)

    [line] = waiting_lines(session, TEAM, BRIEF)
    assert (line.kind, line.facts) == (BECAME_PRIVATE, {"channel": OPS})


def test_a_channel_that_is_opened_tells_nothing_of_before(session, now):
    a_channel(session, kind=PRIVATE)
    promised = a_commitment(session, scene=scene_in(channel_of(session, TEAM, OPS)))

    learn_channel(session, TEAM, ChannelFacts(OPS, PUBLIC, name="ops"), now)

    assert not can_see(session, promised, a_person(session, "dev"))


def test_a_channel_is_what_slack_said_last(session, now):
    a_channel(session, name="ops")
    read_before = channel_of(session, TEAM, OPS)

    learn_channel(session, TEAM, ChannelFacts(OPS, PRIVATE, name="ops-closed"), now)

    channel = channel_of(session, TEAM, OPS)
    assert (channel.kind, channel.name, channel.is_member) == (PRIVATE, "ops-closed", False)
    assert read_before.is_private


def test_leaving_and_joining_is_remembered(session):
    a_channel(session, kind=PRIVATE)

    mark_member(session, TEAM, OPS, is_member=False)

    assert posting_in(channel_of(session, TEAM, OPS)) is HELD


def test_nothing_is_remembered_of_a_channel_nobody_knows(session):
    mark_member(session, TEAM, "CNEW", is_member=True)

    assert channel_of(session, TEAM, "CNEW") is None


def test_a_channel_with_a_new_id_keeps_what_is_known(session):
    a_channel(session, "COLD", kind=PRIVATE, name="ops")

    renumber_channel(session, TEAM, "COLD", "CNEW")

    session.flush()
    assert channel_of(session, TEAM, "COLD") is None
    assert channel_of(session, TEAM, "CNEW").name == "ops"


def test_an_unknown_channel_gets_no_new_id(session):
    renumber_channel(session, TEAM, "COLD", "CNEW")

    assert channel_of(session, TEAM, "CNEW") is None


def test_a_scene_is_read_back_as_it_was_kept(session, now):
    channel = learn_channel(session, TEAM, ChannelFacts(OPS, PRIVATE), now)
    scene = scene_in(channel, thread_ts="1.2", message_ts="1.3", response_url="https://slack/1")

    assert scene_kept(scene.to_json(), origin="view:V1") == Scene(
        **vars(scene) | {"origin": "view:V1"}
    )
    assert (scene.posting, scene.is_private) == (HELD, True)


def test_no_scene_kept_is_nowhere():
    assert scene_kept({}) == Scene()
