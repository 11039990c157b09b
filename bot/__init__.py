"""The product: its rules, its words on screen, and how it is wired."""
