"""What a typed promise means: other readings of a date, the same words twice, several owners."""

from datetime import date

from tests.journeys.town import EMBEDDED

pytestmark = EMBEDDED  # What is read there does not depend on the way in.
FORUM = "#cx-forum"


async def test_next_tuesday_can_be_this_tuesday_instead(town):
    town.slack.move(days=-1)
    seen = await town.ada.types("/cx commit call Acme about May by next tuesday", in_=FORUM)
    assert "by Tuesday 1 December" in seen.text

    await town.ada.presses("This Tuesday instead", on=seen)

    await town.shows("Tuesday 24 November", card=FORUM)
    await town.shows("corrected its date to Tuesday 24 November", seen=seen)


async def test_the_same_words_make_one_record_until_another_is_wanted(town):
    line = "/cx commit send the churn list by friday"
    await town.ada.types(line, in_=FORUM)
    again = await town.ada.types(line, in_=FORUM)
    assert "Commitment C-1" in again.text
    assert "You said the same a moment ago" in again.text

    await town.ada.presses("Make another", on=again)

    await town.shows("Commitment C-2", "Friday 27 November", card=FORUM)
    assert len(town.slack.channel(FORUM).messages) == 2


async def test_several_leading_mentions_become_a_copy_for_each(town):
    await town.ada.types("/cx commit @ben @cleo @me call Acme about May by friday", in_=FORUM)
    assert "One owner each" in town.ada.modal.text
    assert town.ada.modal.values["What"] == "call Acme about May"

    seen = await town.ada.submits()

    await town.shows("asks you to promise", "call Acme about May", dm="ben")
    await town.shows("asks you to promise", "call Acme about May", dm="cleo")
    await town.shows("Ada Lindqvist", "Open", card=FORUM)
    await town.shows("C-1", "C-2", "C-3", "Ben Okafor", seen=seen)


async def test_me_is_me_and_a_mention_inside_leaves_it_mine(town):
    await town.ada.types("/cx commit @me call @cleo about Acme by friday", in_=FORUM)

    await town.shows("Ada Lindqvist", "call @Cleo Marchetti about Acme", card=FORUM)
    assert town.cleo.dms() == []
    assert town.slack.everybody_pinged() == set()


async def test_a_name_typed_by_hand_is_found_or_asked_for(town):
    seen = await town.ada.types("/cx commit @Cleo send the churn list by friday", in_=FORUM)
    assert "offered to Cleo Marchetti" in seen.text

    await town.ada.types("/cx commit @nobody send the churn list by friday", in_=FORUM)
    assert "I cannot tell who you mean" in town.ada.modal.text
    assert town.ada.modal.values["What"] == "send the churn list"
    await town.ada.submits({"Who": "dev"})

    await town.shows("asks you to promise", "send the churn list", dm="dev")


async def test_without_a_date_it_is_a_week_and_the_answer_says_so(town):
    seen = await town.ada.types("/cx commit call every customer lost in May", in_=FORUM)
    assert "by Tuesday 1 December" in seen.text
    assert "No date was given, so I took a week." in seen.text

    await town.ada.presses("Change", on=seen)
    await town.ada.submits({"By when": date(2026, 11, 25)})

    await town.shows("Wednesday 25 November", "lost in May", card=FORUM)


async def test_a_typed_hour_and_a_date_far_ahead_are_kept(town):
    await town.ada.types("/cx commit call Acme about May by friday 3pm", in_=FORUM)
    await town.shows("Friday 27 November, 15:00", card=FORUM)

    seen = await town.ada.types("/cx commit win Acme back by 30 june", in_=FORUM)

    assert "Wednesday 30 June 2027" in seen.text
    assert "What is the first step, by next week?" in seen.text


async def test_a_past_date_and_an_unclear_one_are_asked_about(town):
    await town.ada.types("/cx commit call Acme by yesterday", in_=FORUM)
    assert "has passed" in town.ada.modal.text
    await town.ada.closes()
    await town.ada.types("/cx commit call Acme by 3/4", in_=FORUM)
    assert "3 April" in town.ada.modal.text
    assert "4 March" in town.ada.modal.text

    assert town.ada.modal.values["What"] == "call Acme"
    await town.ada.submits({"By when": date(2027, 3, 4)})

    await town.shows("Thursday 4 March", "call Acme", card=FORUM)


async def test_an_unclear_other_date_is_asked_about_with_the_reason_kept(town):
    await town.ada.types("/cx commit call Acme about May by friday", in_=FORUM)

    await town.ada.types("/cx extend C-1 to 3/4 because the file came late", in_=FORUM)
    assert "“3/4” can mean" in town.ada.modal.text
    assert town.ada.modal.values["Why"] == "the file came late"
    await town.ada.submits({"By when": date(2026, 12, 1)})

    await town.shows("Tuesday 1 December", "moved 1×", card=FORUM)


async def test_who_cannot_own_a_promise_is_not_silently_replaced(town):
    for name in ("@buildbot", "@paul", "@care-team"):
        await town.ada.types(f"/cx commit {name} send the churn list by friday", in_=FORUM)
        assert "cannot own a promise" in town.ada.modal.text
        assert town.ada.modal.values["Who"] is None
        await town.ada.closes()


async def test_the_sixth_open_promise_is_warned_of_not_refused(town):
    for number in range(5):
        await town.ada.types(f"/cx commit call customer number {number} by friday", in_=FORUM)

    seen = await town.ada.types("/cx commit call one customer more by friday", in_=FORUM)

    assert "Commitment C-6" in seen.text
    assert "more than five open commitments" in seen.text
