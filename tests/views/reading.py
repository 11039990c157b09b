"""What a person reads of something drawn: its texts line by line, and [buttons] by their words."""

from tests.views.judging import parts_of, payload_of


def seen(thing):
    """Return all that stands in the blocks, in order, as one text."""
    return "\n".join(line for block in payload_of(thing)["blocks"] for line in _lines(block))


def buttons(thing):
    """Return the words on the buttons, and after them those of each menu."""
    return [line.strip("[]") for line in seen(thing).split("\n") if line.startswith("[")]


def inputs(view):
    """Return the labels of a form, those that may stay empty with a question mark in brackets."""
    blocks = [block for block in view.to_dict()["blocks"] if block["type"] == "input"]
    return [block["label"]["text"] + (" (?)" if block.get("optional") else "") for block in blocks]


def starts(view):
    """Return what the inputs of a form start with, by label."""
    blocks = [block for block in view.to_dict()["blocks"] if block["type"] == "input"]
    return {
        block["label"]["text"]: value
        for block in blocks
        for name, value in block["element"].items()
        if name.startswith("initial_")
    }


def texts(thing):
    """Return every text in which marks mean something."""
    return [part["text"] for part in parts_of(payload_of(thing)) if part.get("type") == "mrkdwn"]


def _lines(block):
    if block.get("text"):
        yield block["text"]["text"]
    for element in [*block.get("elements", ()), block.get("accessory", {})]:
        text = element.get("text")
        if element.get("type") == "button":
            yield f"[{text['text']}]"
        elif text:
            yield text
        for option in element.get("options", ()):
            yield f"[{option['text']['text']}]"
