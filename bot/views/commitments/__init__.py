"""What commitments look like in Slack: cards, offers, answers, lists, stories."""
