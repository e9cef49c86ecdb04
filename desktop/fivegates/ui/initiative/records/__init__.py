"""The tabs of dated records: evidence, actions and changes, each in a table of its own."""
