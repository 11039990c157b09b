"""A dissent, heard out: what would change it, an alternative, another version, and what is left."""

from tests.journeys.test_proposals import FORUM, all_commit, put_out
from tests.journeys.town import EMBEDDED, SHARED

REASON = "Nobody has asked Service."
AMENDED = "Each lost customer is called within two weeks. Service writes down why."


async def dissented(town):
    """Have Ben dissent, and the others commit."""
    await put_out(town, "ben", "cleo")
    await town.shows("Heard: nobody yet", card=FORUM)
    await town.ben.presses("Dissent", on=town.card(FORUM))
    seen = await town.ben.submits({"Reason": REASON})
    await all_commit(town, "ada", "cleo")
    return seen


async def closed(town):
    await dissented(town)
    return await town.ada.types("/cx close P-1 because all are heard", in_=FORUM)


async def test_a_dissent_is_worked_on_amended_asked_again_and_aligned(town):
    seen = await dissented(town)
    await town.shows("P-1: you dissent.", "I will not ask you to change it", seen=seen)
    await town.ben.presses("What would change it", on=seen)
    await town.ben.submits({"What would change your mind?": "A week more for Service."})
    await town.shows("Ben Okafor dissents", REASON, "A week more for Service.", dm="ada")
    await town.ada.presses("Offer an alternative", on=town.dm("ada"))
    await town.ada.submits({"What do you offer?": "Two weeks, not one."})
    await town.shows("offers you an alternative", "Two weeks, not one.", dm="ben")

    await town.ben.presses("It is resolved", on=town.dm("ben"))
    await amend_and_align(town)


async def amend_and_align(town):
    seen = await town.ada.types("/cx close P-1 because all are heard", in_=FORUM)
    await town.ada.presses("Amend and ask again", on=seen)
    seen = await town.ada.submits({"What": AMENDED})
    await town.shows("P-1: amended and asked again", "What changed", "two weeks", seen=seen)
    await town.shows("round 2, version 2", "[Still committed]", dm="cleo")

    seen = await town.cleo.presses("Still committed", on=town.dm("cleo"))
    await town.shows("P-1: you still commit.", seen=seen)
    await all_commit(town, "ada", "ben")
    await town.ada.types("/cx close P-1 because all are heard", in_=FORUM)
    await town.ada.types("/cx outcome P-1 We call within two weeks.", in_=FORUM)
    unseen = {"What are we not seeing?": "The holidays."}
    seen = await town.ada.submits({"How it ended": "Aligned", **unseen})
    await town.shows("the outcome is recorded, aligned", seen=seen)


@EMBEDDED
async def test_a_running_round_is_amended_but_not_while_a_dissent_is_untouched(town):
    await dissented(town)
    await town.ada.types("/cx amend P-1", in_=FORUM)
    assert "The round that runs is closed by it" in town.ada.modal.text
    await town.ada.submits({"What": AMENDED})

    assert "Ben Okafor" in str(town.ada.modal.errors)
    await town.ada.submits({"Whose dissent does it answer?": ["Ben Okafor"]})
    await town.shows("in answer to your dissent", "To the version before", REASON, dm="ben")
    await town.shows("in answer to the dissent of Ben Okafor", dm="cleo")
    public = await town.shows("round 2, version 2", "in answer to a dissent", card=FORUM)
    assert "of Ben" not in public
    await town.shows("a newer one follows below", "1 dissent", seen=town.card(FORUM, 0))
    seen = await town.cleo.presses("See where we stand", on=town.card(FORUM, 0))
    await town.shows("Ben Okafor", REASON, seen=seen)


@SHARED
async def test_a_dissent_is_accepted_as_a_risk_that_somebody_carries(town):
    await closed(town)
    await town.shows("[Accept as a risk]", REASON, dm="ada")

    await town.ada.presses("Accept as a risk", on=told_of_dissent(town))
    await town.ada.submits({"Who carries it?": "@cleo"})

    town.two_days_pass()
    await town.shows("Cleo Marchetti carries it", dm="cleo")
    await town.shows("Cleo Marchetti carries it", dm="ben")


def told_of_dissent(town):
    """Return Ada's message about the dissent."""
    return next(post for post in reversed(town.ada.dms()) if REASON in post.text)


@EMBEDDED
async def test_while_a_dissent_stands_its_proposer_does_not_write_the_outcome_alone(town):
    await closed(town)
    await town.shows("P-1: you dissent.", "[I maintain it]", seen=town.dm("ben"))
    await town.ben.presses("I maintain it", on=town.dm("ben"))

    seen = await town.ada.types("/cx outcome P-1 We start.", in_=FORUM)

    await town.shows("its proposer cannot write the outcome", "Ben Okafor can", seen=seen)


@SHARED
async def test_who_leaves_a_dissent_says_what_changed(town):
    await dissented(town)

    await town.ben.presses("Commit", on=town.card(FORUM))
    assert "What changed?" in town.ben.modal.text
    seen = await town.ben.submits(
        {"Where do you stand?": "Commit", "Your words": "Service agrees."}
    )

    await town.shows("P-1: you commit.", "Service agrees.", seen=seen)


@EMBEDDED
async def test_a_reason_is_read_without_a_name_by_others_in_the_channel(town):
    await closed(town)
    await town.shows("1 dissent", seen=town.card(FORUM, 0))

    seen = await town.dev.presses("See where we stand", on=town.card(FORUM, 0))

    text = await town.shows("Somebody", REASON, seen=seen)
    assert "Ben Okafor" not in text.split("Heard")[0]


@SHARED
async def test_a_condition_is_offered_to_the_proposer_and_named_in_the_outcome(town):
    await put_out(town, "ben", "cleo")
    seen = await town.ben.types("/cx commit P-1 if Ada shares the list by friday", in_=FORUM)
    await town.shows("P-1: you commit, on a condition.", "C-1 is offered to Ada", seen=seen)
    await town.shows("Ben Okafor asks you to promise C-1", dm="ada")
    await town.ada.presses("Accept", on=town.dm("ada"))
    await all_commit(town, "ada", "cleo")
    await town.ada.types("/cx close P-1 because all are heard", in_=FORUM)

    await town.ada.types("/cx outcome P-1 We start.", in_=FORUM)
    seen = await town.ada.submits({"How it ended": "Aligned with conditions"})

    await town.shows("Open conditions: C-1", seen=seen)


@EMBEDDED
async def test_whose_condition_is_declined_is_asked_again(town):
    await put_out(town, "ben", "cleo")
    await town.ben.types("/cx commit P-1 if Ada shares the list by friday", in_=FORUM)
    await town.shows("asks you to promise C-1", dm="ada")
    offer = town.dm("ada")
    await all_commit(town, "ada", "cleo")
    await town.ada.types("/cx close P-1 because all are heard", in_=FORUM)
    await town.ada.presses("Decline", on=offer)
    await town.ada.submits()
    await town.shows("did not come about", "[Dissent]", dm="ben")

    await town.ben.presses("Dissent", on=town.dm("ben"))
    seen = await town.ben.submits({"Reason": "Without the list it is too much."})

    await town.shows("P-1: you dissent.", seen=seen)
