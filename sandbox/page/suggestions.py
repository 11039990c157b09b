"""What the composer suggests: commands after /, people after @, channels after #."""

from __future__ import annotations

from sandbox.page.entries import people
from sandbox.page.own_commands import OWN
from sandbox.page.places import Look

Suggestion = dict[str, str]


def suggestions(look: Look) -> dict[str, list[Suggestion]]:
    """Return, by the sign that one types first, what one may mean."""
    return {"/": _commands(look), "@": _called(look), "#": _channels(look)}


def _commands(look: Look) -> list[Suggestion]:
    installed = [
        _one(command.name, command.description, command.usage_hint)
        for command in look.slack.world.manifest.commands.values()
    ]
    mine = {command["text"] for command in installed}
    own = [_one(name, c.description, c.hint) for name, c in OWN.items() if name not in mine]
    return [*installed, *own]


def _called(look: Look) -> list[Suggestion]:
    bot = [_one(f"@{look.bot.name}", "App")]
    persons = [_one(f"@{user.name}", user.real_name, user.title) for user in people(look.reader)]
    groups = [_one(f"@{g.handle}", g.name, "group") for g in look.workspace.groups.values()]
    return [*bot, *persons, *groups]


def _channels(look: Look) -> list[Suggestion]:
    return [_one(f"#{channel.name}", "") for channel in look.person.channels()]


def _one(text: str, name: str, more: str = "") -> Suggestion:
    return {"text": text, "name": name, "more": more}
