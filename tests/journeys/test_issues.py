"""An issue from what a customer hit until the customer was told, as people live through it."""

from tests.journeys.town import EMBEDDED

FORUM = "#cx-forum"
SHEET = "The assembly sheet of the Alder table ends after page 2"


async def opened(town, what=SHEET, name="ada", place=FORUM):
    """Open an issue, and wait for its card."""
    seen = await town.slack.person(name).types(f"/cx issue {what}", in_=place)
    await town.shows(what, "New", card=place)
    return seen


async def owned(town, by="ema", **more):
    """Open an issue, and have somebody own it."""
    await opened(town, **more)
    await town.slack.person(by).presses("I'll own it", on=town.card())
    await town.shows("Owned", "[Next step]", without="[I'll own it]", card=FORUM)


async def step(town, asked, said, state):
    """Take the next step with the words that it asks for."""
    await town.ema.presses("Next step", on=town.card())
    await town.ema.submits({asked: said})
    await town.ema.closes()
    await town.shows(state, said, card=FORUM)


async def test_an_issue_goes_from_a_customer_to_the_customer_told(town):
    await owned(town)
    await step(town, "What caused it?", "The file was cut", "Cause known")
    await step(town, "What is the fix?", "Print it anew", "Fix agreed")
    await town.ema.presses("Next step", on=town.card())
    await town.shows("Fixed", "[Customer told]", card=FORUM)

    await town.ema.types("/cx told I-1 by mail on 20 November, to 12 customers", in_=FORUM)

    told = "told 12 customers on Friday 20 November"
    await town.shows("Customer told", told, "by mail", card=FORUM)


async def heard_by_dev(town):
    """One more customer, and then it is solved in one go."""
    await owned(town)
    await town.dev.presses("+1 report", on=town.card())
    await town.dev.submits({"Which customer": "Acme Offices", "How you heard it": "On the phone"})
    await town.shows("2 reports from 2 colleagues", card=FORUM)
    await town.ema.presses("Solved already", on=town.card())
    values = {"What caused it?": "The file was cut", "What is the fix?": "Printed anew"}
    await town.ema.submits({**values, "How were they told?": "On the phone"})


@EMBEDDED
async def test_who_reports_hears_in_the_end_and_can_say_that_it_is_not_solved(town):
    await heard_by_dev(town)
    town.two_days_pass(hour=8)
    await town.shows("I-1, which you reported: customer told", "Printed anew", dm="dev")

    await town.dev.presses("Not solved for customer", on=town.dm("dev"))
    await town.dev.submits({"What is not solved?": "Acme still has page 1 and 2 only"})

    await town.shows("reopened it", "Acme still has page 1 and 2 only", "[Next step]", dm="ema")
    await town.shows("Owned", "reopened 1×", "3 reports", card=FORUM)
    await town.shows("open again", without="[Not solved", dm="dev")


AGAIN = "/cx issue Assembly sheet for the Alder table ends after page 2 again"


@EMBEDDED
async def test_what_was_seen_before_becomes_one_more_report(town):
    await opened(town)
    seen = await town.ben.types(AGAIN, in_=FORUM)
    assert "Seen before? Nothing is opened yet." in seen.text

    await town.ben.presses("+1 report", on=seen)

    await town.shows("2 reports from 2 colleagues", card=FORUM)
    assert len(town.slack.channel(FORUM).messages) == 1


@EMBEDDED
async def test_or_it_becomes_an_issue_of_its_own_which_is_merged_later(town):
    await opened(town)
    seen = await town.cleo.types(AGAIN, in_=FORUM)
    await town.cleo.presses("It is a new one", on=seen)
    await town.shows("Issue I-2", "New", card=FORUM)
    await town.cleo.types("/cx own I-2", in_=FORUM)

    await town.cleo.types("/cx merge I-2 into I-1", in_=FORUM)

    await town.shows("Merged into I-1", without="[I'll own it]", card=FORUM)
    await town.slack.until(lambda: "2 reports" in town.card(place=0).text)
    shown = await town.hugo.types("/cx show I-2", in_=FORUM)
    assert "Cleo Marchetti merged I-2 into it." in shown.text
    found = await town.hugo.types("/cx list issues sheet", in_=FORUM)
    assert found.text.count("[Show]") == 1


@EMBEDDED
async def test_closing_lists_what_is_missing_and_keeps_what_was_typed(town):
    await opened(town)
    await town.ema.types("/cx own I-1", in_=FORUM)
    seen = await town.ema.types("/cx told I-1 by mail, to 3 customers", in_=FORUM)
    assert "It still needs: what caused it; what the fix is; that it is fixed" in seen.text
    refused = await town.ben.types("/cx close I-1", in_=FORUM)
    assert "Only Ema Novak" in refused.text

    await town.ema.presses("Fill it in", on=seen)
    assert town.ema.modal.values["How were they told?"] == "by mail, to 3 customers"
    await town.ema.submits({"What caused it?": "It was cut", "What is the fix?": "Print it anew"})

    await town.shows("Customer told", "It was cut", "3 customers", card=FORUM)


async def test_a_message_becomes_an_issue_that_keeps_its_link_and_words(town):
    post = await town.ben.says("Acme says the chairs arrive scratched, again & again", in_=FORUM)

    await town.cleo.uses_shortcut("Report a customer issue", on=post)
    assert town.cleo.modal.values["What"] == "Acme says the chairs arrive scratched, again & again"
    await town.cleo.submits({"What": "Chairs arrive scratched", "Which customer": "Acme"})

    await town.shows("Chairs arrive scratched", "The message it comes from", card=FORUM)
    shown = await town.dev.types("/cx show I-1", in_=FORUM)
    assert "Acme · heard by Cleo Marchetti" in shown.text
    assert "arrive scratched, again & again" in shown.text


@EMBEDDED
async def test_who_reports_a_problem_by_mistake_takes_it_back_or_says_it_better(town):
    seen = await opened(town, "Chairs arive scrached")
    await town.ada.presses("Change", on=seen)
    better = {"What": "Chairs arrive scratched", "How bad is it": "High"}
    more = {"Where it happens": "Delivery", "Which customer": "Acme Offices"}
    await town.ada.submits({**better, **more})
    assert "Acme Offices" in (await town.ada.types("/cx show I-1", in_=FORUM)).text
    await town.ada.closes()
    await town.shows("High · Delivery", "Chairs arrive scratched", card=FORUM)

    wrong = await town.ada.types("/cx issue urgent: this is a test", in_=FORUM)
    await town.shows("this is a test", card=FORUM)
    await town.ada.presses("Undo", on=wrong)

    await town.shows("Chairs arrive scratched", without="this is a test", card=FORUM)


@EMBEDDED
async def test_who_is_asked_says_first_what_would_need_to_change(town):
    await owned(town)
    await town.ema.types("/cx handoff I-1 @dev because Service prints the sheets", in_=FORUM)
    await town.shows("Ema Novak owns it until you say yes.", dm="dev")

    await town.dev.presses("Discuss", on=town.dm("dev"))
    await town.dev.submits({"What would need to change?": "A printer that works"})

    await town.shows("Dev Raman said what would need to change first", "A printer", dm="ema")
    await town.shows("[Accept]", dm="dev")
