"""Values to rows and back: reading and writing what a portfolio holds."""
