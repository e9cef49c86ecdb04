"""CSV, JSON and TOML: bytes to values and back, with every fault in them as a value."""
