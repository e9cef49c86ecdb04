"""Readiness from review to review, and the bridge between two reviews."""
