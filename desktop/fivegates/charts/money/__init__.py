"""Charts of costs, unit cost and volume."""
