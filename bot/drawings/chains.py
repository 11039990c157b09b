"""Looking up the line of an issue for its reader, to be read or taken along."""

from collections.abc import Mapping

from bot.domain.answers import Kind
from bot.domain.issues.chain import Chain, chain_of
from bot.domain.issues.chain_export import CSV, as_csv, as_markdown
from bot.domain.issues.rights import issue_for
from bot.drawings.commitments import reader_of
from bot.drawings.subjects import Draw, KindLookUp, Look, ModalLookUp
from bot.views.chains.line import line
from bot.views.proposals.exports import exported


def chain_drawn(look: Look) -> Draw | None:
    chain, reader = _chain(look), reader_of(look)
    if chain is None:
        return None
    return lambda: line(chain, reader, look.now, look.command)


def export_drawn(look: Look) -> Draw | None:
    chain = _chain(look)
    if chain is None:
        return None
    form, now = str(look.facts["as"]), look.now
    written = as_csv if form == CSV else as_markdown
    return lambda: exported(chain.shown.issue.label, form, written(chain, now))


def _chain(look: Look) -> Chain | None:
    here, number = str(look.facts.get("here", "")), int(look.facts["issue"])
    issue = issue_for(look.session, reader_of(look), number, here=here, lock=False)
    return chain_of(look.session, issue, reader_of(look), look.now, here)


LOOK_UPS: Mapping[Kind, KindLookUp] = {
    Kind.ISSUE_CHAIN: chain_drawn,
    Kind.ISSUE_EXPORT: export_drawn,
}
MODALS: Mapping[Kind, ModalLookUp] = {}
