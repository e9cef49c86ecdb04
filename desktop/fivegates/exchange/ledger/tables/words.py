"""Words in the first cell of a row that make it no line."""

from typing import Final

from fivegates.domain.errors import UserError
from fivegates.domain.quoting import shown

EXAMPLE: Final = "example"
"""Stands for an initiative in the row of a template that shows how to fill it in."""

_TOTALS: Final = frozenset(
    {
        "total",
        "totals",
        "grand total",
        "sub total",
        "sum",
        "sums",
        "overall",
        "summe",
        "gesamt",
        "gesamtsumme",
        "zwischensumme",
        "somme",
        "sous-total",
        "total général",
        "totale",
        "totaal",
        "suma",
        "summa",
        "razem",
    }
)


def total_fault(cell: str) -> UserError | None:
    """Why a row whose first filled cell is this one is no line: it adds up others. None for other rows."""
    folded = cell.casefold().rstrip(":. ")
    if folded in _TOTALS or folded.startswith(("total ", "grand total", "sub-total", "subtotal")):
        return UserError(
            "“{text}” is a row of totals. The rows that it adds up are imported instead.", text=shown(cell)
        )
    return None
