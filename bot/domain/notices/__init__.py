"""What the bot has promised to say: one row a message, each thing once, to one place."""

from bot.domain.notices.claiming import (
    claim_notices,
    expire_notices,
    is_anything_due,
    release_leases,
)
from bot.domain.notices.finishing import finish, finish_together
from bot.domain.notices.machine import Allowance, Pace
from bot.domain.notices.outcomes import (
    LockedOut,
    NotFound,
    NotSent,
    Outcome,
    RateLimited,
    Refused,
    Sent,
    Unknown,
    Unneeded,
    Unreadable,
)
from bot.domain.notices.pictures import keep_picture
from bot.domain.notices.promising import (
    home_key,
    promise,
    refresh,
    refresh_about,
    refresh_homes,
    refresh_posted,
    release_held,
    take_back,
)
from bot.domain.notices.rows import Lane, Notice, Pause, Place, Problem, State, Step, Urgency

__all__ = [
    "Allowance",
    "Lane",
    "LockedOut",
    "NotFound",
    "NotSent",
    "Notice",
    "Outcome",
    "Pace",
    "Pause",
    "Place",
    "Problem",
    "RateLimited",
    "Refused",
    "Sent",
    "State",
    "Step",
    "Unknown",
    "Unneeded",
    "Unreadable",
    "Urgency",
    "claim_notices",
    "expire_notices",
    "finish",
    "finish_together",
    "home_key",
    "is_anything_due",
    "keep_picture",
    "promise",
    "refresh",
    "refresh_about",
    "refresh_homes",
    "refresh_posted",
    "release_held",
    "release_leases",
    "take_back",
]
