"""When evidence lapses, and the verdict with it."""
