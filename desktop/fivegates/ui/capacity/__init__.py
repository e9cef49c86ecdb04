"""The Capacity page: what a plan is made of, and the plan."""
