"""What the window does to lose nothing: notices about the file, going on in a copy, backups, recovery."""
