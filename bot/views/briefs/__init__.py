"""What is said by itself to the CCO each morning, and to a forum each week."""
