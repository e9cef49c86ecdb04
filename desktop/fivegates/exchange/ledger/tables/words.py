"""Words in the first cell of a row by which it is skipped."""

from typing import Final

from fivegates.domain.errors import UserError
from fivegates.domain.quoting import shown

EXAMPLE: Final = "example"
"""The placeholder for an initiative in a template's example row."""

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
    """The refusal of a row of totals, by its first filled cell. None for other rows."""
    folded = cell.casefold().rstrip(":. ")
    if folded in _TOTALS or folded.startswith(("total ", "grand total", "sub-total", "subtotal")):
        return UserError(
            "“{text}” is a row of totals. The rows that it adds up are imported instead.", text=shown(cell)
        )
    return None
