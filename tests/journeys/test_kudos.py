"""People thank each other, as they would on a working day."""

from tests.journeys.town import EMBEDDED

pytestmark = EMBEDDED  # What is read there does not depend on the way in.
FORUM = "#cx-forum"
LINE = "/cx kudos @ben @cleo got the refund out in an hour; the customer stayed"


async def test_thanks_are_posted_joined_and_heard_by_who_is_thanked(town):
    seen = await town.ada.types(LINE, in_=FORUM)
    assert "K-1 · Ada Lindqvist thanks Ben Okafor and Cleo Marchetti" in seen.text
    await town.shows("For the customer", "the customer stayed", card=FORUM)
    await town.shows("K-1", "thanks you and 1 colleague", dm="ben")

    await town.dev.reacts("clap::skin-tone-5", town.card())
    await town.shows("Dev Raman adds their thanks", card=FORUM)
    joined = await town.ema.presses("Add my thanks", on=town.card())
    await town.shows("Dev Raman and Ema Novak add their thanks", card=FORUM)
    await town.ema.presses("Take mine off", on=joined)
    await town.dev.unreacts("clap::skin-tone-5", town.card())
    await town.shows("got the refund out", without="their thanks", card=FORUM)

    assert town.slack.everybody_pinged() == set()


async def test_a_kudos_without_an_outcome_is_posted_and_asks_for_it_privately(town):
    line = "/cx thanks @ben stayed late on Friday to answer everybody in the queue"
    seen = await town.ada.types(line, in_=FORUM)
    await town.shows("stayed late on Friday", without="For the customer", card=FORUM)
    assert "What changed for the customer?" in seen.text

    await town.ada.presses("Say it", on=seen)
    await town.ada.submits({"What changed?": "Nobody waited over the week-end."})

    await town.shows("For the customer", "Nobody waited over the week-end.", card=FORUM)


async def test_what_is_incomplete_is_asked_for_with_what_was_typed(town):
    await town.ada.types("/cx kudos @ben great work :tada:", in_=FORUM)
    assert town.ada.modal.values["What they did"] == "great work :tada:"
    assert "25 characters" in town.ada.modal.text

    await town.ada.submits({"What they did": "Great work on the export: no file was lost."})
    await town.shows("no file was lost", card=FORUM)

    refused = await town.ada.types(LINE.replace("@ben @cleo", "@ada"), in_=FORUM)
    assert "Thanks go to others." in refused.text
    assert "got the refund out in an hour" in refused.text


async def test_a_group_is_thanked_once_that_is_confirmed(town):
    line = "/cx kudos @care-team answered four hundred mails → nobody waits any more"
    await town.dev.types(line, in_=FORUM)
    assert "These are 1 person, without you." in town.dev.modal.text

    await town.dev.submits({})

    await town.shows("Dev Raman thanks Gita Verma", "nobody waits any more", card=FORUM)


async def test_guests_are_thanked_where_they_are_and_outsiders_never(town):
    guest = "/cx kudos @otto took pictures of every customer we met in May"
    refused = await town.ada.types(guest, in_=FORUM)
    assert "Otto Freelance is a guest" in refused.text
    seen = await town.ada.types(guest, in_="#wins")
    assert "thanks Otto" in seen.text, (seen.text, seen.failure)
    await town.shows("thanks Otto Freelance", card="#wins")

    for name in ("paul", "buildbot"):
        line = f"/cx kudos @{name} answered every customer who wrote in May"
        assert "cannot be thanked here" in (await town.ada.types(line, in_=FORUM)).text


async def test_undo_edit_and_withdraw(town):
    seen = await town.ada.types(LINE, in_=FORUM)
    await town.shows("K-1", card=FORUM)
    await town.ada.presses("Edit wording", on=seen)
    await town.ada.submits({"What they did": "Got the refund out within the hour."})
    await town.shows("Got the refund out within the hour.", card=FORUM)

    await town.ben.chooses("Withdraw", on=town.card())
    await town.shows("Cleo Marchetti", without="Ben Okafor", card=FORUM)
    wrong = await town.dev.chooses("Withdraw", on=town.card())
    await town.shows("Only Ada Lindqvist", seen=wrong)
    await town.cleo.chooses("Withdraw", on=town.card())

    await town.slack.until(lambda: town.slack.channel(FORUM).messages == [])


async def test_who_likes_it_privately_is_asked_once_and_then_never_named(town):
    await town.ada.types(LINE.replace("@cleo ", ""), in_=FORUM)
    await town.shows("How do you like to be thanked?", dm="ben")

    await town.ben.presses("Between us only", on=town.dm("ben"))

    await town.slack.until(lambda: town.slack.channel(FORUM).messages == [])
    await town.shows("Thanks to you stay between you", dm="ben")
    again = await town.cleo.types(LINE.replace("@cleo ", ""), in_=FORUM)
    assert "likes to be thanked between you only" in again.text
    assert "How do you like" not in (await town.shows("Cleo Marchetti thanks you", dm="ben"))


async def test_thanks_for_a_message_keep_its_link(town):
    post = await town.ben.says("I called all of them back yesterday", in_=FORUM)

    await town.ada.uses_shortcut("Give kudos", on=post)
    assert town.ada.modal.values["Who"] == ["U0BEN"]
    await town.ada.submits({"What they did": "Called every single customer back in a day."})

    await town.shows("Called every single customer back", "the message", card=FORUM)


async def test_the_sixth_of_a_day_comes_back_with_its_text(town):
    for name in ("ben", "cleo", "dev", "ema", "finn"):
        line = f"/cx kudos @{name} found the reason why {name} customers called twice"
        await town.ada.types(line, in_=FORUM)

    seen = await town.ada.types("/cx kudos @hugo asked forty customers what they miss", in_=FORUM)

    assert "You have thanked five times today" in seen.text
    assert "asked forty customers what they miss" in seen.text
    await town.shows("found the reason why finn", card=FORUM)
    assert len(town.slack.channel(FORUM).messages) == 5


async def test_thanks_by_mention_stand_in_the_thread_and_in_the_dm_between_two(town):
    post = await town.ben.says("The export works again", in_=FORUM)
    line = "kudos @ben repaired the export in one night; nobody lost a file"
    await town.ada.mentions_bot(line, in_=FORUM, thread=post)
    await town.slack.until(lambda: post.replies and "K-1" in post.replies[-1].text)

    await town.ada.says("kudos @cleo wrote to every customer of May; two came back")
    await town.shows("K-2", "Read by you and Cleo Marchetti only", "[Share in…]", dm="ada")
    await town.ada.presses("Share in…", on=town.dm("ada"))
    await town.ada.submits({"Where should it be seen?": "#cx-forum"})

    await town.shows("K-2", "two came back", card=FORUM)
