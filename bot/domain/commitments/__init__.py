"""Promises with an owner and a date: made, offered, kept, moved, handed on, dropped."""
