"""The comparison brief."""
