"""Recognition: thanks from one person to others, for what it changed for a customer."""
