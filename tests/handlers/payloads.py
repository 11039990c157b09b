"""What Slack sends when somebody presses, submits or uses a shortcut."""

from slack_sdk.models.blocks import InputBlock, PlainTextInputElement

FORM = {
    "id": "V1",
    "hash": "h1",
    "type": "modal",
    "callback_id": "extend",
    "title": {"type": "plain_text", "text": "Extend"},
    "private_metadata": "7",
    "blocks": [
        {"type": "section", "block_id": "intro", "text": {"type": "mrkdwn", "text": "C-7"}},
        InputBlock(label="Why", block_id="why", element=PlainTextInputElement()).to_dict(),
    ],
    "state": {"values": {"why": {"text": {"type": "plain_text_input", "value": "late"}}}},
}
BARE = FORM | {"blocks": FORM["blocks"][:1]}
ON_MESSAGE = {
    "type": "block_actions",
    "actions": [{"action_id": "done", "type": "button", "value": "7"}],
    "container": {"type": "message", "message_ts": "1.1", "channel_id": "C1"},
    "channel": {"id": "C1"},
    "response_url": "https://hooks.example/2",
}
IN_MODAL = {
    "type": "block_actions",
    "actions": ON_MESSAGE["actions"],
    "container": {"type": "view", "view_id": "V1"},
    "view": FORM,
}
AT_HOME = IN_MODAL | {"view": {"id": "V2", "type": "home", "blocks": []}}
SENT = {"type": "view_submission", "view": FORM}
ON_A_MESSAGE = {
    "type": "message_action",
    "callback_id": "message.commit",
    "channel": {"id": "C1"},
    "message": {"text": "hello", "ts": "1.1"},
    "response_url": "https://hooks.example/3",
}
ANYWHERE = {"type": "shortcut", "callback_id": "global.commit"}
