"""What is written to the bot in a thread or a channel: the answer is where it belongs."""

from tests.journeys.town import EMBEDDED

pytestmark = EMBEDDED  # What is read there does not depend on the way in.
FORUM = "#cx-forum"


async def test_a_thread_is_no_place_to_tell_somebody_that_they_owe_much(town):
    for number in range(5):
        await town.ada.types(f"/cx commit call customer number {number} by friday", in_=FORUM)
    post = await town.ben.says("Acme is angry again", in_=FORUM)

    await town.ada.mentions_bot("commit call Acme about May", in_=FORUM, thread=post)

    await town.slack.until(lambda: post.replies and "[Done]" in post.replies[-1].text, within=15)
    assert "No date was given, so I took a week." in post.replies[-1].text
    assert "more than five" not in post.replies[-1].text


async def test_the_same_words_in_a_thread_are_answered_in_the_dm(town):
    post = await town.ben.says("Acme is angry again", in_=FORUM)
    for _ in range(2):
        await town.ada.mentions_bot("commit call Acme about May", in_=FORUM, thread=post)
    await town.shows("You said the same a moment ago", dm="ada")
    assert "said the same" not in post.replies[-1].text

    await town.ada.presses("Make another", on=town.dm("ada"))

    await town.slack.until(lambda: "C-2" in post.replies[-1].text)
    assert "call Acme about May" in post.replies[-1].text


async def test_a_mention_in_a_shared_channel_is_posted_there_on_its_owners_word(town):
    shared = "#partner-oak"
    town.slack.invite_bot(shared)
    await town.ben.mentions_bot("commit call Acme about May by friday", in_=shared)
    await town.shows("this channel is shared with another company", dm="ben")
    assert all(each.author != "cxbot" for each in town.slack.channel(shared).messages)

    await town.ben.presses("Post here anyway", on=town.dm("ben"))

    await town.shows("[Done]", "call Acme about May", card=shared)


async def test_an_offer_from_a_thread_becomes_a_card_in_that_thread(town):
    post = await town.ben.says("Acme is angry again", in_=FORUM)
    await town.ada.mentions_bot("commit @cleo call Acme by friday", in_=FORUM, thread=post)
    await town.shows("offered to Cleo Marchetti", dm="ada")
    await town.shows("[Accept]", dm="cleo")

    await town.cleo.presses("Accept", on=town.dm("cleo"))

    await town.slack.until(lambda: "Cleo Marchetti" in post.replies[-1].text)


async def test_a_refusal_is_given_to_its_writer_with_the_text_and_pings_nobody(town):
    await town.ada.mentions_bot("handoff C-9 @cleo please", in_=FORUM)

    await town.shows("I find no C-9", "handoff C-9 @Cleo Marchetti please", dm="ada")
    assert len(town.slack.channel(FORUM).messages) == 1
    assert town.slack.everybody_pinged() == set()


async def test_what_is_asked_in_a_thread_about_records_is_answered_privately(town):
    await town.ada.mentions_bot("commit call Acme about May by friday", in_=FORUM)
    await town.slack.until(lambda: "[Done]" in town.card().text)

    await town.ben.mentions_bot("show C-1", in_=FORUM)
    await town.shows("Ada Lindqvist promised it", dm="ben")
    await town.ben.mentions_bot("help", in_=FORUM)

    await town.slack.until(lambda: "What I can do" in town.card().text)
