"""Lines that are not yet a promise: vague, unknown, without a record; and other ways to ask."""

from datetime import date

from tests.journeys.town import SHARED

pytestmark = SHARED  # What is read there does not depend on the way in.
FORUM = "#cx-forum"


async def test_the_bare_command_says_where_one_stands(town):
    seen = await town.ben.types("/cx", in_=FORUM)
    assert "You owe nothing" in seen.text

    await town.ben.types("/cx commit call Acme about May by friday", in_=FORUM)
    seen = await town.ben.types("/cx", in_=FORUM)
    assert "You owe 1 thing" in seen.text
    await town.ben.presses("New commitment", on=seen)
    await town.ben.submits({"What": "send the churn list", "By when": date(2026, 12, 4)})

    assert "Commitment C-2" in town.ben.modal.text


async def test_help_lists_every_verb_and_explains_one(town):
    seen = await town.ben.types("/cx help", in_=FORUM)
    for verb in ("commit", "done", "extend", "drop", "handoff", "release", "reopen", "list"):
        assert f"/cx {verb}" in seen.text

    seen = await town.ben.types("/cx help extend", in_=FORUM)
    assert "/cx extend C-12 to tuesday because the file came late" in seen.text
    seen = await town.ben.types("/cx help postpone", in_=FORUM)
    assert "extend" in seen.text


async def test_about_says_what_is_stored_and_who_sees_it(town):
    seen = await town.ben.types("/cx about", in_=FORUM)

    for title in ("What I am for", "What I store", "Who sees it", "How long"):
        assert title in seen.text


async def test_an_unknown_verb_gets_the_nearest_and_the_text_back(town):
    seen = await town.ben.types("/cx comit call Acme about May by friday", in_=FORUM)
    assert "Did you mean commit?" in seen.text
    assert "comit call Acme about May by friday" in seen.text

    seen = await town.ben.types("/cx call Acme about May by friday", in_=FORUM)
    await town.ben.presses("Make this a commitment", on=seen)
    assert town.ben.modal.values["What"] == "call Acme about May by friday"
    await town.ben.submits({"What": "call Acme about May", "By when": date(2026, 11, 27)})

    await town.shows("Ben Okafor", "call Acme about May", "Friday 27 November", card=FORUM)


async def test_in_the_dm_the_next_line_answers_our_question(town):
    await town.ada.says("commit ok")
    await town.shows("What exactly, by when?", dm="ada")

    await town.ada.says("move the Acme meeting by friday")

    await town.shows("Commitment C-1", "move the Acme meeting", "Friday 27 November", dm="ada")
    answered = town.dm("ada", -2)
    assert "[Open the form]" not in answered.text


async def test_a_missing_date_is_answered_with_a_date(town):
    await town.ada.says("commit call Acme about May by 3/4")
    await town.shows("3 April", "4 March", dm="ada")

    await town.ada.says("4 march")

    text = await town.shows("Commitment C-1", "Thursday 4 March", dm="ada")
    assert "3/4" not in text


async def test_a_missing_owner_is_answered_with_a_name(town):
    await town.ada.says("commit @nobody send the churn list by friday")
    await town.shows("I cannot tell who you mean", dm="ada")

    await town.ada.says("@ben")

    await town.shows("asks you to promise", "send the churn list", "Friday 27", dm="ben")


async def test_copies_are_made_on_a_yes(town):
    await town.ada.says("commit @ben @cleo send the churn list by friday")
    await town.shows("One owner each", dm="ada")

    await town.ada.says("yes please")

    await town.shows("asks you to promise", "send the churn list", "Friday 27", dm="ben")
    await town.shows("asks you to promise", "send the churn list", "Friday 27", dm="cleo")
    await town.shows("C-1", "C-2", dm="ada")


async def test_after_a_quarter_of_an_hour_a_line_is_no_answer(town):
    await town.ada.says("commit ok")
    await town.shows("What exactly, by when?", dm="ada")
    town.slack.move(minutes=16)

    await town.ada.says("call Acme about May by friday")

    await town.shows("I do not know", "call Acme about May by friday", dm="ada")


async def test_a_command_after_a_question_is_still_a_command(town):
    await town.ada.says("commit ok")
    await town.shows("What exactly, by when?", dm="ada")

    await town.ada.says("help done")

    await town.shows("say that it is done, with proof", dm="ada")


async def test_a_vague_mention_is_asked_about_in_its_thread(town):
    post = await town.ben.says("Acme is angry again", in_=FORUM)
    await town.ada.mentions_bot("commit ok", in_=FORUM, thread=post)
    await town.shows("What exactly, by when?", "[Open the form]", card=FORUM)

    seen = await town.ben.presses("Open the form", on=town.card())
    await town.shows("Only whoever began that", seen=seen)
    await town.ada.presses("Open the form", on=town.card())
    await town.ada.submits({"What": "call Acme about May", "By when": date(2026, 11, 27)})

    await town.slack.until(lambda: "call Acme about May" in post.replies[-1].text)
    await town.slack.until(lambda: "that is answered" in post.replies[-2].text)


async def test_without_a_record_one_picks_among_ones_own(town):
    await town.ada.types("/cx commit send the churn list by friday", in_=FORUM)
    await town.ada.types("/cx commit call Acme about May by friday", in_=FORUM)

    await town.ada.types("/cx done they answered", in_=FORUM)
    assert "they answered" in town.ada.modal.text
    await town.ada.submits({"Which commitment": "C-2 · call Acme about May"})

    await town.shows("Done in time", "they answered", card=FORUM)


async def test_with_nothing_to_pick_from_the_answer_says_so(town):
    await town.ben.types("/cx done they answered", in_=FORUM)

    assert "There is no open commitment to pick from" in town.ben.modal.text
    assert "they answered" in town.ben.modal.text


async def test_whoever_waits_picks_among_what_is_owed_to_them(town):
    await town.ada.types("/cx commit send the churn list to @cleo by friday", in_=FORUM)

    await town.cleo.types("/cx release", in_=FORUM)
    await town.cleo.submits({"Which commitment": "C-1 · send the churn list to @Cleo Marchetti"})

    await town.shows("Released", card=FORUM)
