"""At every gathering somebody is commended: nominated, picked in a leader's words, and told."""

from datetime import UTC, datetime

from tests.journeys.test_sessions import AGENDA, FORUM, NEXT_MORNING, START, finds, meets
from tests.journeys.town import EMBEDDED

pytestmark = EMBEDDED  # What is read there does not depend on the way in.
LINE = "/cx nominate @ben for rewriting the refund page; nobody calls about it any more"
SENTENCE = "He did it on a Sunday, and nobody had asked him."
WEDNESDAY = datetime(2026, 11, 25, 7, 31, tzinfo=UTC)  # Half past eight in Berlin.
MORNING = datetime(2026, 11, 30, 8, 1, tzinfo=UTC)


async def picks(town):
    """Have Ada pick Ben, whom Dev nominated, from her digest."""
    await meets(town)
    seen = await town.dev.types(LINE, in_=FORUM)
    assert "Nominated for the next forum of #cx-forum. Ada Lindqvist picks" in seen.text
    town.slack.clock.move_to(MORNING)
    await town.shows("nominated by Dev Raman", "rewriting the refund page", dm="ada")
    await town.ada.presses("Pick", on=town.dm("ada"))
    await town.ada.submits({"In your own words": SENTENCE})


async def test_a_nomination_is_picked_and_opens_the_agenda(town):
    thanks = "/cx kudos @cleo called every lost customer; two of them came back"
    await picks(town)
    await town.ema.types(thanks, in_=FORUM)

    town.slack.clock.move_to(AGENDA)
    agenda = await finds(town, "Agenda of", "Commended", SENTENCE, "two of them came back")
    assert agenda.text.index(SENTENCE) < agenda.text.index("Nothing else is on it yet")

    town.slack.clock.move_to(START)
    await town.shows("You were commended at the forum of #cx-forum", SENTENCE, dm="ben")
    town.slack.clock.move_to(NEXT_MORNING)
    await town.shows("whom you nominated, was commended", dm="dev")


async def test_who_was_nominated_while_there_was_no_cco_is_in_the_first_brief(town):
    seen = await town.dev.types(LINE, in_=FORUM)
    await town.shows("Nominated for the next gathering", "once there is one, picks", seen=seen)
    await town.ada.presses("It's me", on=await town.ada.types("/cx list", in_=FORUM))

    town.slack.clock.move_to(WEDNESDAY)

    await town.shows("Your brief", "nominated by Dev Raman: will you commend them?", dm="ada")
    await town.ada.presses("Pick", on=town.dm("ada"))
    await town.ada.submits({"In your own words": SENTENCE})
    await town.shows("this is decided", dm="ada", within=3)
    own = await town.ada.types(LINE, in_=FORUM)
    await town.shows("You pick, too: it waits in your next digest", seen=own)


async def test_the_cco_alone_reads_how_far_thanks_reach(town):
    await town.ada.presses("It's me", on=await town.ada.types("/cx list", in_=FORUM))
    await town.ben.types("/cx kudos @dev answered every mail of May by himself", in_=FORUM)

    refused = await town.ben.types("/cx list thanks", in_=FORUM)
    seen = await town.ada.types("/cx list thanks", in_=FORUM)

    assert "Only the Chief Customer Officer" in refused.text
    assert "Not thanked in 90 days" in seen.text
    assert "Gita Verma" in seen.text
    assert "Dev Raman" not in seen.text


async def test_private_thanks_are_chosen_in_the_settings_and_seen_on_home(town):
    await town.ben.types("/cx settings")
    await town.ben.submits({"And I like": ["Thanks between us only, not in a channel"]})
    await town.ben.opens_home()

    await town.ada.types("/cx kudos @ben answered every mail of May by himself", in_=FORUM)

    await town.shows("Thanks I was given", "answered every mail", home="ben")
    assert town.slack.channel(FORUM).messages == []
