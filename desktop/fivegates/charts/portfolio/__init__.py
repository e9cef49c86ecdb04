"""Charts of several initiatives or proofs together."""
