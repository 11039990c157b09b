"""What forums look like in Slack."""
