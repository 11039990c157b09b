"""Reports by touchpoint and week: the numbers as text, and what is behind a rise."""
