"""Frameworks: external requirements on AI systems, mapped to the criteria of a rubric."""
