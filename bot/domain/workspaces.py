"""The workspace itself: its address, and what it was asked once."""

from datetime import datetime

from sqlmodel import Field, Session

from bot.database import Moment, insert_once
from bot.database.rows import Row


class Workspace(Row, table=True):
    __tablename__ = "workspaces"

    team_id: str = Field(primary_key=True, max_length=32)
    url: str = ""
    bot_user_id: str = ""
    cco_asked_at: datetime | None = Field(default=None, sa_type=Moment)
    next_brief_at: datetime | None = Field(default=None, sa_type=Moment, index=True)


def learn_workspace(session: Session, team_id: str, url: str, bot_user_id: str) -> None:
    """Remember where the workspace lives and who we are in it."""
    workspace = workspace_of(session, team_id)
    workspace.url = url
    workspace.bot_user_id = bot_user_id
    session.add(workspace)


def workspace_of(session: Session, team_id: str) -> Workspace:
    """Return the workspace; it exists from the first time anybody asks."""
    known = session.get(Workspace, team_id)
    if known is not None:
        return known
    insert_once(session, Workspace(team_id=team_id))
    return session.get_one(Workspace, team_id)


def link_to(session: Session, team_id: str, channel_id: str, ts: str) -> str:
    """Return the address of a message, or nothing while the workspace's own is not known."""
    workspace = session.get(Workspace, team_id)
    if not (workspace and workspace.url and channel_id and ts):
        return ""
    return f"{workspace.url.rstrip('/')}/archives/{channel_id}/p{ts.replace('.', '')}"
