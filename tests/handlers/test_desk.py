"""One transaction, one answer: redeliveries, newcomers, lines that were heard, questions."""

import asyncio

import pytest
from sqlmodel import select

import handlers.desk
from bot.domain.answers import Kind, Said
from bot.domain.channels import ChannelFacts, ChannelKind, channel_of
from bot.domain.commitments.records import Commitment
from bot.domain.notices import Notice
from bot.domain.people import Person, person_known
from bot.errors import NotForOutsiders, UserError
from bot.routes import NOTHING, Happened, Medium, Pressed, Shortcut, Submitted
from tests.factories import OPS, TEAM
from tests.handlers.at_desk import COMMIT, Counter, Directory, thanks
from tests.views.reading import buttons, seen

QUESTION = "Which area are you in?"
SECRET = ChannelFacts("CSECRET", ChannelKind.PRIVATE, "secret", is_member=True)


def commitments(session):
    return list(session.exec(select(Commitment)))


def promised(session):
    return list(session.exec(select(Notice).order_by(Notice.key)))


def people(session):
    return {person.slack_id: person.name for person in session.exec(select(Person))}


@pytest.fixture
def counter(embedded):
    return Counter(embedded, Directory(CSECRET=SECRET))


@pytest.fixture
def counter_anywhere(database):
    return Counter(database, Directory())


async def test_a_command_delivered_twice_is_decided_once_and_answered_the_same(counter_anywhere):
    first = await counter_anywhere.says(COMMIT, key="1.2.a")
    again = await counter_anywhere.says(COMMIT, key="1.2.a")

    assert first.message.payload() == again.message.payload()
    assert len(await counter_anywhere.looks(commitments)) == 1


async def test_a_delivery_that_was_refused_is_decided_anew(counter_anywhere):
    outcomes = [UserError(), Said(Kind.THANKS, {"what": "area"})]

    def refuse_first(session, me, asked, now):
        outcome = outcomes.pop(0)
        if isinstance(outcome, UserError):
            raise outcome
        return outcome

    pressed = Pressed(TEAM, "UADA", "1.2.a")
    with pytest.raises(UserError):
        await counter_anywhere.asks(refuse_first, pressed)

    assert "area" in seen((await counter_anywhere.asks(refuse_first, pressed)).message)


async def test_a_line_heard_twice_is_answered_by_one_notice(counter):
    await counter.hears(COMMIT, key="Ev1")
    before = await counter.looks(promised)
    await counter.hears(COMMIT, key="Ev1")

    assert await counter.looks(promised) == before
    assert len(await counter.looks(commitments)) == 1


async def test_a_newcomer_is_learnt_and_slack_is_asked_once(counter):
    await counter.says(COMMIT, by="UBEN")
    await counter.says("list", by="UBEN")

    ben = await counter.looks(person_known, TEAM, "UBEN")
    assert (ben.name, ben.zone) == ("Ben Okafor", "America/New_York")
    assert sorted(counter.directory.asked) == [OPS, "UBEN"]


async def test_who_is_known_from_before_is_not_asked_about(embedded):
    await Counter(embedded, Directory()).says("list", by="UBEN")
    restarted = Counter(embedded, Directory())

    await restarted.says("list", by="UBEN")

    assert restarted.directory.asked == []


async def test_everybody_a_line_names_is_learnt_before_it_is_read(counter):
    answer = await counter.says("commit <@UCLEO> send the list to <@UDEV> by friday")

    known = await counter.looks(people)
    assert {known["UCLEO"], known["UDEV"]} == {"Cleo Marsh", "Dev Rao"}
    assert "offered to *Cleo Marsh*" in seen(answer.message)


async def test_who_was_learnt_is_numbered_before_anything_is_decided(counter):
    """Else all others who number somebody new would wait as long as that decision takes."""

    def refuse(session, me, asked, now):
        raise UserError

    with pytest.raises(UserError):
        await counter.asks(refuse, Pressed(TEAM, "UBEN", None))

    assert (await counter.looks(person_known, TEAM, "UBEN")).name == "Ben Okafor"


@pytest.mark.parametrize("kind", [Pressed, Shortcut])
async def test_the_place_of_a_button_or_shortcut_is_learnt(counter, kind):
    await counter.asks(thanks, kind(TEAM, "UADA", None, channel_id="CSECRET"))

    assert (await counter.looks(channel_of, TEAM, "CSECRET")).is_private


async def test_who_and_what_was_picked_in_a_form_is_learnt(counter):
    values = {
        "owner": {"owner": {"selected_user": "UBEN"}},
        "people": {"people": {"selected_users": ["UCLEO"]}},
        "channel": {"channel": {"selected_conversation": "CSECRET"}},
    }

    await counter.asks(thanks, Submitted(TEAM, "UADA", None, values=values))

    assert set(counter.directory.asked) == {"UADA", "UBEN", "UCLEO", "CSECRET"}
    assert (await counter.looks(channel_of, TEAM, "CSECRET")).name == "secret"


async def test_when_slack_is_slow_it_goes_on_without(counter, monkeypatch):
    monkeypatch.setattr(handlers.desk, "ACQUAINTED_WITHIN", 0.02)
    counter.directory.answers.clear()

    answer = await asyncio.wait_for(counter.says(COMMIT), timeout=1)

    assert "I do not know your time zone" in seen(answer.message)
    assert await counter.looks(people) == {"UADA": ""}


async def test_when_slack_fails_it_goes_on_without(counter):
    counter.directory.fails = True

    answer = await counter.says(COMMIT)

    assert "Commitment C-1" in seen(answer.message)


async def test_whom_slack_did_not_tell_about_is_asked_about_again(counter):
    counter.directory.fails = True
    await counter.says(COMMIT)
    counter.directory.fails = False

    await counter.says("list")

    assert (await counter.looks(person_known, TEAM, "UADA")).zone == "Europe/Berlin"


def test_nobody_waits_longer_for_slack_than_a_decision_can_bear():
    assert handlers.desk.ACQUAINTED_WITHIN == 0.8


async def test_a_line_in_the_dm_is_answered_by_its_card(counter):
    answer = await counter.hears(COMMIT)

    cards = [notice for notice in await counter.looks(promised) if notice.kind == Kind.CARD]
    assert answer == NOTHING
    assert [(card.key, card.channel_id) for card in cards] == [("card:C-1", "DADA")]


async def test_a_line_that_is_no_promise_is_answered_where_it_was_written(counter):
    await counter.hears("help", key="Ev1")

    said = (await counter.looks(promised))[0]
    assert (said.key, said.kind, said.channel_id) == ("answer:Ev1", Kind.HELP, "DADA")


async def test_a_mention_is_answered_in_its_thread(counter):
    place = {"channel_id": OPS, "medium": Medium.MENTION, "ts": "7.1"}

    await counter.hears("help", key="Ev1", **place)
    await counter.hears("help", key="Ev2", thread_ts="5.5", **place)

    said = await counter.looks(promised)
    assert [(each.channel_id, each.thread_ts) for each in said] == [(OPS, "7.1"), (OPS, "5.5")]


async def test_an_event_of_nobody_makes_nobody_up(counter):
    asked = []

    def remember(session, me, happened, now):
        asked.append(me.number)

    answer = await counter.asks(remember, Happened(TEAM, "", "Ev1", kind="channel_rename"))

    assert (answer, asked, await counter.looks(people)) == (NOTHING, [0], {})


async def test_for_an_event_slack_is_not_asked(counter):
    await counter.asks(thanks, Happened(TEAM, "UADA", "Ev1"))

    assert counter.directory.asked == []


async def test_outsiders_are_turned_away_once_slack_told_who_they_are(counter):
    with pytest.raises(NotForOutsiders):
        await counter.says(COMMIT, by="USTAN")

    assert await counter.looks(commitments) == []


async def test_a_question_is_asked_once_below_an_answer(counter):
    answers = [await counter.says("list", by="UBEN") for _ in range(2)]

    assert [QUESTION in seen(answer.message) for answer in answers] == [True, False]
    assert buttons(answers[0].message)[-1] == "Skip"


async def test_an_administrator_is_asked_for_the_cco_first_and_then_for_their_area(counter):
    answers = [seen((await counter.says("list")).message) for _ in range(3)]

    assert "Who is your CCO?" in answers[0]
    assert QUESTION in answers[1]
    assert "?" not in answers[2]


async def test_a_guest_is_not_asked_for_an_area(counter):
    assert QUESTION not in seen((await counter.says("list", by="UGUS")).message)


async def test_a_redelivery_asks_the_same_question_and_not_the_next(counter):
    first, again = [await counter.says("list", key="1.2.a") for _ in range(2)]

    assert "Who is your CCO?" in seen(first.message)
    assert seen(again.message) == seen(first.message)


async def test_a_question_waits_while_a_form_covers_the_answer(counter):
    covered = await counter.says("commit ok", by="UBEN")

    assert covered.modal is not None
    assert QUESTION in seen((await counter.says("list", by="UBEN")).message)


async def test_an_answer_takes_the_place_of_the_private_one_it_was_pressed_on(counter):
    private, public = [
        await counter.asks(thanks, Pressed(TEAM, "UADA", None, is_ephemeral=is_ephemeral))
        for is_ephemeral in (True, False)
    ]

    assert (private.replaces, public.replaces) == (True, False)
