"""Ideas: what is written down before it is an initiative, and what usually follows from a kind of one."""
