"""Import and export of ledger data: bills, tables and prices."""
