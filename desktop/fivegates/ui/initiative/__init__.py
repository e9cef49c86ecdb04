"""The initiative page: scores of a review, its verdict and reasons, and the records behind it."""
