"""People promise things and keep them, as they would on a working day."""

from datetime import date, timedelta

FORUM = "#cx-forum"


async def test_a_promise_is_answered_privately_and_its_card_is_for_all(town):
    line = "/cx commit call back every customer lost in May by friday"

    seen = await town.ada.types(line, in_=FORUM)

    assert "Commitment C-1 · yours, by Friday" in seen.text
    assert seen.post.is_ephemeral
    await town.shows("C-1", "call back every customer lost in May", card=FORUM)
    assert town.slack.everybody_pinged() == set()


async def test_done_asks_for_proof_and_the_card_says_so(town):
    await town.ada.types("/cx commit send the churn list by friday", in_=FORUM)
    await town.shows("C-1", card=FORUM)

    await town.ada.presses("Done", on=town.card())
    await town.ada.submits({"Proof": "https://crm.example/42"})

    await town.shows("Done in time", "https://crm.example/42", card=FORUM)
    assert len(town.slack.channel(FORUM).messages) == 1


async def test_an_offer_lives_in_two_dms_until_it_is_accepted(town):
    await town.ada.types("/cx commit @ben send the churn list by friday", in_=FORUM)
    await town.shows("Ada Lindqvist asks you to promise C-1", dm="ben")
    assert town.slack.channel(FORUM).messages == []

    await town.ben.presses("Accept", on=town.dm("ben"))

    await town.shows("Open", "Ben", card=FORUM)
    await town.shows("you promised it", dm="ben")
    town.two_days_pass()
    await town.shows("accepted it", dm="ada")


async def test_a_decline_is_told_to_the_offerer_only(town):
    await town.ada.types("/cx commit @ben send the churn list by friday", in_=FORUM)
    await town.shows("C-1", dm="ben")

    await town.ben.presses("Decline", on=town.dm("ben"))
    await town.ben.submits({"Why": "I am away that week."})

    await town.shows("declined it", "I am away that week.", dm="ada")
    assert town.slack.channel(FORUM).messages == []


async def test_discussing_an_offer_leads_to_a_better_one(town):
    later = (town.slack.clock.now() + timedelta(days=20)).date()
    await town.ada.types("/cx commit @ben send the churn list by friday", in_=FORUM)
    await town.shows("C-1", dm="ben")

    await town.ben.presses("Discuss", on=town.dm("ben"))
    await town.ben.submits({"What would need to change": "More time", "Another date": later})
    await town.shows("More time", dm="ada")
    await town.ada.presses("Change the offer", on=town.dm("ada"))
    await town.ada.submits({"By when": later})
    await town.shows(f"{later.day} {later:%B}", "[Accept]", dm="ben")
    await town.ben.presses("Accept", on=town.dm("ben"))

    await town.shows(f"{later:%A} {later.day} {later:%B}", card=FORUM)


async def test_extending_says_why_to_whoever_waits(town):
    await town.ada.types("/cx commit send the list to @cleo by friday", in_=FORUM)

    line = "/cx extend C-1 to 24 december because the file came late"
    seen = await town.ada.types(line, in_=FORUM)

    assert "You moved it from Friday 27 November to Thursday 24 December." in seen.text
    await town.shows("moved 1×", card=FORUM)
    town.two_days_pass()
    await town.shows("moved it from", "the file came late", dm="cleo")


async def test_a_promise_in_a_thread_lives_in_that_thread(town):
    post = await town.ben.says("Acme is angry again", in_=FORUM)

    await town.ada.mentions_bot("commit call Acme by friday", in_=FORUM, thread=post)

    await town.slack.until(lambda: post.replies and "call Acme" in post.replies[-1].text)


async def test_a_line_in_the_bots_dm_is_read_as_a_command(town):
    await town.ada.says("commit call Acme by friday")

    await town.shows("Commitment C-1", "call Acme", dm="ada")


async def test_a_vague_promise_is_asked_about_with_the_text_kept(town):
    await town.ada.types("/cx commit ok", in_=FORUM)
    assert town.ada.modal.title == "A commitment"
    assert town.ada.modal.values["What"] == "ok"

    await town.ada.submits({"What": "call Acme", "By when": date(2027, 1, 15)})

    await town.shows("call Acme", "Friday 15 January", card=FORUM)


async def test_a_cancelled_form_waits_on_home(town):
    await town.ada.types("/cx commit Acme by 3/4", in_=FORUM)
    await town.ada.closes()

    home = await town.ada.opens_home()
    await town.shows("Unfinished", "Acme by 3/4", home="ada")
    await town.ada.chooses("Go on", on=home)

    assert town.ada.modal.values["What"] == "Acme"
    assert "“by 3/4” can mean" in town.ada.modal.text


async def test_undo_takes_the_card_away(town):
    seen = await town.ada.types("/cx commit call Acme by friday", in_=FORUM)
    await town.shows("C-1", card=FORUM)

    await town.ada.presses("Undo", on=seen)

    await town.slack.until(lambda: town.slack.channel(FORUM).messages == [])


async def test_home_shows_what_i_owe_and_settles_it(town):
    await town.ada.types("/cx commit call Acme by friday", in_=FORUM)
    home = await town.ada.opens_home()
    await town.shows("What I owe", "call Acme", home="ada")

    await town.ada.chooses("Done", on=home)
    await town.ada.submits({"Proof": "They answered."})

    await town.shows("You owe nothing right now.", home="ada")
