"""Sentences from clauses: a capital first, a full stop last."""

ENDS = (".", "!", "?", "…")


def capitalised(text: str) -> str:
    """Begin with a capital; the rest keeps its own."""
    return text[:1].upper() + text[1:]


def sentence(clause: str) -> str:
    """Begin with a capital and end with a full stop, unless the clause ends itself."""
    return capitalised(clause) if clause.endswith(ENDS) else f"{capitalised(clause)}."
