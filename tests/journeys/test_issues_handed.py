"""Issues on their way: handed on and refused, waiting, parked, in private, beside commitments."""

from datetime import UTC, date, datetime

from tests.journeys.test_issues import FORUM, SHEET, opened, owned
from tests.journeys.town import EMBEDDED, SHARED

PRIVATE = "#price-war"


async def asks_and_hears_no(town, name, why):
    await town.ada.types(f"/cx handoff I-1 @{name} because it may be yours", in_=FORUM)
    await town.shows("asks you to own I-1", "it may be yours", "[Accept]", dm=name)
    await town.slack.person(name).presses("Decline", on=town.dm(name))
    await town.slack.person(name).submits({"Why": why})
    await town.shows("You are no longer asked", without="[Accept]", dm=name)


@SHARED
async def test_what_two_people_refuse_is_talked_about_in_the_forum(town):
    seen = await town.ada.types("/cx forum every week tue 10:00", in_=FORUM)
    await town.ada.presses("Start", on=seen)
    await opened(town)
    await asks_and_hears_no(town, "finn", "It is no invoice")
    await asks_and_hears_no(town, "ben", "Sales has no printer")

    agenda = await town.cleo.types("/cx agenda", in_=FORUM)

    assert "I-1 · asked 2×, and nobody takes it" in agenda.text
    assert "no printer" not in agenda.text
    await town.shows("New", "Nobody owns it yet", without="Finn", card=FORUM)


@EMBEDDED
async def test_until_another_area_accepts_its_owner_stays(town):
    await owned(town)
    await town.ema.chooses("Hand over", on=town.card())
    await town.ema.submits({"Who": "dev", "Why": "Service prints the sheets"})
    await town.shows("Ema Novak, until Dev Raman says yes", card=FORUM)
    await town.shows("Ema Novak owns it until you say yes.", "Service prints", dm="dev")

    await town.dev.presses("Accept", on=town.dm("dev"))

    await town.shows("Dev Raman · 1 report", "handed on 1×", card=FORUM)
    await town.dev.opens_home()
    await town.shows("Issues I own", SHEET, "[Next step]", home="dev")
    town.two_days_pass()
    await town.shows("Dev Raman took it over from you", dm="ema")


@EMBEDDED
async def test_what_waits_for_another_area_goes_on(town):
    await owned(town)
    seen = await town.ema.types("/cx next I-1 waiting on Finance because of a tool", in_=FORUM)
    await town.shows("Waiting on Finance", "because of a tool", "[Go on]", card=FORUM)

    await town.ema.presses("Go on", on=seen)

    await town.shows("Owned", "[Next step]", card=FORUM)


@EMBEDDED
async def test_what_is_parked_comes_back_on_its_day(town):
    await owned(town)
    await town.ema.chooses("Park", on=town.card())
    await town.ema.submits({"Until": date(2026, 12, 2), "Why": "Stock is counted"})
    await town.shows("Parked until Wednesday 2 December", "Stock is counted", card=FORUM)

    town.slack.clock.move_to(datetime(2026, 12, 2, 8, 30, tzinfo=UTC))

    await town.shows("Owned", "[Next step]", without="Parked", card=FORUM)
    await town.shows("I-1", SHEET, dm="ema")


async def opened_in_private(town):
    seen = await town.ada.types(f"/cx issue {SHEET}", in_=PRIVATE)
    assert "/invite @cxbot and I post it here." in seen.text
    town.slack.invite_bot(PRIVATE)
    await town.shows(SHEET, "[I'll own it]", card=PRIVATE)


@EMBEDDED
async def test_what_is_said_in_private_stays_with_who_is_there(town):
    await opened_in_private(town)

    outside = await town.cleo.types("/cx list issues", in_=FORUM)
    refused = await town.cleo.types("/cx own I-1", in_=FORUM)

    assert SHEET not in outside.text
    assert "And 1 more in private places." in outside.text
    assert "I find no I-1 that you can see here." in refused.text


@EMBEDDED
async def test_who_is_there_reads_it_and_reports_it(town):
    await opened_in_private(town)
    inside = await town.ben.types("/cx list issues", in_=PRIVATE)
    assert SHEET in inside.text

    await town.ben.presses("+1 report", on=town.card(PRIVATE))
    await town.ben.submits({"Which customer": "Oak & Sons"})

    await town.shows("2 reports", card=PRIVATE)


@EMBEDDED
async def test_promises_are_linked_and_threads_and_dms_take_issues_too(town):
    post = await town.ben.says("The sheet again?", in_=FORUM)
    await town.ben.mentions_bot(f"issue {SHEET}", in_=FORUM, thread=post)
    await town.shows("Issue I-1", dm="ben")
    assert SHEET in post.replies[-1].text

    seen = await town.ema.types("/cx commit I-1 ask the printer by friday", in_=FORUM)
    assert "Commitment C-1 · yours" in seen.text
    shown = await town.ema.types("/cx issue I-1", in_=FORUM)
    assert "Linked to it: C-1" in shown.text
    await town.ema.says("issue high: Chairs arrive scratched", in_=None)

    await town.shows("I-2", "High", "Chairs arrive scratched", dm="ema")
    mine = await town.ben.types("/cx list issues urgent", in_=FORUM)
    assert "There are none." in mine.text


@EMBEDDED
async def test_what_was_opened_between_people_is_shared_where_one_wants_it(town):
    seen = await town.ada.types(f"/cx issue {SHEET}")
    assert "Seen by you, and by whoever owns or helps, only" in seen.text
    await town.ada.presses("Share in…", on=seen)
    await town.ada.submits({"Where should this be seen?": FORUM})
    await town.shows(SHEET, "[I'll own it]", card=FORUM)

    seen = await town.ben.types("/cx issue The pallet came late again", in_="#partner-oak")
    assert "another company reads this channel" in seen.text
    await town.ben.presses("Post in…", on=seen)
    await town.ben.submits({"Where should this be seen?": FORUM})

    await town.shows("I-2", "The pallet came late again", card=FORUM)
    assert town.slack.channel("#partner-oak").messages == []
