"""What a typed win says: the story, its customer, and who made it happen."""

import pytest

from bot.domain.wins.drafting import draft_kept, kept, read

ROWS = {
    "they renewed after we fixed the invoices": ("they renewed after we fixed the invoices", ""),
    "the refund came in an hour for Acme": ("the refund came in an hour", "Acme"),
    "the refund came in an hour, for our customer Acme Corp.": (
        "the refund came in an hour",
        "Acme Corp",
    ),
    "delivered on time for Miller & Sons": ("delivered on time", "Miller & Sons"),
    "everything was ready for Christmas": ("everything was ready for Christmas", ""),
    "the line is open for Friday": ("the line is open for Friday", ""),
    "they stay for two more years": ("they stay for two more years", ""),
    "Für Müller geht es wieder for Müller GmbH": ("Für Müller geht es wieder", "Müller GmbH"),
}


@pytest.mark.parametrize("line", ROWS)
def test_the_customer_stands_at_the_end(line):
    said = read(line)

    assert (said.story, said.customer) == ROWS[line]


@pytest.mark.parametrize(
    "ending",
    [
        "by <@UBEN>",
        "thanks to <@UBEN>",
        "Thanks, <@UBEN>!",
        "<@UBEN|ben>",
        "with <@UBEN>, <@UCLEO>.",
    ],
)
def test_who_made_it_happen_stands_behind_it(ending):
    said = read(f"the refund came in an hour for Acme {ending}")

    assert (said.story, said.customer) == ("the refund came in an hour", "Acme")
    assert said.mentioned[0] == "UBEN"


def test_a_colleague_named_within_the_story_stays_in_it():
    said = read("<@UBEN> called them back and they stay")

    assert said.story == "<@UBEN> called them back and they stay"
    assert said.mentioned == ("UBEN",)


def test_what_is_kept_is_read_back():
    draft = draft_kept(kept("the refund came", "Acme"), {"withheld": True, "people": [2, 3]})

    assert (draft.story, draft.customer) == ("the refund came", "Acme")
    assert (draft.is_withheld, draft.people) == (True, (2, 3))
