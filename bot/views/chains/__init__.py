"""The line of an issue, from the first signal to the customer told."""
