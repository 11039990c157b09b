"""Accountability forums: where leaders meet, on a rhythm of their own."""
