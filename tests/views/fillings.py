"""What views are filled with: next to nothing, the most there can be, and the worst."""

from dataclasses import dataclass

PROMISE_MOST = 1000
NAME_MOST = 80  # Slack's own limit for a display name.
FAMILY = "👨‍👩‍👧‍👦"
PINGS = "<!channel> <!here|here> <@UBEN> <!subteam^S1> @here @everyone &lt;!channel&gt; "


@dataclass(frozen=True)
class Filling:
    """What people wrote and are called, and whether all that is optional is there, too."""

    text: str
    name: str
    is_full: bool = True

    def many(self, most):
        """How many of something that a view shows at most so many of."""
        return most if self.is_full else 0


def brim(text, most=PROMISE_MOST):
    return (text * (most // len(text) + 1))[:most]


MIXED = (
    f"Call *every* _customer_ ~soon~, R&D <b>, `code`, {PINGS} שלום עולם {FAMILY}\n"
    "> see https://example.com/a?b=1&c=2, (https://example.org/x). ```unfinished "
)
WORST = {
    "words": "call every customer back ",
    "marks": "&<>",
    "families": FAMILY,
    "right to left": "להתקשר לכל לקוח ",
    "pings": PINGS,
    "backticks": "```",
    "links": "https://example.com/?a=1&b=<2> ",
    "one link": "https://example.com/" + "a" * PROMISE_MOST,
    "newlines": "a\n\n> b\n",
    "accents": "e" + "\u0301" * 9,
    "stars": "*_~`",
    "mixed": MIXED,
}
EMPTIEST = Filling("x", "", is_full=False)
FULLEST = Filling(brim(MIXED), brim("Łukasz O'Neill & Söhne <!here> ", NAME_MOST))
FILLINGS = {
    "emptiest": EMPTIEST,
    **{name: Filling(brim(text), brim(text, NAME_MOST)) for name, text in WORST.items()},
}
