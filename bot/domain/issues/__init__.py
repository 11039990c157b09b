"""Issues: what customers hit, with one owner, and not closed until the customer was told."""
