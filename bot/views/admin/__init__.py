"""What the CCO and administrators see of what they look after."""
