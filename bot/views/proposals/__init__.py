"""What proposals, rounds, stances and dissents look like in Slack."""
