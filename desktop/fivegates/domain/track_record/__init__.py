"""The track record: promises of papers against outcomes, and forecasts with a probability."""
