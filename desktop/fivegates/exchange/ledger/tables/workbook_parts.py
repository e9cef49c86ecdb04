"""The parts of a workbook (XLSX, OpenDocument): sheets, their size, and which rows are hidden."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Final

_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\s[^<>]*>")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^<>]*>")
_ATTRIBUTE: Final = re.compile(rb"""\s((?:\w+:)?\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ROW: Final = re.compile(rb"<(?:\w+:)?row\b[^<>]*>")
_FILTER: Final = re.compile(rb"<(?:\w+:)?filterColumn\b")
_TRUE: Final = (b"1", b"true")


def parts_by_sheet(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The part of each sheet by its name; empty for one whose part cannot be determined."""
    relations = [_attributes(tag) for tag in _RELATION.findall(parts.get("xl/_rels/workbook.xml.rels", b""))]
    targets = {each.get(b"Id", b""): each.get(b"Target", b"") for each in relations}
    found: dict[str, bytes] = {}
    for tag in _SHEET.findall(parts.get("xl/workbook.xml", b"")):
        attributes = _attributes(tag)
        identity = next((value for name, value in attributes.items() if name.endswith(b":id")), b"")
        target = targets.get(identity, b"").decode(errors="replace")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        found[unescape(attributes.get(b"name", b"").decode(errors="replace"))] = parts.get(path, b"")
    return found


def hidden_rows(part: bytes) -> frozenset[int]:
    """The numbers of the rows that are hidden; a row without a number follows the one before."""
    hidden: set[int] = set()
    number = 0
    for tag in _ROW.findall(part):
        attributes = _attributes(tag)
        written = attributes.get(b"r", b"")
        number = int(written) if written.isdigit() else number + 1
        if attributes.get(b"hidden") in _TRUE:
            hidden.add(number)
    return frozenset(hidden)


def is_filtered(part: bytes) -> bool:
    """Whether a filter is set on a column of the sheet."""
    return _FILTER.search(part) is not None


def _attributes(tag: bytes) -> dict[bytes, bytes]:
    return {name: double or single for name, double, single in _ATTRIBUTE.findall(tag)}


_TAG: Final = re.compile(
    rb"<(?P<end>/)?(?:[\w.-]+:)?(?P<name>table|table-row|table-cell|covered-table-cell)(?=[\s/>])(?P<rest>[^<>]*)>"
)
_ODS_ATTRIBUTE: Final = re.compile(rb"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_HIDDEN: Final = (b"filter", b"collapse")
_REPEATED: Final = (b"number-rows-repeated", b"number-columns-repeated")


class UnsoundError(Exception):
    """The size of the content cannot be determined."""


@dataclass(slots=True)
class OdsTable:
    """A table: the cells that a reader makes room for, and the numbers of its hidden rows."""

    name: str
    cells: int = 0
    hidden: set[int] = field(default_factory=set)
    filtered: bool = False


@dataclass(slots=True)
class _Row:
    """A row as far as it is read: its repetitions, its width up to the last cell with a value."""

    repeated: int
    visibility: bytes
    width: int = 0
    trailing: int = 0


def tables_of(content: bytes, most: int) -> tuple[OdsTable, ...]:
    """Measure the tables of `content.xml`, as far as they have rows of values.

    Raises UnsoundError where sizes cannot be determined. No more than `most` hidden rows are listed.
    """
    if b"<!--" in content or b"<![CDATA[" in content:
        raise UnsoundError
    tables: list[OdsTable] = []
    row: _Row | None = None
    number = seen = 0
    for tag in _TAG.finditer(content):
        attributes = _ods_attributes(tag["rest"])
        seen += sum(name in attributes for name in _REPEATED)
        if tag["name"] == b"table" and not tag["end"]:
            tables.append(OdsTable(unescape(attributes.get(b"name", b"").decode(errors="replace"))))
            number = 0
        elif tag["name"] == b"table-row" and tables:
            if row is not None:
                number = _end_row(tables[-1], row, number, most)
            starts = not tag["end"] and not tag["rest"].endswith(b"/")
            row = (
                _Row(_repeated(attributes, _REPEATED[0]), attributes.get(b"visibility", b""))
                if starts
                else None
            )
            if not tag["end"] and not starts:
                number += _repeated(attributes, _REPEATED[0])
        elif row is not None and not tag["end"]:
            _add_cell(row, attributes, empty=tag["rest"].endswith(b"/"))
    if seen != sum(content.count(name) for name in _REPEATED):
        raise UnsoundError
    return tuple(tables)


def _end_row(table: OdsTable, row: _Row, number: int, most: int) -> int:
    """Count a row that has ended; return the number of the last row."""
    table.cells += row.width * row.repeated
    if row.width and row.visibility in _HIDDEN and len(table.hidden) + row.repeated <= most:
        table.hidden.update(range(number + 1, number + row.repeated + 1))
        table.filtered |= row.visibility == b"filter"
    return number + row.repeated


def _add_cell(row: _Row, attributes: dict[bytes, bytes], *, empty: bool) -> None:
    """Add a cell to the measure; empty ones count once a cell with a value follows."""
    repeated = _repeated(attributes, _REPEATED[1])
    if empty and not any(name.endswith(b"value-type") for name in attributes):
        row.trailing += repeated
    else:
        row.width += row.trailing + repeated
        row.trailing = 0


def _repeated(attributes: dict[bytes, bytes], name: bytes) -> int:
    """How often a row or a cell is repeated. Raises UnsoundError."""
    written = attributes.get(name, b"1")
    if not written.isdigit() or len(written) > 9:  # noqa: PLR2004 - more than any sheet has
        raise UnsoundError
    return int(written)


def _ods_attributes(rest: bytes) -> dict[bytes, bytes]:
    """The attributes of a tag by their names without a prefix."""
    return {name: double or single for name, double, single in _ODS_ATTRIBUTE.findall(rest)}
