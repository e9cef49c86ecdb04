"""Which initiatives' texts an edit has changed."""

from collections.abc import Iterable
from typing import Final

from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.queries import all_rows
from fivegates.store.records.rows import Row, RowChange, Value

_OWNED: Final = frozenset(
    {"evidence", "change", "action", "review", "decision", "scenario", "cost", "usage", "benefit"}
)
_SHARED: Final = frozenset({"rubric", "portfolio", "price_book", "price", "rate"})
_PARTS: Final = {
    "score": ("review", "review_id"),
    "seal": ("review", "review_id"),
    "condition": ("decision", "decision_id"),
    "threshold": ("decision", "decision_id"),
}
"""Tables whose rows belong to a row of another, with that table and the column that names the row."""


def edited_initiatives(file: PortfolioFile, rows: Iterable[RowChange]) -> set[int]:
    """The ids of the initiatives that have other texts since; 0 where what they share has changed."""
    changed = [(row.table, image) for row in rows for image in (row.before, row.after) if image is not None]
    owners = {
        (table, image["id"]): int(str(image["initiative_id"]))
        for table, image in changed
        if table in {"review", "decision"}
    }
    found = set()
    for table, image in changed:
        if table in _SHARED:
            found.add(0)
        elif table == "initiative":
            found.add(int(str(image["id"])))
        elif table in _OWNED:
            found.add(int(str(image["initiative_id"])))
        elif table in _PARTS:
            found |= _owner(file, table, image, owners)
    return found


def _owner(file: PortfolioFile, table: str, image: Row, owners: dict[tuple[str, Value], int]) -> set[int]:
    """The initiative of a part of a review or decision; none where that is gone with all of its parts."""
    parent, column = _PARTS[table]
    key = (parent, image[column])
    if key not in owners:
        sql = f'SELECT initiative_id FROM "{parent}" WHERE id = ?'  # noqa: S608 - names of this file
        stored = all_rows(file, sql, int(str(image[column])))
        if not stored:
            return set()
        owners[key] = stored[0]["initiative_id"]
    return {owners[key]}
