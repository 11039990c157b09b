"""What follows a round: a condition that falls through, the review, a word that was agreed on."""

from datetime import timedelta

from tests.journeys.test_proposals import FORUM, all_commit, put_out
from tests.journeys.town import SHARED

pytestmark = SHARED  # The clock is the same whatever the way in.
CHURN = "Churn means customers who left by the end of a month."
CONDITION = "Ada shares the list by friday"


async def agreed_on(town, what=CHURN):
    """Have all three commit and Ada write the outcome."""
    await put_out(town, "ben", "cleo", what=what)
    await all_commit(town, "ada", "ben", "cleo")
    await town.ada.types("/cx close P-1 because all are heard", in_=FORUM)
    await town.ada.types("/cx outcome P-1 So it is.", in_=FORUM)
    unseen = {"What are we not seeing?": "Those who never paid."}
    await town.ada.submits({"How it ended": "Aligned", **unseen})


async def declined(town):
    """Have Ben commit on a condition that Ada declines, after the close."""
    await put_out(town, "ben", "cleo")
    await town.ben.types(f"/cx commit P-1 if {CONDITION}", in_=FORUM)
    await town.shows("Ben Okafor asks you to promise C-1", dm="ada")
    await all_commit(town, "ada", "cleo")
    await town.ada.types("/cx close P-1 because all are heard", in_=FORUM)
    await town.ada.types("/cx dissent C-1 the list is not mine", in_=FORUM)
    await town.shows("did not come about", "[Commit]", dm="ben")


async def test_whose_condition_is_declined_is_asked_again_and_may_commit(town):
    await declined(town)

    seen = await town.ben.presses("Commit", on=town.dm("ben"))

    await town.shows("P-1: you commit.", seen=seen)
    await town.shows("3 commit", card=FORUM)


async def test_silence_makes_the_condition_a_dissent_and_its_leader_is_told(town):
    await declined(town)

    town.slack.clock.move(timedelta(days=6))

    await town.shows("P-1", CONDITION, "dissent", dm="ben")
    await town.shows("Ben Okafor", CONDITION, dm="ada")


async def test_a_word_that_was_agreed_on_is_looked_up(town):
    await town.ada.types(f"/cx propose {CHURN}", in_=FORUM)
    await town.ada.presses("More")
    await town.ada.fills({"Begin with a text": "Definition of a term or number"})
    await town.ada.submits({"What": CHURN, "Who is asked": ["@ben", "@cleo"]})
    await all_commit(town, "ada", "ben", "cleo")
    await town.ada.types("/cx close P-1 because all are heard", in_=FORUM)
    await town.ada.types("/cx outcome P-1 So it is.", in_=FORUM)
    unseen = {"What are we not seeing?": "Those who never paid."}
    await town.ada.submits({"How it ended": "Aligned", **unseen})

    seen = await town.dev.types("/cx term churn?", in_=FORUM)

    await town.shows("Churn", "customers who left", "P-1", seen=seen)


async def test_a_proposal_is_exported_as_text_and_as_a_table(town):
    await agreed_on(town)

    seen = await town.ben.types("/cx export P-1", in_=FORUM)
    await town.shows("# P-1", "Ben Okafor commits", "So it is.", seen=seen)

    seen = await town.ben.types("/cx export P-1 csv", in_=FORUM)
    await town.shows("proposal,round,version", "Ben Okafor,,commits", seen=seen)


async def test_months_later_the_one_who_proposed_it_is_asked_how_it_turned_out(town):
    await agreed_on(town)

    town.slack.clock.move(timedelta(days=91, hours=16))  # A morning in Berlin.
    await town.shows("P-1", "how did it turn out?", dm="ada")

    await town.ada.presses("Say how it turned out", on=town.dm("ada"))
    await town.ada.submits({"Would you decide the same again?": "Yes, but otherwise"})
    await town.shows("P-1", "this is settled", dm="ada")
