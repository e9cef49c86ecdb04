"""Billed rows in text: read by DuckDB as they are where that is safe, else written out plainly before.

DuckDB and Python's csv module read well-formed CSV alike. A file with something else in it (another encoding,
line breaks in cells, spaces beside quotes, backslashes before quotes) is read in Python, and handed to DuckDB
in the plainest form with the line of each row.
"""

import codecs
import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Final

from fivegates.domain.errors import UserError
from fivegates.exchange.ledger.csv_tables import MOST_ROW, CsvTable, Table, width_fault
from fivegates.exchange.ledger.focus.cells import Column, types_of
from fivegates.exchange.ledger.focus.columns import FIELDS
from fivegates.exchange.ledger.focus.engine import quoted_text
from fivegates.exchange.ledger.focus.statement import Relation
from fivegates.exchange.ledger.number_and_date_formats import Cell, DateStyle, is_serial, read_day

_PERIODS: Final = frozenset(map(str.casefold, FIELDS["period"]))
_BLOCK: Final = 2**18
_TAIL: Final = 1_000
_ASCII: Final = 128
_LINE: Final = "line"
_LINE_FEED: Final = ord("\n")
_RETURN: Final = ord("\r")
_QUOTE: Final = ord('"')
_SPACE: Final = ord(" ")
_LOOKED: Final = 500
"""So many blocks, or rows, are handled between two looks whether they are still wanted."""

_BACKSLASH_QUOTE: Final = b'\\"'


@dataclass(frozen=True, slots=True)
class Scan:
    """What the bytes of a file tell: whether DuckDB reads it as Python would, and how many lines it has."""

    plain: bool
    lines: int


def scan(path: Path, wanted: Callable[[], None] = lambda: None) -> Scan:
    """Look through the bytes of a file, without parsing it. What `wanted` raises, now and then, ends it.

    Not plain is a file that is not UTF-8, has a lone carriage return, a zero, or a quote before a space.
    """
    import numpy as np

    decoder = codecs.getincrementaldecoder("utf-8")()
    lines = lone = trailing = 0
    # The first byte is the last one of the block before; a block fits into the processor's cache.
    room = bytearray(_BLOCK + 1)
    with path.open("rb", buffering=0) as stream:
        for number in count():
            size = stream.readinto(memoryview(room)[1:])
            if not size:
                break
            if not number % _LOOKED:
                wanted()
            signs = np.frombuffer(room, dtype=np.uint8, count=size + 1)
            before, after = signs[:-1], signs[1:]
            if not after.min() or np.any((before == _QUOTE) & (after == _SPACE)):
                return Scan(plain=False, lines=0)
            if (after.max() >= _ASCII or decoder.getstate()[0]) and not _decodes(decoder, after.tobytes()):
                return Scan(plain=False, lines=0)
            lone += int(np.count_nonzero((before == _RETURN) & (after != _LINE_FEED)))
            lines += int(np.count_nonzero(after == _LINE_FEED))
            trailing = _ending(after[-_TAIL:].tobytes(), trailing)
            room[0] = room[size]
    plain = not lone and room[0] != _RETURN and not decoder.getstate()[0]
    return Scan(plain, lines - trailing + 1)


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes) -> bool:
    """Whether a block goes on as text."""
    try:
        decoder.decode(block)
    except UnicodeDecodeError:
        return False
    return True


def _ending(block: bytes, before: int) -> int:
    """How many line ends the file read so far ends on."""
    rest = block.rstrip(b"\r\n")
    ends = block.count(b"\n", len(rest))
    return ends if rest else before + ends


def relation_as_is(path: Path, table: CsvTable) -> Relation:
    """The rows of a plain file."""
    columns = {name: Column(f"c{place}") for place, name in enumerate(table.header)}
    by_place = {f"c{place}": Column(f"c{place}") for place in range(len(table.header))}
    rows = _read_csv(path, by_place, table.separator, MOST_ROW)
    return Relation(rows, "row_number() OVER () + 1", columns)


def relation_written_out(
    table: Table,
    to: Path,
    refuse: Callable[[int, UserError], None],
    wanted: Callable[[], None] = lambda: None,
) -> Relation:
    """Write the rows of a table plainly, with their lines; rows of another width are refused.

    What `wanted` raises, now and then, ends it.

    Raises DataError where the table is not sound.
    """
    width = len(table.header)
    periods = {place for place, name in enumerate(table.header) if name.casefold() in _PERIODS}
    with to.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow([_LINE, *(f"c{place}" for place in range(width))])
        for number, (line, cells) in enumerate(table.rows()):
            if not number % _LOOKED:
                wanted()
            texts = [_text(cell, is_day=place in periods) for place, cell in enumerate(cells)]
            while len(texts) > width and not texts[-1].strip():
                texts.pop()
            if len(texts) != width:
                refuse(line, width_fault(len(texts), width))
                continue
            writer.writerow([line, *(text.replace("\0", "\N{REPLACEMENT CHARACTER}") for text in texts)])
    return _plain_relation(table, to)


def _plain_relation(table: Table, to: Path) -> Relation:
    """What `relation_written_out` wrote."""
    width = len(table.header)
    by_place = {name: Column(name) for name in (_LINE, *(f"c{place}" for place in range(width)))}
    columns = {name: Column(f"c{place}") for place, name in enumerate(table.header)}
    rows = _read_csv(to, by_place, ",", 4 * MOST_ROW)
    return Relation(rows, f"CAST({_LINE} AS BIGINT)", columns)


def _read_csv(path: Path, columns: Mapping[str, Column], separator: str, longest: int) -> str:
    """The rows of a file of text, in which nothing is guessed and no row is left out."""
    return (
        f"read_csv({quoted_text(str(path))}, columns = {types_of(columns)}, auto_detect = false, "
        f"header = true, delim = {quoted_text(separator)}, quote = '\"', escape = '\"', strict_mode = true, "
        f"null_padding = false, max_line_size = {longest}, compression = 'none', hive_partitioning = false)"
    )


def _text(cell: Cell, *, is_day: bool) -> str:
    """A cell as CSV has it; a number that a workbook stores for a day is that day."""
    if isinstance(cell, Decimal):
        return read_day(cell, DateStyle.ISO).isoformat() if is_day and is_serial(cell) else f"{cell:f}"
    return cell if isinstance(cell, str) else cell.isoformat()


def without_backslashes(path: Path, folder: Path) -> Path | None:
    """A copy in which quotes in a cell are doubled, as CSV has them, and not escaped by a backslash.

    None for a file that has no such quotes.
    """
    to = folder / f"quoted-{path.name}"
    found, last = False, b""
    with path.open("rb") as stream, to.open("wb") as file:
        while block := stream.read(_BLOCK):
            block = last + block
            last = block[-1:] if block.endswith(b"\\") else b""
            found = found or _BACKSLASH_QUOTE in block
            file.write(block.removesuffix(last).replace(_BACKSLASH_QUOTE, b'""'))
        file.write(last)
    return to if found else None
