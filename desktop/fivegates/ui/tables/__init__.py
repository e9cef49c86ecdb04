"""Tables of records: rows of precomputed cells, sorted by native values."""
