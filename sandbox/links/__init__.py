"""The two ways in which Slack reaches an app: sockets, and signed requests to its address."""
