"""The Evidence calendar page: when every proof of the portfolio lapses, and until when verdicts hold."""
