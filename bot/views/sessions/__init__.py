"""What the sessions of forums look like in Slack."""
