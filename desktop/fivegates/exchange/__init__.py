"""File formats: parse bytes to values, collecting every fault as a value, and serialise values."""
