"""Other systems, one file each."""
