"""An open portfolio file: connections, opening and its checks, locks, changes made elsewhere."""
