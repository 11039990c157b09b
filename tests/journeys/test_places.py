"""Where a card goes, and who may see what was said where."""

from datetime import date

from tests.journeys.town import EMBEDDED

pytestmark = EMBEDDED  # What is read there does not depend on the way in.
LINE = "/cx commit call Acme about May by friday"
PRIVATE = "#price-war"
SHARED = "#partner-oak"


async def test_a_public_channel_is_joined_on_first_use(town):
    await town.ada.types(LINE, in_="#support")

    await town.shows("C-1", "call Acme about May", card="#support")
    assert "cxbot" in town.slack.channel("#support").members
    assert "cxbot" not in town.slack.channel("#general").members


async def test_a_private_channel_with_the_bot_gets_the_card_and_keeps_it_private(town):
    town.slack.invite_bot(PRIVATE)
    await town.ada.types(LINE, in_=PRIVATE)
    await town.shows("call Acme about May", card=PRIVATE)

    inside = await town.ben.types("/cx list open", in_=PRIVATE)
    assert "call Acme about May" in inside.text
    for outside in (await town.ben.types("/cx list open"), await town.cleo.types("/cx list @ada")):
        assert "Acme" not in outside.text
        assert "And 1 more in private places." in outside.text
    refused = await town.cleo.types("/cx show C-1", in_="#cx-forum")
    assert "I find no C-1 that you can see here." in refused.text


async def test_a_private_channel_without_the_bot_holds_the_card_as_it_will_be(town):
    seen = await town.ada.types("/cx commit send the list to @ben by friday", in_=PRIVATE)
    assert "Seen by you and Ben Okafor only. /invite @cxbot and I post it here." in seen.text
    assert town.slack.channel(PRIVATE).messages == []
    await town.ada.types("/cx done C-1 they have it", in_=PRIVATE)

    town.slack.invite_bot(PRIVATE)

    await town.shows("Done in time", "they have it", card=PRIVATE)
    assert len(town.slack.channel(PRIVATE).messages) == 1


async def test_what_was_held_for_a_week_is_not_posted_any_more(town):
    await town.ada.types("/cx commit call Acme about May by 24 december", in_=PRIVATE)
    town.slack.move(days=8)

    town.slack.invite_bot(PRIVATE)
    await town.ada.types("/cx commit call Oak about June by 24 december", in_=PRIVATE)

    await town.shows("call Oak about June", card=PRIVATE)
    assert len(town.slack.channel(PRIVATE).messages) == 1


async def test_a_channel_we_do_not_know_is_asked_about(town):
    town.slack.open_channel("#secret", "ada", "ben", private=True)

    seen = await town.ada.types(LINE, in_="#secret")

    assert "Seen by you only" in seen.text


async def test_between_people_nothing_is_ever_posted_but_it_can_be_shared(town):
    for place in ("@cleo @ben", "@ben"):
        seen = await town.ada.types(LINE, in_=place)
        assert "Seen by you only" in seen.text

    await town.ada.presses("Share in…", on=seen)
    await town.ada.submits({"Where should this be seen?": "#cx-forum"})

    await town.shows("call Acme about May", card="#cx-forum")
    assert town.ada.reads("@ben") == town.ada.reads("@cleo @ben") == []


async def test_in_the_bots_dm_a_promise_is_private_and_can_be_shared(town):
    seen = await town.ada.types(LINE)
    assert "Seen by you only" in seen.text
    hidden = await town.ben.types("/cx list open", in_="#cx-forum")
    assert "And 1 more in private places." in hidden.text

    await town.ada.presses("Share in…", on=seen)
    await town.ada.submits({"Where should this be seen?": "#cx-forum"})

    await town.shows("call Acme about May", card="#cx-forum")
    shown = await town.ben.types("/cx list open", in_="#cx-forum")
    assert "call Acme about May" in shown.text


async def test_a_channel_shared_with_another_company_gets_nothing_by_itself(town):
    seen = await town.ben.types(LINE, in_=SHARED)
    assert "Seen by you only: this channel is shared with another company." in seen.text

    await town.ben.presses("Post in…", on=seen)
    await town.ben.submits({"Where should this be seen?": "#cx-forum"})

    await town.shows("call Acme about May", card="#cx-forum")
    assert town.slack.channel(SHARED).messages == []


async def test_it_is_posted_there_on_its_owners_word(town):
    town.slack.invite_bot(SHARED)
    seen = await town.ben.types(LINE, in_=SHARED)
    await town.ben.presses("Post here anyway", on=seen, confirms=False)
    await town.slack.quiet()
    assert town.slack.channel(SHARED).messages == []

    await town.ben.presses("Post here anyway", on=seen)

    await town.shows("call Acme about May", card=SHARED)


async def test_people_of_another_company_get_one_line_and_change_nothing(town):
    town.slack.invite_bot(SHARED)
    seen = await town.ben.types(LINE, in_=SHARED)
    await town.ben.presses("Post here anyway", on=seen)
    await town.shows("[Done]", card=SHARED)

    typed = await town.quinn.types(LINE, in_=SHARED)
    pressed = await town.quinn.presses("Done", on=town.card(SHARED))

    assert "people of this workspace" in typed.text
    await town.shows("people of this workspace", seen=pressed)
    assert town.quinn.modal is None
    mine = await town.ben.types("/cx list open")
    assert "C-2" not in mine.text


async def test_a_card_in_a_channel_archived_since_stays_as_it_was(town):
    await town.ada.types("/cx commit @ben call Acme about May by friday", in_="#support")
    await town.shows("[Accept]", dm="ben")
    town.slack.archive("#support")

    await town.ben.presses("Accept", on=town.dm("ben"))

    await town.shows("you promised it", dm="ben")
    assert town.slack.channel("#support").messages == []


async def test_home_shows_the_private_things_of_its_reader_only(town):
    await town.ada.types("/cx commit send the list to @ben by friday", in_=PRIVATE)

    await town.ben.opens_home()
    await town.shows("Owed to me", "send the list", home="ben")
    await town.cleo.opens_home()

    text = await town.shows("You owe nothing right now.", home="cleo")
    assert "send the list" not in text


async def test_a_private_message_keeps_its_promise_private(town):
    post = await town.ben.says("Acme wants a discount", in_=PRIVATE)

    await town.ada.uses_shortcut("Make a commitment", on=post)
    await town.ada.submits({"Who": "ada", "By when": date(2026, 11, 27)})

    seen = await town.cleo.types("/cx show C-1", in_="#cx-forum")
    assert "I find no C-1" in seen.text
