"""The edit history of a portfolio: record each edit, and read the entries."""

from collections.abc import Iterable, Iterator

from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.domain.portfolio.edit_history import (
    CHANGED_FIELDS,
    MOST_NAMED,
    EditEntry,
    EditKind,
    EditPlace,
    ValueChange,
)
from fivegates.store.records import edit_history
from fivegates.store.records.edit_history import add_entry, prune, renew_entry
from fivegates.store.records.edits import Edit
from fivegates.store.records.rows import Row, RowChange, Value
from fivegates.store.records.settings import read_settings

_PRUNED_EVERY = 500
_CHANGED_TABLES = frozenset(table for table, _column in CHANGED_FIELDS)
_BESIDE = ("review_id", "criterion", "carried")
"""Columns of a score that are written with its level or its rationale."""
_REVIEW_KEYS = {"review": "id", "score": "review_id", "seal": "review_id", "panel": "review_id"}


def account_name() -> str:
    """The name of the system's account; empty where it has none."""
    import getpass  # the first window saves nothing

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def note_edit(
    opened: OpenPortfolio, edit: Edit, kind: EditKind, changes: Changes, merge_key: str = ""
) -> tuple[str, int]:
    """Add an entry for `edit` to the history; returns the merge key with the id of the entry.

    An entry with the same merge key as the previous one is merged into it: typing is one entry.
    """
    now = opened.clock()
    last = opened.last_entry
    changed = changed_value(edit.rows)
    if merge_key and last is not None and last[0] == merge_key and renew_entry(edit, last[1], now, changed):
        return last
    place = place_of(changes, edit.rows)
    entry = EditEntry(0, now, account_name(), kind, changes.label, changed=changed)
    entry_id = add_entry(edit, entry, place)
    if opened.last_entry is None or entry_id % _PRUNED_EVERY == 0:
        prune(edit, now, read_settings(opened.file).history_days)
    return merge_key, entry_id


def place_of(changes: Changes, rows: Iterable[RowChange]) -> EditPlace:
    """The subject of an edit: its initiatives, and its review and criterion where it has exactly one."""
    reviews: set[Value] = set()
    criteria: set[Value] = set()
    for table, image in _images(rows):
        if table in _REVIEW_KEYS:
            reviews.add(image[_REVIEW_KEYS[table]])
        if "criterion" in image:
            criteria.add(image["criterion"])
    named = sorted(changes.initiatives)
    return EditPlace(
        tuple(named) if len(named) <= MOST_NAMED else (),
        int(str(reviews.pop())) if len(reviews) == 1 else None,
        str(criteria.pop()) if len(criteria) == 1 else "",
    )


def changed_value(rows: Iterable[RowChange]) -> ValueChange | None:
    """The old and new value, where one field of one record was changed; else None.

    A criterion without a row has a score without a level and a rationale.
    """
    found: list[ValueChange] = []
    for row in rows:
        if row.table in _CHANGED_TABLES:
            if row.table != "score" and (row.before is None or row.after is None):
                return None
            found += _values(row)
    named = len(found) == 1 and tuple(found[0].field.split(".")) in CHANGED_FIELDS
    return found[0] if named else None


def _values(row: RowChange) -> Iterator[ValueChange]:
    """The columns of a row that differ, including those whose values are not recorded."""
    before, after = row.before or {}, row.after or {}
    beside = _BESIDE if row.table == "score" else ()
    for column in {**before, **after}:
        was, now = (None if value == "" else value for value in (before.get(column), after.get(column)))
        if was != now and column not in beside:
            yield ValueChange(f"{row.table}.{column}", was, now)


def _images(rows: Iterable[RowChange]) -> Iterator[tuple[str, Row]]:
    """Each changed row, in its current or its previous state."""
    for row in rows:
        image = row.after or row.before
        if image is not None:
            yield row.table, image


def read_history(opened: OpenPortfolio, initiative_id: int | None = None) -> tuple[EditEntry, ...]:
    """The entries of the history, newest first: all, or those about one initiative.

    Raises UserError where it cannot be read.
    """
    return edit_history.read_history(opened.file, initiative_id)
