"""The Costs tab: the ledger as a grid, totals, charts and scenarios."""
