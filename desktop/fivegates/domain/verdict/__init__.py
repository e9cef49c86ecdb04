"""The rules of the verdict: evidence rule, ledger rule, gate states, reasons, path, firmness."""
