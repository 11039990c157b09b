"""What thanks, nominations and their coverage look like."""
