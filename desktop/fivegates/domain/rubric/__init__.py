"""The rubric: gates, criteria and levels, its checks and its serialisation."""
