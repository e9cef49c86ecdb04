"""Create, open, save, check, back up and exchange portfolio files."""
