"""Words in the first cell of a row by which it is skipped."""

from collections.abc import Container
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
        "gesamtbetrag",
        "gesamtergebnis",
        "teilergebnis",
        "endsumme",
        "zwischensumme",
        "somme",
        "sous-total",
        "total général",
        "totale",
        "totaal",
        "suma",
        "summa",
        "razem",
        "\u03c3",
    }
)


_BEGINNINGS: Final = ("total ", "grand total", "sub-total", "subtotal", "summe ", "zwischensumme ")
_GROUP_ENDS: Final = (" total", " ergebnis")
"""What Excel writes behind the name of a group whose rows it adds up."""


def total_fault(cell: str, groups: Container[str] = ()) -> UserError | None:
    """The refusal of a row of totals, by its first filled cell. None for other rows.

    `groups` are names, in small letters, that a spreadsheet program may have added up by.
    """
    folded = cell.casefold().rstrip(":. ")
    adds_group = any(folded.endswith(end) and folded.removesuffix(end) in groups for end in _GROUP_ENDS)
    if folded in _TOTALS or folded.startswith(_BEGINNINGS) or adds_group:
        return UserError(
            "“{text}” is a row of totals. The rows that it adds up are imported instead.", text=shown(cell)
        )
    return None
