"""What the product knows and decides: one file a noun. No Slack, no HTTP, no scheduler."""
