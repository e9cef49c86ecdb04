"""The Trend tab: readiness since the first review, what moved it, how long its proofs hold."""
