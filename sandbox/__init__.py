"""A Slack of its own on this machine: strict, in memory, for the demo and for the tests."""
