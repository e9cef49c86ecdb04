"""The history of edits: an entry is added in the transaction of its edit, and old ones are pruned there."""

import json
from collections.abc import Mapping
from dataclasses import astuple, replace
from datetime import UTC, date, datetime, timedelta
from string import Formatter
from typing import Final

from fivegates.domain.economics.months import Month
from fivegates.domain.fields import MOMENT
from fivegates.domain.language import Message
from fivegates.domain.portfolio.edit_history import (
    CHANGED_FIELDS,
    MOST_ENTRIES,
    EditEntry,
    EditPlace,
    ValueChange,
)
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.columns import Column, plain_list, unreadable
from fivegates.store.records.edits import Edit
from fivegates.store.records.rows import RowChange
from fivegates.store.records.table import RecordTable

_LONGEST: Final = 400
_CHANGE: Final = ("field", "before", "after")
"""The names in `details` of a field that was changed and of its values; no sentence of an edit has them."""
_PARTS: Final = 3
"""Of a value in `details`: its name, itself, and its kind."""
_ADD: Final = """
INSERT INTO edit (at, by, kind, what, details, initiatives, codes, reviewed, criterion)
VALUES (
    :at, :by, :kind, :what, :details, :initiatives,
    (SELECT coalesce(json_group_array(code), '[]') FROM (
        SELECT code FROM initiative WHERE id IN (SELECT value FROM json_each(:initiatives)) ORDER BY id
    )),
    (SELECT dated FROM review WHERE id = :review), :criterion
) RETURNING *
"""


def add_entry(edit: Edit, entry: EditEntry, place: EditPlace) -> int:
    """Add an entry to the history, in the transaction of the edit that it is about; returns its id.

    `place` is the record that it concerned; codes and day are looked up. Undo does not revert the entry.
    """
    entry = replace(entry, by=_line(entry.by), initiatives=place.initiatives, criterion=place.criterion)
    details = _details({**entry.what.values, **_change_values(entry.changed)})
    values = EDIT.row(entry) | {"details": details, "at": _moment_text(entry.at), "review": place.review}
    row = dict(edit.database.execute(_ADD, values).fetchall()[0])
    edit.note(RowChange(EDIT.name, (row["id"],), None, row))
    return int(row["id"])


def renew_entry(edit: Edit, entry_id: int, at: datetime, changed: ValueChange | None) -> bool:
    """Extend the edit of an entry until `at`; whether the entry is still there.

    The value that it began with stays, and `changed` has the one that it has come to.
    """
    row = edit.database.execute("SELECT what, details FROM edit WHERE id = ?", (entry_id,)).fetchone()
    if row is None:
        return False
    values = dict(map(_value, plain_list(row["details"])))
    begun = _changed(values)
    if begun is not None and changed is not None:
        values |= _change_values(replace(begun, after=changed.after))
    edit.database.execute(
        "UPDATE edit SET at = ?, details = ? WHERE id = ?", (_moment_text(at), _details(values), entry_id)
    )
    edit.file.wrote(EDIT.name, 1)
    return True


def prune(edit: Edit, at: datetime, days: int) -> None:
    """Delete the entries older than so many days, and the oldest where there are too many."""
    oldest = _moment_text(at - timedelta(days=days))
    found = edit.database.execute(
        "DELETE FROM edit WHERE at < ? OR id IN (SELECT id FROM edit ORDER BY id DESC LIMIT -1 OFFSET ?)",
        (oldest, MOST_ENTRIES),
    )
    edit.file.wrote(EDIT.name, found.rowcount)


def read_history(file: PortfolioFile, initiative_id: int | None = None) -> tuple[EditEntry, ...]:
    """The entries, newest first: all, or those that concern an initiative.

    Raises UserError where they cannot be read.
    """
    with file.read_transaction():
        entries = EDIT.all(file)
    if initiative_id is None:
        return entries
    return tuple(each for each in entries if initiative_id in each.initiatives)


def _moment_text(at: datetime) -> str:
    return at.astimezone(UTC).strftime(MOMENT)


def _line(text: str) -> str:
    """Text that the table accepts: within its length, and valid UTF-8."""
    return text.encode(errors="replace").decode()[:_LONGEST]


def _details(values: Mapping[str, object]) -> str:
    """The values of a sentence as a JSON list of [name, value, kind]."""
    return json.dumps([_detail(name, value) for name, value in values.items()], ensure_ascii=False)


def _detail(name: str, value: object) -> list[object]:
    match value:
        case date():
            return [name, value.isoformat(), "day"]
        case Month():
            return [name, str(value), "month"]
        case int():
            return [name, int(value), "number"]
        case _:
            return [name, _line(str(value)), "text"]


def _change_values(changed: ValueChange | None) -> dict[str, object]:
    """A changed value as further values, which the sentence does not name."""
    if changed is None:
        return {}
    return dict(zip(_CHANGE, ("" if value is None else value for value in astuple(changed)), strict=True))


def _changed(values: Mapping[str, object]) -> ValueChange | None:
    """A changed value; None where an entry has none, or not in our form."""
    field, before, after = (values.get(name) for name in _CHANGE)
    if (
        not isinstance(field, str)
        or not isinstance(before, (int, str))
        or not isinstance(after, (int, str))
        or tuple(field.partition(".")[::2]) not in CHANGED_FIELDS
    ):
        return None
    return ValueChange(field, *(None if value == "" else value for value in (before, after)))


def _message(template: str, details: str) -> Message:
    """The sentence of an entry; a template with more than plain placeholders is shown as it is.

    Another program may have written it, and what `str.format` can do is not for it.
    """
    values = dict(map(_value, plain_list(details)))
    return Message(template, **values) if _is_plain(template, values) else Message("{text}", text=template)


def _is_plain(template: str, values: Mapping[str, object]) -> bool:
    """True if a template has plain placeholders only."""
    try:
        parts = list(Formatter().parse(template))
    except ValueError:
        return False
    named = [(name, form, how) for _text, name, form, how in parts if name is not None]
    return all(name in values and not form and how is None for name, form, how in named)


def _value(detail: object) -> tuple[str, object]:
    """A value with its name. Raises sqlite3.Error where it is none, ValueError for a day that is none."""
    if not isinstance(detail, list) or len(detail) != _PARTS or not isinstance(detail[0], str):
        raise unreadable()
    name, value, kind = detail
    match kind, value:
        case "day", str():
            return name, date.fromisoformat(value)
        case "month", str():
            return name, Month.parse(value)
        case "number", int():
            return name, value
        case "text", str():
            return name, value
    raise unreadable()


def _numbers(text: str) -> tuple[int, ...]:
    found = plain_list(text)
    if not all(isinstance(each, int) for each in found):
        raise unreadable()
    return tuple(map(int, found))


EDIT: Final = RecordTable(
    EditEntry,
    "edit",
    own=[
        Column(
            "what",
            lambda what: {"what": what.template, "details": _details(what.values)},
            lambda row: _message(row["what"], row["details"]),
        ),
        Column(
            "initiatives",
            lambda ids: {"initiatives": json.dumps(ids)},
            lambda row: _numbers(row["initiatives"]),
        ),
        Column(
            "changed",
            lambda _: {},
            lambda row: _changed(dict(map(_value, plain_list(row["details"])))),
        ),
    ],
    order="at DESC, id DESC",
)
