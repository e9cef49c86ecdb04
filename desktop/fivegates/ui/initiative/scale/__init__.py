"""The view of costs at scale: scenarios, their ranges, and what another model would cost."""
