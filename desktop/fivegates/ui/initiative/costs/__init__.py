"""The Costs tab: what running it costs and brings, the ledger as a grid, totals and charts."""
