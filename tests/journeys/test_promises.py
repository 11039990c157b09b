"""People promise things and keep them, as they would on a working day."""

from datetime import date, timedelta


async def test_a_promise_is_answered_privately_and_its_card_is_for_all(town):
    seen = await town.ada.types(
        "/cx commit call back every customer lost in May by friday", in_="#cx-forum"
    )
    await town.slack.quiet()

    assert "Commitment C-1 · yours, by Friday" in seen.text
    assert "call back every customer lost in May" in town.card().text
    assert town.slack.everybody_pinged() == set()
    assert seen.post.is_ephemeral


async def test_done_asks_for_proof_and_the_card_says_so(town):
    await town.ada.types("/cx commit send the churn list by friday", in_="#cx-forum")
    await town.slack.quiet()

    await town.ada.presses("Done", on=town.card())
    await town.ada.submits({"Proof": "https://crm.example/42"})
    await town.slack.quiet()

    assert "Done in time" in town.card().text
    assert "https://crm.example/42" in town.card().text
    assert len(town.slack.channel("#cx-forum").messages) == 1


async def test_an_offer_lives_in_two_dms_until_it_is_accepted(town):
    await town.ada.types("/cx commit <@ben> send the churn list by friday", in_="#cx-forum")
    await town.slack.quiet()
    assert town.slack.channel("#cx-forum").messages == []

    await town.ben.presses("Accept", on=town.dm("ben"))
    await town.slack.quiet()

    assert "Ben" in town.card().text
    assert "you promised it" in town.dm("ben").text


async def test_a_decline_is_told_to_the_offerer_only(town):
    await town.ada.types("/cx commit <@ben> send the churn list by friday", in_="#cx-forum")
    await town.slack.quiet()

    await town.ben.presses("Decline", on=town.dm("ben"))
    await town.ben.submits({"Why": "I am away that week."})
    await town.slack.quiet()

    assert "I am away that week." in town.dm("ada").text
    assert town.slack.channel("#cx-forum").messages == []


async def test_discussing_an_offer_leads_to_a_better_one(town):
    await town.ada.types("/cx commit <@ben> send the churn list by friday", in_="#cx-forum")
    await town.slack.quiet()
    later = (town.slack.clock.now() + timedelta(days=20)).date()

    await town.ben.presses("Discuss", on=town.dm("ben"))
    await town.ben.submits({"What would need to change": "More time", "Another date": later})
    await town.slack.quiet()
    await town.ada.presses("Change the offer", on=town.dm("ada"))
    await town.ada.submits({"By when": later})
    await town.slack.quiet()
    await town.ben.presses("Accept", on=town.dm("ben"))
    await town.slack.quiet()

    assert f"{later:%A} {later.day} {later:%B}" in town.card().text


async def test_extending_says_from_when_to_when_and_who_waits_hears_it(town):
    await town.ada.types("/cx commit send the list to <@cleo> by friday", in_="#cx-forum")
    await town.slack.quiet()

    await town.ada.types("/cx extend C-1 to 24 december because the file came late", in_="#cx-forum")
    await town.slack.quiet()

    assert "moved 1×" in town.card().text
    assert "the file came late" in town.dm("cleo").text


async def test_a_promise_in_a_thread_lives_in_that_thread(town):
    post = await town.ben.says("Acme is angry again", in_="#cx-forum")

    await town.ada.mentions_bot("commit call Acme by friday", in_="#cx-forum", thread=post)
    await town.slack.quiet()

    assert "call Acme" in post.replies[-1].text


async def test_a_line_in_the_bots_dm_is_read_as_a_command(town):
    await town.ada.says("commit call Acme by friday")
    await town.slack.quiet()

    assert "Commitment C-1" in town.dm("ada").text


async def test_a_vague_promise_is_asked_about_with_the_text_kept(town):
    await town.ada.types("/cx commit ok", in_="#cx-forum")
    assert town.ada.modal.title == "A commitment"

    await town.ada.submits({"What": "call Acme", "By when": date(2027, 1, 15)})
    await town.slack.quiet()

    assert "call Acme" in town.card().text


async def test_a_cancelled_form_waits_on_home(town):
    await town.ada.types("/cx commit Acme by 3/4", in_="#cx-forum")
    await town.ada.closes()

    home = await town.ada.opens_home()

    assert "Unfinished" in home.text
    assert "Acme by 3/4" in home.text


async def test_undo_takes_the_card_away(town):
    seen = await town.ada.types("/cx commit call Acme by friday", in_="#cx-forum")
    await town.slack.quiet()

    await town.ada.presses("Undo", on=seen)
    await town.slack.quiet()

    assert town.slack.channel("#cx-forum").messages == []


async def test_home_shows_what_i_owe_and_settles_it(town):
    await town.ada.types("/cx commit call Acme by friday", in_="#cx-forum")
    home = await town.ada.opens_home()
    assert "What I owe" in home.text
    assert "call Acme" in home.text

    await town.ada.chooses("Done", on=home)
    await town.ada.submits({"Proof": "They answered."})
    await town.slack.quiet()

    assert "You owe nothing right now." in town.ada.home.text
