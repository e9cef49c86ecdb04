"""The brief on one initiative."""
