"""The Capacity page: the settings of a plan, and the plan."""
