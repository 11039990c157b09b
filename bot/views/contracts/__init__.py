"""Hand-off contracts: what one area hands to another, and within how long."""
