"""Rhythms: which days a forum meets, and at which instants, in its own zone for ever."""

from bot.domain.recurrence.holidays import OnHoliday

__all__ = ["OnHoliday"]
