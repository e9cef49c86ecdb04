"""What ledgers exchange with other programs: bills, tables and prices."""
