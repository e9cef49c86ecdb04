"""The page of the evidence calendar."""
