"""One small function a verb: what a button or a command does. The only writer of a portfolio."""
