"""A proposal, from the form that puts it out to its outcome."""

from tests.journeys.town import EMBEDDED, SHARED

FORUM = "#cx-forum"
PRIVATE = "#price-war"
TITLE = "Each lost customer is called within a week."
TYPO = "Each lots customer is called within a week. Service writes down why."
WHAT = f"{TITLE} Sales calls, Service writes down why."


async def put_out(town, *people, what=WHAT, in_=FORUM):
    """Have Ada ask some colleagues; she is asked like everybody."""
    await town.ada.types(f"/cx propose {what}", in_=in_)
    return await town.ada.submits({"Who is asked": [f"@{name}" for name in people]})


async def all_commit(town, *names):
    for name in names:
        await getattr(town, name).types("/cx commit P-1", in_=FORUM)


async def test_a_round_goes_from_proposal_to_aligned(town):
    seen = await put_out(town, "ben", "cleo")
    await town.shows("P-1: asked, until", TITLE, seen=seen)
    post = await town.shows("Heard: nobody yet", "Not yet heard (3)", card=FORUM)
    assert "[Commit]" in post
    await town.shows("Ada Lindqvist asks where you stand", "[Stand aside]", dm="ben")

    said = await town.ben.presses("Commit", on=town.card(FORUM))
    await town.shows("P-1: you commit.", "[What are we not seeing?]", seen=said)
    await town.shows("P-1: you commit.", "[Change it]", dm="ben")
    await all_commit(town, "cleo", "ada")
    await town.shows("Heard (3): Ada, Ben, Cleo", card=FORUM)

    await close_and_record(town)
    await town.shows("Aligned", "3 commit", "We start on Monday.", card=FORUM)


async def close_and_record(town):
    await town.ada.types("/cx close P-1 because all are heard", in_=FORUM)
    await town.ada.types("/cx outcome P-1 We start on Monday.", in_=FORUM)
    assert town.ada.modal.values["In words"] == "We start on Monday."
    unseen = {"What are we not seeing?": "Who calls during the holidays."}
    seen = await town.ada.submits({"How it ended": "Aligned", **unseen})
    await town.shows("P-1: the outcome is recorded, aligned.", seen=seen)


@EMBEDDED
async def test_the_form_keeps_what_was_filled_in_on_both_pages(town):
    await town.ada.types(f"/cx propose {WHAT}", in_=FORUM)
    await town.ada.fills({"Who is asked": ["@ben", "@cleo"]})
    await town.ada.presses("More")
    await town.ada.fills({"How people are asked": "Around the table, 2 hours each"})
    await town.ada.fills({"Which areas it affects": ["Sales"]})
    await town.ada.presses("Back")
    assert town.ada.modal.values["What"] == WHAT

    seen = await town.ada.submits()

    await town.shows("P-1: asked", "affects Sales", seen=seen)


@EMBEDDED
async def test_a_typo_is_mended_in_place_until_somebody_answers(town):
    seen = await put_out(town, "ben", "cleo", what=TYPO)
    await town.shows("[Edit wording]", "[Undo]", seen=seen)
    await town.shows("Ada Lindqvist asks where you stand", dm="ben")
    town.slack.move(minutes=3)
    await town.ada.presses("Edit wording", on=seen)
    assert town.ada.modal.values["What"] == TYPO
    seen = await town.ada.submits({"What": WHAT})

    await town.shows("P-1: the wording is edited", seen=seen)
    await town.shows("edited", TITLE, "Not yet heard (3)", without="lots", card=FORUM)
    await town.shows("edited", TITLE, "[Stand aside]", dm="ben")
    await all_commit(town, "ben")
    seen = await town.ada.presses("Undo", on=seen)
    await town.shows("Somebody has answered P-1", "/cx withdraw P-1", seen=seen)


@EMBEDDED
async def test_what_was_put_out_by_mistake_is_undone_and_its_text_given_back(town):
    seen = await put_out(town, "ben", "cleo")
    await town.shows("Heard: nobody yet", card=FORUM)
    await town.shows("Ada Lindqvist asks where you stand", dm="ben")

    await town.ada.presses("Undo", on=seen, times=2)

    await town.shows("P-1: taken back. Its post is gone", WHAT, seen=seen)
    hidden = await town.ben.types("/cx show P-1", in_=FORUM)
    await town.shows("I find no P-1", seen=hidden)
    await put_out(town, "ben", "cleo")
    await town.shows("Proposal P-2", "Heard: nobody yet", card=FORUM)


@SHARED
async def test_a_template_gives_words_to_begin_with(town):
    await town.ada.types("/cx propose", in_=FORUM)
    await town.ada.presses("More")
    await town.ada.fills({"Begin with a text": "Definition of a term or number"})

    assert "means" in town.ada.modal.values["What"]


async def keep_draft(town):
    await town.ada.types(f"/cx propose {WHAT}", in_=FORUM)
    await town.ada.fills({"Who is asked": ["@ben", "@cleo"]})
    await town.ada.presses("More")
    seen = await town.ada.submits({"Not yet": ["Keep as a draft"]})
    await town.shows("P-1: kept as a draft", seen=seen)
    return seen


@EMBEDDED
async def test_a_draft_is_edited_and_asked_about_later(town):
    seen = await keep_draft(town)
    hidden = await town.ben.types("/cx show P-1", in_=FORUM)
    await town.shows("I find no P-1", seen=hidden)
    await town.ada.presses("Edit", on=seen)
    seen = await town.ada.submits({"What": "We call within a day.", "Who is asked": ["@dev"]})
    await town.shows("P-1: kept as a draft", "We call within a day.", seen=seen)

    await town.ada.presses("Ask now", on=seen, times=2)

    await town.shows("P-1: asked", seen=seen)
    await town.shows("We call within a day.", "Not yet heard (2): Ada, Dev", card=FORUM)


@SHARED
async def test_where_we_stand_is_for_those_who_have_spoken(town):
    await put_out(town, "ben", "cleo")
    await town.shows("Heard: nobody yet", card=FORUM)
    await town.ben.types("/cx dissent P-1 Nobody has asked Service.", in_=FORUM)

    seen = await town.cleo.presses("See where we stand", on=town.card(FORUM))
    text = await town.shows("Not yet heard (2)", "once you have said", seen=seen)
    assert "Nobody has asked Service." not in text
    await all_commit(town, "cleo")
    seen = await town.cleo.presses("See where we stand", on=town.card(FORUM))
    await town.shows("Ben Okafor", "dissent", seen=seen)


@EMBEDDED
async def test_who_may_not_press_reads_who_can(town):
    await put_out(town, "ben", "cleo")
    await town.shows("Heard: nobody yet", card=FORUM)

    seen = await town.dev.presses("Commit", on=town.card(FORUM))
    await town.shows("P-1 asks others this time", "Ada Lindqvist can add you", seen=seen)
    seen = await town.ben.types("/cx close P-1 because it is late", in_=FORUM)
    await town.shows("Only Ada Lindqvist can do that", seen=seen)


@SHARED
async def test_what_is_put_out_in_a_private_channel_is_not_seen_elsewhere(town):
    await town.ada.types(f"/cx propose {WHAT}", in_=PRIVATE)
    seen = await town.ada.submits({"Who is asked": ["@ben", "@finn"]})
    await town.shows("/invite @cxbot", seen=seen)

    for line in ("/cx show P-1", "/cx dissent P-1 no"):
        seen = await town.cleo.types(line, in_=FORUM)
        await town.shows("I find no P-1", seen=seen)
    listed = await town.cleo.types("/cx list decisions", in_=FORUM)
    await town.shows("No decision is open.", seen=listed)


@EMBEDDED
async def test_a_round_closes_early_with_a_reason_and_not_heard_enough_has_ways_on(town):
    await put_out(town, "ben", "cleo", "dev")
    await town.shows("Heard: nobody yet", card=FORUM)
    seen = await town.ada.types("/cx show P-1", in_=FORUM)
    await town.ada.presses("Close round", on=seen)
    seen = await town.ada.submits({"Reason": "The customer needs an answer."})

    await town.shows("not heard enough", "[Ask the unheard again]", "[Withdraw]", seen=seen)
    await town.shows("Nobody's silence counts as a yes", "needs an answer.", card=FORUM)
    seen = await town.ada.presses("Ask the unheard again", on=seen, times=2)
    await town.shows("asked again, until", seen=seen)


@SHARED
async def test_who_is_asked_is_changed_with_a_reason(town):
    await put_out(town, "ben", "cleo")
    seen = await town.ada.types("/cx show P-1", in_=FORUM)
    await town.ada.presses("Change who is asked", on=seen)
    people = {"Who is asked": ["@ada", "@ben", "@dev"]}
    seen = await town.ada.submits({**people, "Reason": "Dev knows the calls."})

    await town.shows("who is asked is changed", seen=seen)
    await town.shows("changed who is asked: Dev knows the calls.", card=FORUM)
    await town.shows("Ada Lindqvist asks where you stand", dm="dev")


@EMBEDDED
async def test_it_is_withdrawn_reminded_and_listed(town):
    await put_out(town, "ben", "cleo")
    listed = await town.ben.types("/cx list decisions", in_=FORUM)
    await town.shows("P-1", TITLE, seen=listed)
    reminded = await town.ada.types("/cx remind P-1", in_=FORUM)
    await town.shows("P-1: ", "once a day", seen=reminded)

    await town.ada.types("/cx withdraw P-1", in_=FORUM)
    seen = await town.ada.submits({"Reason": "The plan changed."})

    await town.shows("P-1: withdrawn", seen=seen)
    await town.shows("Withdrawn", "The plan changed.", card=FORUM, without="[Commit]")


@SHARED
async def test_rounds_that_wait_for_my_voice_come_first_on_home(town):
    await put_out(town, "ben", "cleo")
    await town.ben.opens_home()
    text = await town.shows("Where do you stand?", TITLE, home="ben")
    assert text.index("Where do you stand?") < text.index("What I owe")

    await town.ben.presses("Stand aside", on=town.ben.home)

    await town.shows("What I owe", home="ben", without="Where do you stand?")


@EMBEDDED
async def test_what_i_put_out_is_led_to_its_end_from_home(town):
    await put_out(town, "ben", "cleo")
    await town.ada.opens_home()
    await town.shows("To bring to an end", "P-1", "asking", home="ada")

    await town.ada.presses("Show it", on=town.ada.home)

    assert "[Close round]" in town.ada.modal.text
