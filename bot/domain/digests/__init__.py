"""What the bot says by itself to one person a day: their digest, and the CCO's brief."""
