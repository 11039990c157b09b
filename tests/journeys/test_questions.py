"""The questions that are asked once: who the CCO is, and which area one is in."""

from tests.journeys.town import EMBEDDED

pytestmark = EMBEDDED  # What is read there does not depend on the way in.
FORUM = "#cx-forum"
LINE = "/cx commit call Acme about May by friday"


async def test_the_first_admin_names_the_cco_who_accepts(town):
    asked = await town.ada.types(LINE, in_=FORUM)
    assert "Who is your CCO?" in asked.text
    assert "Who is your CCO?" not in (await town.ada.types("/cx list", in_=FORUM)).text
    await town.ada.picks("Your CCO", "cleo", on=asked)
    await town.shows("Thank you. I ask them to accept.", seen=asked)

    await town.shows("Ada Lindqvist says you are the Chief Customer Officer", dm="cleo")
    before = await town.ben.types("/cx about")
    assert "not named yet" in before.text
    await town.cleo.presses("Yes, that is me", on=town.dm("cleo"))

    await town.shows("You are the Chief Customer Officer here", without="[Yes", dm="cleo")
    assert "Cleo Marchetti" in (await town.ben.types("/cx about")).text


async def test_who_declines_is_asked_of_an_admin_again(town):
    asked = await town.ada.types(LINE, in_=FORUM)
    await town.ada.picks("Your CCO", "cleo", on=asked)
    await town.shows("[No, somebody else]", dm="cleo")

    await town.cleo.presses("No, somebody else", on=town.dm("cleo"))

    await town.shows("I will ask an administrator again.", without="[Yes", dm="cleo")
    again = await town.ada.types("/cx list", in_=FORUM)
    assert "Who is your CCO?" in again.text


async def test_the_answer_above_the_question_stays_when_it_is_answered(town):
    asked = await town.ada.types(LINE, in_=FORUM)

    await town.ada.presses("It's me", on=asked)

    await town.shows("Welcome.", "Commitment C-1", "[Undo]", without="Who is your", seen=asked)
    assert "Ada Lindqvist" in (await town.ben.types("/cx about")).text
    await town.ada.presses("Undo", on=asked)
    await town.slack.until(lambda: town.slack.channel(FORUM).messages == [])


async def test_nobody_but_an_admin_is_asked_who_the_cco_is(town):
    seen = await town.ben.types(LINE, in_=FORUM)

    assert "Who is your CCO?" not in seen.text


async def test_a_bot_or_a_guest_cannot_be_cco(town):
    asked = await town.ada.types(LINE, in_=FORUM)

    seen = await town.ada.picks("Your CCO", "otto", on=asked)

    await town.shows("cannot be your CCO", seen=seen)


async def test_the_area_is_asked_once_and_kept(town):
    asked = await town.ben.types(LINE, in_=FORUM)
    assert "Which area are you in? I ask only once." in asked.text

    await town.ben.chooses("Sales", on=asked)

    await town.shows("count for your area", "Commitment C-1", "[Undo]", seen=asked)
    assert "Which area" not in (await town.ben.types("/cx list")).text


async def test_the_area_can_be_skipped_for_good(town):
    asked = await town.ben.types("/cx list", in_=FORUM)

    await town.ben.presses("Skip", on=asked)

    await town.shows("I will not ask again.", "You owe nothing right now.", seen=asked)
    assert "Which area" not in (await town.ben.types("/cx list")).text


async def test_a_guest_is_not_asked_for_an_area(town):
    seen = await town.otto.types("/cx commit take pictures of the fair by friday", in_="#wins")

    assert "Commitment C-1" in seen.text
    assert "Which area" not in seen.text


async def test_the_cco_can_be_set_from_outside(asleep):
    await asleep.start_bot(CX_CCO="U0EMA")

    about = await asleep.ben.types("/cx about")
    asked = await asleep.ada.types(LINE, in_=FORUM)

    assert "Ema Novak" in about.text
    assert "Who is your CCO?" not in asked.text
