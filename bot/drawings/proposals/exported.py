"""Looking up an export of a proposal for its reader."""

from bot.domain.proposals.exporting import as_csv, as_markdown, export_of
from bot.domain.proposals.sending import CSV
from bot.drawings.commitments import reader_of
from bot.drawings.proposals.shown import proposal_of
from bot.drawings.subjects import Draw, Look
from bot.views.proposals import exports


def export_drawn(look: Look) -> Draw | None:
    """Look up all rounds as this reader may see them; nothing for who may not."""
    here = str(look.facts.get("here", ""))
    export = export_of(look.session, proposal_of(look), reader_of(look), look.now, here)
    if export is None:
        return None
    form = str(look.facts["as"])
    return lambda: exports.exported(
        export.label, form, as_csv(export) if form == CSV else as_markdown(export)
    )
