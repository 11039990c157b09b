"""Beginnings of proposals that come up again and again: our own short texts, to be filled in."""

from dataclasses import dataclass

DEFINITION = "definition"


@dataclass(frozen=True)
class Template:
    """One beginning. What stands in [brackets] is for the proposer to fill in."""

    key: str
    name: str
    text: str


TEMPLATES = (
    Template(
        "ready",
        "Ready to work together",
        "We work on [what] together from [date] on.\n"
        "What we want for our customers: [in one sentence]\n"
        "What each area brings: [area: what]\n"
        "What each area needs from the others: [area: what]\n"
        "How we see in [weeks] that it works: [one number, and who reads it]",
    ),
    Template(
        "remit",
        "Remit of the CCO",
        "Our CCO may do the following, and answers for it.\n"
        "Decides alone: [what]\n"
        "Decides with the leaders concerned: [what]\n"
        "Is heard before others decide: [what]\n"
        "Does not do: [what stays with the areas]\n"
        "We look at this again on [date].",
    ),
    Template(
        "value",
        "What customers value",
        "We hold that our customers stay because of [what].\n"
        "We know it from: [whom we asked, what we counted]\n"
        "What we do more of: [what]\n"
        "What we stop doing, since it costs and nobody would miss it: [what]\n"
        "What would prove us wrong: [sign]",
    ),
    Template(
        DEFINITION,
        "Definition of a term or number",
        "[Word or number] means [what it is, in one sentence].\n"
        "Counts: [what]\n"
        "Does not count: [what]\n"
        "Where it is read, and by whom: [source, person]\n"
        "From when on: [date]",
    ),
    Template(
        "change",
        "Change or reallocate",
        "We move [people, money, time] from [what] to [what], from [date] on.\n"
        "Why now, in a customer's words: [words]\n"
        "Who gives something up: [area, what]\n"
        "What gets worse by it, and for how long: [what]\n"
        "When we go back: [sign, date]",
    ),
)
_BY_KEY = {template.key: template for template in TEMPLATES}


def template_called(key: str) -> Template | None:
    return _BY_KEY.get(key)
