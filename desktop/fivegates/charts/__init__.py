"""Charts: domain values in, a matplotlib Figure out, one function a chart, for screen and paper alike."""
