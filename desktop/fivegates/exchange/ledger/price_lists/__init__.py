"""Public lists of what models cost, each in a form of its own, read to the prices of a book."""
