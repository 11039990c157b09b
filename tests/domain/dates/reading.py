"""What the tables of these tests share: phrases one by one, and answers short enough to read."""

from bot.domain.dates import Due, Split, Unclear


def cases(table: dict[str, str]) -> list[tuple[str, list[str]]]:
    return [
        (phrase, meanings.split())
        for meanings, phrases in table.items()
        for phrase in phrases.split("|")
    ]


def sentences(table: str) -> list[tuple[str, ...]]:
    return [tuple(line.split(" || ")) for line in table.strip().splitlines()]


def meaning(due: Due | Unclear | None) -> str:
    """Return such as `2026-03-20T17:00`, the reason of a doubt, or nothing."""
    if due is None:
        return ""
    if isinstance(due, Unclear):
        return due.why.name
    return f"{due.on}T{due.at:%H:%M}" if due.at else str(due.on)


def parts(split: Split) -> tuple[str, str, str]:
    return split.what, split.due.phrase if split.due else "", meaning(split.due)
