"""A panel: several people score one review apart, and agree on one."""
