"""Customer wins: what is to be told, once, and who made it happen."""
