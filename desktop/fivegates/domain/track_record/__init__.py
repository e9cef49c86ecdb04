"""How good earlier papers were: what they promised against what came, and forecasts with a probability."""
