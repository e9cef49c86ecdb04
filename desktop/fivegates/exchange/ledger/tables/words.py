"""Words in the first cell of a row that make it no line."""

from typing import Final

EXAMPLE: Final = "example"
"""Stands for an initiative in the row of a template that shows how to fill it in."""

TOTALS: Final = frozenset(
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
