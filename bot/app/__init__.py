"""The program: how Slack gets in and out, in which order it starts, and how it ends."""
