"""Who will read a reason: said under the field it is written in, and below the answer."""

from bot.views.proposals.lines import Shown


def who_reads(shown: Shown, *, shows_name: bool = False) -> str:
    """Return who reads a reason, and when; plain text, for a form."""
    by = shown.proposer.called
    asked = "once the round closes, everybody who is asked"
    proposal = shown.proposal
    others = (
        ""
        if not proposal.channel_id
        else f", and others in the channel {_named(shows_name=shows_name)}"
    )
    return f"{by} now; {asked}{others}."


def _named(*, shows_name: bool) -> str:
    return "with your name" if shows_name else "without your name"
