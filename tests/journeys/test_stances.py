"""Saying where one stands: typed, pressed, in the DM, for somebody who is away."""

import pytest

from tests.journeys.test_proposals import FORUM, TITLE, WHAT, all_commit, put_out
from tests.journeys.town import EMBEDDED, SHARED

OTHER = "#general"


@EMBEDDED
@pytest.mark.parametrize(
    ("line", "echo"),
    [
        ("commit P-1", "P-1: you commit."),
        ("agree p1", "P-1: you commit."),
        ("commit to P-1 provided legal agrees", "P-1: you commit, on a condition."),
        ("dissent P-1 because it is too soon", "P-1: you dissent."),
        ("dissent it is too soon", "P-1: you dissent."),
        ("stand aside P-1 because it is not my area", "P-1: you stand aside."),
    ],
)
async def test_what_was_understood_is_said_first(town, line, echo):
    await put_out(town, "ben", "cleo")

    seen = await town.ben.types(f"/cx {line}", in_=FORUM)

    assert (await town.shows(echo, seen=seen)).startswith(echo)


@SHARED
async def test_anything_else_after_an_id_is_asked_about_with_the_text_kept(town):
    await put_out(town, "ben", "cleo")

    await town.ben.types("/cx commit P-1 send the call list by friday", in_=FORUM)
    chosen = town.ben.modal.values["Where do you stand?"]
    assert chosen["text"]["text"] == "New commitment linked to P-1"
    assert town.ben.modal.values["Your words"] == "send the call list by friday"
    seen = await town.ben.submits()

    await town.shows("Commitment C-1", "Friday 27 November", seen=seen)


@EMBEDDED
async def test_a_yes_alone_where_a_round_waits_is_asked_about(town):
    await put_out(town, "ben", "cleo")

    await town.ben.types("/cx commit", in_=FORUM)
    assert "Proposal P-1" in town.ben.modal.text
    seen = await town.ben.submits({"Where do you stand?": "Commit"})

    await town.shows("P-1: you commit.", seen=seen)


@SHARED
async def test_a_promise_made_where_a_round_waits_offers_to_commit_as_well(town):
    await put_out(town, "ben", "cleo")
    seen = await town.ben.types("/cx commit send the call list by friday", in_=FORUM)
    await town.shows("Commitment C-1", "[Also commit to P-1]", seen=seen)

    await town.ben.presses("Also commit to P-1", on=seen)

    await town.shows("P-1: you commit.", dm="ben")


@EMBEDDED
async def test_a_dissent_without_an_id_can_be_meant_for_another_round(town):
    await put_out(town, "ben", "cleo")
    await put_out(town, "ben", "cleo", what="We stop the newsletter.", in_=OTHER)
    seen = await town.ben.types("/cx dissent nobody reads it", in_=FORUM)
    await town.shows("P-1: you dissent.", "[Undo]", "[Not this one]", seen=seen)

    await town.ben.presses("Not this one", on=seen)
    assert town.ben.modal.values["Reason"] == "nobody reads it"
    seen = await town.ben.submits({"Which proposal": "P-2 · We stop the newsletter."})

    await town.shows("P-2: you dissent.", "nobody reads it", seen=seen)
    await town.shows("Ada Lindqvist asks where you stand", TITLE, seen=town.dm("ben", 0))


@SHARED
async def test_undo_takes_back_what_was_said_a_moment_ago(town):
    await put_out(town, "ben", "cleo")
    seen = await town.ben.types("/cx commit P-1", in_=FORUM)
    await town.shows("Heard (1): Ben", card=FORUM)

    await town.ben.presses("Undo", on=seen)

    await town.shows("Heard: nobody yet", card=FORUM)


@EMBEDDED
async def test_a_dissent_where_no_round_waits_gives_the_words_back(town):
    seen = await town.ben.types("/cx dissent it is too soon", in_=FORUM)
    await town.shows("No proposal waits for your answer", "it is too soon", seen=seen)

    await town.ben.presses("Make a proposal", on=seen)

    assert town.ben.modal.values["What"] == "it is too soon"


@SHARED
async def test_a_dissent_after_the_close_is_added_to_the_record_as_late(town):
    await put_out(town, "ben", "cleo")
    await all_commit(town, "ada", "ben", "cleo")
    await town.ada.types("/cx close P-1 because we are in a hurry", in_=FORUM)
    seen = await town.ben.types("/cx dissent it is too soon", in_=FORUM)
    await town.shows("The round of P-1 is closed", "[Ask for a new round]", seen=seen)

    await town.ben.presses("Add to the record", on=seen)

    await town.shows("See where we stand", card=FORUM)
    seen = await town.ada.presses("See where we stand", on=town.card(FORUM))
    await town.shows("added late", "it is too soon", seen=seen)
    seen = await town.ada.types("/cx list dissents", in_=FORUM)
    await town.shows("Ben Okafor", "added late", "it is too soon", seen=seen)


@EMBEDDED
async def test_a_new_round_is_asked_for_with_the_reason(town):
    await put_out(town, "ben", "cleo")
    await town.ada.types("/cx close P-1 because we are in a hurry", in_=FORUM)
    seen = await town.ben.types("/cx dissent P-1 it is too soon", in_=FORUM)

    await town.ben.presses("Ask for a new round", on=seen)

    await town.shows("Ben Okafor asks for a new round of P-1", "it is too soon", dm="ada")


@SHARED
async def test_another_ones_commitment_is_not_voted_on(town):
    await town.ada.types("/cx forum every 2 weeks tue 10:00", in_=FORUM)
    await town.cleo.types("/cx commit call every lost customer by friday", in_=FORUM)
    seen = await town.ben.types("/cx dissent C-1 it is the wrong list", in_=FORUM)
    await town.shows("C-1 is the commitment of Cleo Marchetti", "[Make a proposal]", seen=seen)

    await town.ben.presses("Tell Cleo", on=seen)

    await town.shows("Ben Okafor disagrees with C-1", "it is the wrong list", dm="cleo")


@EMBEDDED
async def test_the_stance_is_changed_in_the_dm(town):
    await put_out(town, "ben", "cleo")
    await town.shows("asks where you stand", dm="ben")
    await town.ben.presses("Commit", on=town.dm("ben"))
    await town.shows("P-1: you commit.", dm="ben")

    await town.ben.presses("Change it", on=town.dm("ben"))
    await town.ben.submits({"Where do you stand?": "Dissent", "Your words": "It is too soon."})

    await town.shows("P-1: you dissent.", "It is too soon.", dm="ben")


async def away_covered_by_finn(town):
    """Have Ben be away, and Finn cover for him, when a round opens."""
    await town.ben.types("/cx away until friday cover @finn", in_=FORUM)
    await town.shows("[Accept]", dm="finn")
    await town.finn.presses("Accept", on=town.dm("finn"))
    await put_out(town, "ben", "cleo")


@SHARED
async def test_whom_somebody_away_names_speaks_for_them(town):
    await away_covered_by_finn(town)
    await town.shows("[Let Finn speak for me]", dm="ben")
    seen = await town.ben.presses("Let Finn speak for me", on=town.dm("ben"))
    await town.shows("P-1: Finn Castellano speaks for you in this round", seen=seen)
    await town.shows("Finn Castellano speaks for you", "Your own word comes first", dm="ben")
    await town.shows("Ben Okafor stands", "speak for them in this round", dm="finn")

    seen = await town.finn.presses("Commit", on=town.dm("finn"))

    await town.shows("P-1: Ben Okafor commits, as you say for them", seen=seen)
    await town.shows("Heard (1): Ben", card=FORUM)


@EMBEDDED
async def test_who_leads_names_who_speaks_and_nobody_else_does(town):
    await away_covered_by_finn(town)
    refused = await town.ben.types("/cx delegate P-1 @ben", in_=FORUM)
    await town.shows("Ben Okafor cannot be asked", seen=refused)
    refused = await town.cleo.types("/cx delegate P-1 @finn", in_=FORUM)
    await town.shows("only you can say where you stand", "/cx away until", seen=refused)
    seen = await town.ada.types("/cx show P-1", in_=FORUM)

    await town.ada.presses("Name who speaks", on=seen)
    seen = await town.ada.submits({"Who is away": "Ben Okafor", "Who speaks for them": "@finn"})

    await town.shows("Finn Castellano speaks for Ben Okafor in this round", seen=seen)
    await town.shows("Ben Okafor stands", "[Dissent]", dm="finn")


@SHARED
async def test_a_concern_is_left_without_a_name(town):
    await put_out(town, "ben", "cleo", "dev", what=WHAT)
    await town.shows("Heard: nobody yet", card=FORUM)
    await town.dev.presses("Leave a concern", on=town.card(FORUM))
    assert "without your name" in town.dev.modal.text
    seen = await town.dev.submits({"What worries you?": "Who pays for the calls?"})
    await town.shows("without your name", seen=seen)
    assert "Who pays" not in town.card(FORUM).text

    await town.ben.types("/cx commit P-1", in_=FORUM)

    await town.shows("Who pays for the calls?", card=FORUM, without="Dev Raman:")
