"""The line of an issue, from its first signal to the customer told, read from its history."""

import csv
import io
from datetime import timedelta

import pytest

from bot.domain.areas import areas_of, join_area
from bot.domain.issues.chain import WhichChain, chain, chain_of
from bot.domain.issues.chain_export import as_csv, as_markdown
from bot.domain.issues.handing import accept, decline, hand_over
from bot.domain.issues.owning import own
from bot.domain.issues.records import State
from bot.domain.issues.reporting import ReportWish, add_report
from bot.domain.issues.rights import NoSuchIssue
from bot.domain.issues.stepping import Closing, Telling, close, say_cause
from bot.domain.scenes import Scene
from tests.conftest import NOON
from tests.factories import PUBLIC_SCENE, a_commitment, a_person, an_issue

DAY = timedelta(days=1)


def areas_set(session):
    """Put Ada and Ben into the first two areas."""
    people = [a_person(session, name) for name in ("ada", "ben")]
    for person, area in zip(people, areas_of(session, people[0].team_id), strict=False):
        join_area(session, person, area.number)
    return people


def handed_on(session):
    """An issue that Ada owned for two days, and Ben for three."""
    ada, ben = areas_set(session)
    issue = own(session, an_issue(session), ada, NOON + DAY)
    hand_over(session, issue, ada, ben, NOON + 2 * DAY, "it is about billing")
    accept(session, issue, ben, NOON + 3 * DAY)
    say_cause(session, issue, ben, "=the importer drops it", NOON + 4 * DAY)
    return issue


def seen(session, issue, reader="dev", days=6):
    return chain_of(session, issue, a_person(session, reader), NOON + days * DAY)


def test_each_stage_has_its_owner_its_area_and_its_days(session):
    line = seen(session, handed_on(session))

    told = [
        (stage.state, stage.owner.name if stage.owner else "", stage.lasted(NOON + 6 * DAY).days)
        for stage in line.stages
    ]
    assert told == [
        (State.NEW, "", 1),
        (State.OWNED, "Ada Lind", 2),
        (State.OWNED, "Ben Okafor", 1),
        (State.CAUSE_KNOWN, "Ben Okafor", 2),
    ]
    assert [area.name for area in line.areas] == ["Finance", "Marketing"]


def test_it_says_where_it_is_stuck_until_it_has_ended(session):
    issue = handed_on(session)
    assert seen(session, issue).stands.state is State.CAUSE_KNOWN

    closing = Closing(fix="import it", fixed=True, telling=Telling("by mail"))
    close(session, issue, a_person(session, "ben"), closing, NOON + 5 * DAY)

    assert seen(session, issue).stands is None


def test_reports_are_counted_and_no_steps(session):
    issue = handed_on(session)
    for _ in range(3):
        add_report(session, issue, a_person(session, "ben"), ReportWish(), NOON + 5 * DAY)

    line = seen(session, issue)

    steps = [step.happening.what for stage in line.stages for step in stage.steps]
    assert ("reported" in steps, line.shown.issue.reports) == (False, 4)
    assert line.first_heard == NOON


def test_a_refusal_is_counted_and_its_reason_stays_between_the_two(session):
    ada, ben = areas_set(session)
    issue = own(session, an_issue(session), ada, NOON)
    hand_over(session, issue, ada, ben, NOON + DAY)
    decline(session, issue, ben, "I am the wrong one", NOON + 2 * DAY)

    def words(reader):
        stages = seen(session, issue, reader).stages
        return {step.words for stage in stages for step in stage.steps}

    assert seen(session, issue).declined == 1
    assert "I am the wrong one" in words("ada")
    assert "I am the wrong one" not in words("dev")


def test_what_was_said_in_private_is_no_chain_for_others(session):
    issue = an_issue(session, scene=Scene(channel_id="CX"))

    assert seen(session, issue) is None
    assert seen(session, issue, "ada") is not None
    with pytest.raises(NoSuchIssue):
        chain(session, a_person(session, "dev"), PUBLIC_SCENE, f"I-{issue.number}", NOON)


def test_a_chain_needs_an_issue(session):
    with pytest.raises(WhichChain):
        chain(session, a_person(session, "ada"), PUBLIC_SCENE, "C-1", NOON)


def test_commitments_about_it_stand_beside_it(session):
    issue = an_issue(session)
    commitment = a_commitment(session)
    commitment.linked_to = issue.label
    session.flush()

    assert [(each.label, each.state) for each in seen(session, issue).shown.linked] == [
        (commitment.label, "open")
    ]


def test_an_export_is_a_row_a_step_and_no_cell_is_a_formula(session):
    line = seen(session, handed_on(session))

    rows = list(csv.DictReader(io.StringIO(as_csv(line, NOON + 6 * DAY))))

    assert [row["step"] for row in rows][:2] == ["opened", "owned"]
    assert rows[-1]["words"] == "'=the importer drops it"
    assert (rows[-1]["owner"], rows[-1]["days in it"]) == ("Ben Okafor", "2")


def test_an_export_reads_as_text(session):
    text = as_markdown(seen(session, handed_on(session)), NOON + 6 * DAY)

    assert "## cause known, Ben Okafor (Marketing): 2 days from 2026-11-28" in text
    assert "Areas: Finance, Marketing." in text
