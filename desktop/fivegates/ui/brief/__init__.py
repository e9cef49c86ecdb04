"""The preview of a brief: the real PDF pages, in the window."""
