"""The tables of an OpenDocument spreadsheet: how large each is, and which of its rows are hidden."""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Final

_TAG: Final = re.compile(
    rb"<(?P<end>/)?(?:[\w.-]+:)?(?P<name>table|table-row|table-cell|covered-table-cell)(?=[\s/>])(?P<rest>[^<>]*)>"
)
_ATTRIBUTE: Final = re.compile(rb"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_HIDDEN: Final = (b"filter", b"collapse")
_REPEATED: Final = (b"number-rows-repeated", b"number-columns-repeated")


class UnsoundError(Exception):
    """The content is written in a way in which its size cannot be determined."""


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
        attributes = _attributes(tag["rest"])
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
    """Take a cell into account; empty ones count once a cell with a value follows."""
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


def _attributes(rest: bytes) -> dict[bytes, bytes]:
    """The attributes of a tag by their names without a prefix."""
    return {name: double or single for name, double, single in _ATTRIBUTE.findall(rest)}
