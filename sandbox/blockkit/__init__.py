"""Slack's own rules for blocks and views: what it refuses, in its words, and what it keeps."""

from sandbox.blockkit.rules import Fault
from sandbox.blockkit.state import (
    NotOffered,
    action_of,
    answered,
    complaints,
    input_block_ids,
    message_state,
    missing_inputs,
    state_values,
)
from sandbox.blockkit.stored import plain_fallback, unescaped, with_ids
from sandbox.blockkit.surfaces import block_text_length, message_faults, view_faults

__all__ = [
    "Fault",
    "NotOffered",
    "action_of",
    "answered",
    "block_text_length",
    "complaints",
    "input_block_ids",
    "message_faults",
    "message_state",
    "missing_inputs",
    "plain_fallback",
    "state_values",
    "unescaped",
    "view_faults",
    "with_ids",
]
