"""Insights on a whole portfolio: heatmap, margins, common causes, order of effort, due items."""
