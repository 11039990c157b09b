"""Show and list: the history of one, pages of ten of many, and only what one may see."""

from tests.journeys.test_digests import morning
from tests.journeys.town import SHARED

pytestmark = SHARED  # What is read there does not depend on the way in.
FORUM = "#cx-forum"


async def test_show_tells_the_whole_history(town):
    await town.ada.types("/cx commit send the list to @cleo by friday", in_=FORUM)
    await town.ada.types("/cx extend C-1 to 1 december because the file came late", in_=FORUM)
    await town.ada.types("/cx done c1 https://crm.example/42", in_=FORUM)

    seen = await town.ben.types("/cx show c-1.", in_=FORUM)

    steps = ("Ada Lindqvist promised it", "moved it from Friday 27 November", "called it done")
    words = ("Commitment C-1", "the file came late", "https://crm.example/42")
    assert [each for each in (*steps, *words) if each not in seen.text] == []


async def test_history_is_also_in_the_menu_of_a_card(town):
    await town.ada.types("/cx commit send the churn list by friday", in_=FORUM)
    await town.shows("C-1", card=FORUM)

    seen = await town.ben.chooses("History", on=town.card())

    await town.shows("Ada Lindqvist promised it", seen=seen)


async def test_a_long_list_has_pages_of_ten(town):
    for number in range(12):
        await town.ada.types(f"/cx commit call customer number {number} by friday", in_=FORUM)

    seen = await town.ada.types("/cx list", in_=FORUM)
    assert "Your open commitments" in seen.text
    assert ("C-10" in seen.text, "C-11" in seen.text) == (True, False)
    await town.ada.presses("More", on=seen)
    await town.shows("C-11", "C-12", without="C-10", seen=seen)
    await town.ada.presses("Back", on=seen)

    await town.shows("C-1", "C-10", without="C-12", seen=seen)


async def test_a_line_of_a_list_is_settled_from_there(town):
    await town.ada.types("/cx commit send the churn list by friday", in_=FORUM)
    seen = await town.ada.types("/cx list mine", in_=FORUM)

    await town.ada.chooses("Done", on=seen)
    await town.ada.submits({"Proof": "They have it."})

    await town.shows("Done in time", card=FORUM)


async def test_each_list_shows_what_it_is_called(town):
    await town.ada.types("/cx commit send the list to @ben by friday", in_=FORUM)
    await town.ben.types("/cx commit @ada call Acme about May by friday", in_=FORUM)
    await town.cleo.types("/cx commit write to Oak & Sons by friday", in_=FORUM)

    assert "C-1" in (await town.ben.types("/cx list owed", in_=FORUM)).text
    assert "C-2" in (await town.ada.types("/cx list offered", in_=FORUM)).text
    everything = await town.dev.types("/cx list open", in_=FORUM)
    assert ("C-1" in everything.text, "C-2" in everything.text) == (True, False)
    hers = await town.dev.types("/cx list @cleo", in_=FORUM)
    assert "write to Oak & Sons" in hers.text
    assert "Nothing is past its date." in (await town.ada.types("/cx list overdue")).text


async def test_an_area_is_listed_once_its_people_said_where_they_are(town):
    seen = await town.ben.types("/cx commit call Acme about May by friday", in_=FORUM)
    await town.ben.chooses("Sales", on=seen)

    seen = await town.cleo.types("/cx list sales", in_=FORUM)

    assert "Open commitments of Sales" in seen.text
    assert "call Acme about May" in seen.text


async def test_a_missed_date_is_the_owners_alone_for_a_working_day(town):
    await town.ada.types("/cx commit send the churn list by friday", in_=FORUM)
    morning(town, 30)
    mine = await town.ada.types("/cx list overdue", in_=FORUM)
    assert "Not done by Friday 27 November" in mine.text
    await town.shows("Not done by Friday 27 November", "[Done]", dm="ada")
    others = await town.ben.types("/cx list overdue", in_=FORUM)
    assert "Nothing is past its date." in others.text

    morning(town, 2)

    others = await town.ben.types("/cx list overdue", in_=FORUM)
    assert "Not done by Friday 27 November" in others.text


async def test_what_nobody_has_or_knows_is_refused_with_the_text_back(town):
    seen = await town.ada.types("/cx show C-99", in_=FORUM)
    assert "I find no C-99 that you can see here." in seen.text

    seen = await town.ada.types("/cx list everything of May", in_=FORUM)
    assert "I know these lists" in seen.text
    assert "/cx list everything of May" in seen.text
