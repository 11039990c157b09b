"""What a person's digest looks like, and the form by which a reminder is put off."""
