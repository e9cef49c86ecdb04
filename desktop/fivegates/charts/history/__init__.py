"""Charts of readiness over time."""
