"""The initiative page: score a review, see the verdict and why, and keep what backs it."""
