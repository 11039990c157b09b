"""Everything said in the life of an issue, looked up in the database and drawn."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from bot.database import Database
from bot.domain.answers import Kind
from bot.domain.areas import areas_of
from bot.domain.issues import ending, handing, merging, owning, resting, stepping
from bot.domain.issues.answering import looked_at, said
from bot.domain.issues.opening import Draft, open_issue
from bot.domain.issues.records import Severity
from bot.domain.issues.reporting import ReportWish, add_report
from bot.domain.issues.stepping import Closing, Telling
from bot.domain.lines import Line
from bot.domain.notices import Notice
from bot.domain.people import learn_people
from bot.domain.unfinished import FormKind
from bot.drawings import Drawings, Subject
from bot.views.issues.forms import TITLES
from tests.conftest import NOON
from tests.factories import CAST, PUBLIC_SCENE, TEAM, Profile, a_channel, a_person
from tests.views.fillings import FILLINGS, FULLEST
from tests.views.judging import faults_of
from tests.views.reading import buttons, seen

ABOUT_ONE = [kind for kind in TITLES if kind not in {FormKind.ISSUE, FormKind.ISSUE_PICK}]
FAR = (NOON + timedelta(days=30)).date()


@pytest.fixture
def session(sqlite_url):
    database = Database(sqlite_url)
    with Session(database.engine, expire_on_commit=False) as session:
        a_channel(session)
        yield session
    database.dispose()


def draws(session, kind, facts, reader="UADA"):
    session.flush()
    subject = Subject(TEAM, kind, facts, reader)
    drawn = Drawings(lambda: NOON, "/cx")(session, subject)
    return drawn() if drawn else None


def opened(session, what="Chairs arrive scratched", by="ada", **draft):
    me = a_person(session, by)
    return open_issue(session, me, Draft(what, **draft), PUBLIC_SCENE, NOON).issue


def promised(session):
    """Draw everything that is promised to be said, by its key."""
    session.flush()
    notices = session.exec(select(Notice).where(Notice.kind != Kind.HOME)).all()
    drawn = {each.key: draws(session, each.kind, each.facts, each.reader) for each in notices}
    return {key: thing for key, thing in drawn.items() if thing is not None}


def a_life(session, text):
    """Live through all that can happen to an issue; give it after every step."""
    ada, ben, cleo = (a_person(session, name) for name in ("ada", "ben", "cleo"))
    area = areas_of(session, TEAM)[0].number
    issue = opened(session, text, severity=Severity.URGENT, customer=text[:200], words=text)
    yield issue
    yield add_report(session, issue, cleo, ReportWish(text[:200], words=text), NOON).issue
    yield handing.hand_over(session, issue, ada, ben, NOON, text)
    yield handing.decline(session, issue, ben, text, NOON)
    yield owning.own(session, issue, ben, NOON)
    yield handing.hand_over(session, issue, ben, cleo, NOON, text)
    yield handing.accept(session, issue, cleo, NOON)
    yield stepping.say_cause(session, issue, cleo, text, NOON)
    yield resting.wait_for(session, issue, cleo, area, text, NOON)
    yield resting.go_on(session, issue, cleo, NOON)
    yield resting.park(session, issue, cleo, FAR, text, NOON)
    closing = Closing(fix=text, telling=Telling(text, count=9))
    yield stepping.solved_already(session, issue, cleo, closing, NOON)
    yield ending.reopen(session, issue, ada, text, NOON)
    yield ending.wont_fix(session, issue, cleo, text, Telling(text), NOON)


def name_all(session, name):
    known = [Profile(CAST[who].slack_id, name, who) for who in ("ada", "ben", "cleo")]
    learn_people(session, TEAM, known)


@pytest.mark.parametrize("filling", ["emptiest", "mixed"])
def test_slack_takes_every_message_of_a_life_whatever_people_wrote(session, filling):
    text, name = FILLINGS[filling].text, FILLINGS[filling].name
    found = []
    for step in a_life(session, text):
        name_all(session, name)
        answers = [said(step), looked_at(step)]
        drawn = [draws(session, each.kind, each.facts) for each in answers]
        drawn += [*promised(session).values(), draws(session, Kind.ISSUE_STORY, said(step).facts)]
        found += [faults for thing in drawn if (faults := faults_of(thing))]

    assert found == []


def test_a_life_says_something_of_every_kind_that_is_promised(session):
    for _ in a_life(session, "Chairs arrive scratched"):
        session.flush()
    kinds = {each.kind for each in session.exec(select(Notice))}
    in_passing = {each.kind for each in session.exec(select(Line))}

    assert kinds >= {Kind.ISSUE_CARD, Kind.ISSUE_OFFER, Kind.ISSUE_TOLD}
    assert Kind.ISSUE_CLOSED in in_passing


def test_the_question_to_own_it_shows_its_answer(session):
    life = a_life(session, "Chairs arrive scratched")
    states = [(next(life), promised(session))[1] for _ in range(5)]
    key = next(key for key in states[2] if key.startswith("issue.offer"))

    assert buttons(states[2][key]) == ["Accept", "Discuss", "Decline"]
    assert "You are no longer asked" in seen(states[3][key])
    assert "*Ben Okafor owns it.*" not in seen(states[4][key])


@pytest.mark.parametrize("kind", ABOUT_ONE)
def test_every_form_about_an_issue_can_be_opened(session, kind):
    opened(session, FULLEST.text)
    subject = Subject(TEAM, Kind.ISSUE_FORM, {"form": kind, "issue": 1}, "UADA")

    modal = Drawings(lambda: NOON, "/cx").modal(session, subject)

    assert faults_of(modal()) == []


def test_only_what_a_reader_may_do_is_offered(session):
    issue = opened(session)
    owning.own(session, issue, a_person(session, "ben"), NOON)
    facts = looked_at(issue).facts

    mine, others = (draws(session, Kind.ISSUE, facts, who) for who in ("UBEN", "UCLEO"))

    assert {"Next step", "Park", "Won't fix", "Hand over"} <= set(buttons(mine))
    assert buttons(others) == ["+1 report", "Chain", "History"]


def test_the_old_id_leads_to_the_issue_it_became_part_of(session):
    opened(session, "Chairs arrive scratched")
    other = opened(session, "The invoice lists a chair twice")
    ada = a_person(session, "ada")
    owning.own(session, other, ada, NOON)
    merging.merge(session, ada, 2, 1, NOON)

    card, story = (draws(session, kind, {"number": 2}) for kind in (Kind.ISSUE_CARD, "issue.story"))

    assert "Merged into I-1" in seen(card)
    assert buttons(card) == ["History"]
    assert seen(story).startswith("*Issue I-1*")


def test_whose_owner_has_left_anybody_may_take_it(session):
    issue = opened(session)
    owning.own(session, issue, a_person(session, "ben"), NOON)
    learn_people(session, TEAM, [Profile("UBEN", "Ben Okafor", "ben", is_deactivated=True)])

    card = draws(session, Kind.ISSUE_CARD, {"number": 1})

    assert "Without an owner: Ben Okafor has left" in seen(card)
    assert buttons(card)[:2] == ["I'll own it", "Next step"]


def test_names_keep_their_capitals_in_a_sentence(session):
    issue = opened(session)
    ben = a_person(session, "ben")
    owning.own(session, issue, ben, NOON)
    resting.wait_for(session, issue, ben, areas_of(session, TEAM)[0].number, "a tool", NOON)

    text = draws(session, Kind.ISSUE_CARD, {"number": 1}).text

    assert text.startswith("I-1, waiting on Finance: Ben Okafor, 1 report: ")
