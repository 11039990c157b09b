"""What people see of their settings and their absence."""
