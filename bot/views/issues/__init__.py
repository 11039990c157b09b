"""What issues look like."""
