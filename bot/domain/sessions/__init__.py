"""Sessions: one occurrence of a forum, before, during and after."""
