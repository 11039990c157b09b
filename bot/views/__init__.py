"""What it looks like in Slack: pure functions from domain values to blocks."""
