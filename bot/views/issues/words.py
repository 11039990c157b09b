"""What the states, severities and ways of listening are called on screen."""

from bot.domain.issues.records import Channel, Severity, State, Tag
from bot.domain.issues.stepping import Step

STATES = {
    State.NEW: "New",
    State.OWNED: "Owned",
    State.CAUSE_KNOWN: "Cause known",
    State.FIX_AGREED: "Fix agreed",
    State.FIXED: "Fixed",
    State.CLOSED: "Customer told",
    State.WAITING: "Waiting",
    State.PARKED: "Parked",
    State.WONT_FIX: "Won't fix",
    State.MERGED: "Merged",
    State.NOT_OURS: "Not a customer issue",
    State.WITHDRAWN: "Taken back",
}
SEVERITIES = {Severity.URGENT: "Urgent", Severity.HIGH: "High", Severity.NORMAL: "Normal"}
TAGS = {Tag.RELIABILITY: "Reliability", Tag.IMPROVEMENT: "Improvement"}
CHANNELS = {
    Channel.CALL: "On the phone",
    Channel.MAIL: "By mail",
    Channel.CHAT: "In a chat",
    Channel.VISIT: "In person",
    Channel.SURVEY: "In a survey",
    Channel.REVIEW: "In a review",
    Channel.SOCIAL: "On social media",
    Channel.HELP_DESK: "At the help desk",
    Channel.OTHER: "Another way",
}
# What each step asks for.
STEPS = {Step.CAUSE.value: "What caused it?", Step.FIX.value: "What is the fix?"}
