"""Proposals: what is put out there, who said where they stand, and what came of it."""
