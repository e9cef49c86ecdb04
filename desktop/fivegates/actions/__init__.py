"""The operations behind buttons and commands, one function each. Only these write to a portfolio."""
