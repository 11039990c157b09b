"""The composition root: everything is made here, handed to whoever needs it, and ended."""
