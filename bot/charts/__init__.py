"""Pictures of numbers: drawn here as PNG, from plain values, without a database or Slack."""
