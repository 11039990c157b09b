"""The Web API: every method that the stand-in answers, found by name."""

from sandbox.web_api import chat, conversations, files, people, reactions, views
from sandbox.web_api.method import Method

METHODS: dict[str, Method] = {
    method.name: method
    for module in (chat, conversations, files, people, reactions, views)
    for method in module.METHODS
}

__all__ = ["METHODS", "Method"]
