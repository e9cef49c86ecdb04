"""What a portfolio shows as a whole: heatmap, margins, common causes, order of effort, what is due."""
