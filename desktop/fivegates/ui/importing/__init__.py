"""Importing costs, usage and benefits: one dialog that shows what a file would bring before it is written."""
