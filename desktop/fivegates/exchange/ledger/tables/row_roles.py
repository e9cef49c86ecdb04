"""The roles of a table's rows: the header, below title and period, and rows that their first cell skips."""

from collections.abc import Container, Iterable, Sequence
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
"""Word that Excel writes after the name of a group whose rows it adds up."""


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


MOST_TITLE_ROWS: Final = 50
"""The number of rows at the top of a table that are tried as its header."""


class Wanted:
    """The column names expected in a header; this base class expects none.

    It is passed to other processes: subclasses are data that can be pickled.
    """

    def count(self, _names: Sequence[str]) -> int:
        """Number of known names in a row."""
        return 0

    def complete(self, _names: Sequence[str]) -> bool:
        """True if all required columns are present."""
        return False


ANY_HEADER: Final = Wanted()
"""For tables whose first row is their header."""


def best_header(rows: Iterable[Sequence[str]], wanted: Wanted) -> int:
    """The index of the row with the most known names; the first row that is not blank where none has any."""
    best, most, first = -1, 0, -1
    for index, row in enumerate(rows):
        if index == MOST_TITLE_ROWS:
            break
        if first < 0 and any(name.strip() for name in row):
            first = index
        count = wanted.count([name.strip() for name in row])
        if count > most:
            best, most = index, count
    return best if best >= 0 else max(first, 0)
