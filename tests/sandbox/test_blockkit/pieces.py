"""Small right pieces of Block Kit, from which the tests make wrong and right payloads."""

from functools import partial

from sandbox.blockkit import message_faults, view_faults


def plain(text="Hi"):
    return {"type": "plain_text", "text": text}


def mrkdwn(text="Hi"):
    return {"type": "mrkdwn", "text": text}


def section(text="Hi", **more):
    return {"type": "section", "text": mrkdwn(text), **more}


def button(**more):
    return {"type": "button", "text": plain("Done"), "action_id": "done", **more}


def actions(*elements):
    return {"type": "actions", "elements": list(elements)}


def option(label="One", value="1"):
    return {"text": plain(label), "value": value}


def options(count):
    return [option(f"Option {n}", str(n)) for n in range(count)]


def choose(kind="static_select", **more):
    return {"type": kind, "action_id": "pick", **more}


def ask(element=None, **more):
    element = element or {"type": "plain_text_input", "action_id": "what"}
    return {"type": "input", "label": plain("What"), "element": element, **more}


def confirm(**more):
    return {"title": plain(), "text": mrkdwn(), "confirm": plain(), "deny": plain(), **more}


def without(thing, name):
    return {key: value for key, value in thing.items() if key != name}


def message(*blocks):
    return partial(message_faults, list(blocks))


def modal(*blocks, **more):
    view = {"type": "modal", "title": plain("Hi"), "submit": plain("Save"), "blocks": list(blocks)}
    return partial(view_faults, {**view, **more})


def modal_without(name, *blocks):
    return partial(view_faults, without(modal(*blocks).args[0], name))


def home(*blocks, **more):
    return partial(view_faults, {"type": "home", "blocks": list(blocks), **more}, published=True)


FIRST = "/blocks/0"
ELEMENT = f"{FIRST}/elements/0"
IMAGE = {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A chart"}
CHART = {
    "type": "data_visualization",
    "title": "Votes",
    "chart": {"type": "pie", "segments": [{"label": "Commit", "value": 3}]},
}
TABLE = {"type": "table", "rows": [[{"type": "raw_text", "text": "Who"}]]}
