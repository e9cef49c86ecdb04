"""Tables of records: rows of cells made beforehand, in the order of their values."""
