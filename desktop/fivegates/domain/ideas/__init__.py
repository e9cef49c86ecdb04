"""Ideas, which may become initiatives, and the advice on kinds of initiatives."""
