"""Frameworks: what others ask of an AI system, mapped to the criteria of a rubric."""
