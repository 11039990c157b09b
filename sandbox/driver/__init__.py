"""Acts as people do in Slack: types, presses, fills in, opens Home, and sees what comes of it."""
