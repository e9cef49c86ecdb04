"""Recovery of what can be read of a damaged portfolio."""
