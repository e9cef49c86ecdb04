"""Parsers of public price lists of models, one per format."""
