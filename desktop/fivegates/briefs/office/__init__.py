"""Briefs as Word documents and as slides, from the blocks and the sentences that the PDF is set from."""
