"""The view of costs at scale: scenarios, their ranges, and the cost with another model."""
