"""The picture of a notice: which file shows it, so that it is uploaded once."""

from sqlmodel import Session, select

from bot.domain.notices.rows import Notice, State


def keep_picture(session: Session, claimed: Notice, file: str, key: str) -> bool:
    """Note which file shows a notice's picture; False when somebody else has claimed it since."""
    mine = select(Notice).where(Notice.id == claimed.id, Notice.attempts == claimed.attempts)
    notice = session.exec(mine.with_for_update()).one_or_none()
    if notice is None or notice.state is not State.SENDING:
        return False
    notice.picture, notice.picture_key = file, key
    return True
