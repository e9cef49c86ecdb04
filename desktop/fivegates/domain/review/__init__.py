"""Reviews: scores, history, seals and the chain of final reviews."""
