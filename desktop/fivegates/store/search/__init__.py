"""The search index: which text it holds, and how it is kept up to date."""
