"""The screens of an export: a text of one line, or one beyond all measure."""

from bot.domain.answers import Kind
from bot.views.proposals.exports import exported
from tests.views.records import LARGEST
from tests.views.screening import screen


@screen(Kind.EXPORT, "csv", "markdown")
def _export(form, filling):
    line = f"{filling.text}\n"
    text = line * (1 + filling.many(40_000 // len(line)))
    return exported(f"P-{LARGEST if filling.is_full else 1}", form, text)
