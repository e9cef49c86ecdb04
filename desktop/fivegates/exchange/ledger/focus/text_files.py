"""Billed rows in text: read by DuckDB as they are where that is safe, else written out plainly before.

DuckDB and Python's csv module read well-formed CSV alike. A file with something else in it (another encoding,
line breaks in cells, spaces beside quotes, backslashes before quotes) is read in Python, and handed to DuckDB
in the plainest form with the line of each row.
"""

import codecs
import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fivegates.domain.errors import UserError
from fivegates.exchange.ledger.focus.cells import Column, types_of
from fivegates.exchange.ledger.focus.engine import quoted_text
from fivegates.exchange.ledger.focus.statement import Relation
from fivegates.exchange.tables import MOST_ROW, CsvTable, Table, width_fault
from fivegates.exchange.value_styles import Cell

_BLOCK: Final = 2**22
_LINE: Final = "line"
_BACKSLASH_QUOTE: Final = b'\\"'


@dataclass(frozen=True, slots=True)
class Scan:
    """What the bytes of a file tell: whether DuckDB reads it as Python would, and how many lines it has."""

    plain: bool
    lines: int


def scan(path: Path) -> Scan:
    """Look through the bytes of a file, without parsing it.

    Not plain is a file that is not UTF-8, has a lone carriage return, a zero, or a quote before a space.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    counts = dict.fromkeys((b"\n", b"\r", b"\r\n", b"\0", b'" '), 0)
    last, trailing = b"", 0
    with path.open("rb") as stream:
        try:
            while block := stream.read(_BLOCK):
                decoder.decode(block)
                for sign in counts:
                    counts[sign] += block.count(sign) + (len(sign) > 1 and last + block[:1] == sign)
                last = block[-1:]
                trailing = _ending(block, trailing)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return Scan(plain=False, lines=0)
    plain = counts[b"\r"] == counts[b"\r\n"] and not counts[b"\0"] and not counts[b'" ']
    return Scan(plain, counts[b"\n"] - trailing + 1)


def _ending(block: bytes, before: int) -> int:
    """How many line ends the file read so far ends on."""
    rest = block.rstrip(b"\r\n")
    ends = block.count(b"\n", len(rest))
    return ends if rest else before + ends


def relation_as_is(path: Path, table: CsvTable) -> Relation:
    """The rows of a plain file."""
    columns = {name: Column(f"c{place}") for place, name in enumerate(table.header)}
    by_place = {f"c{place}": Column(f"c{place}") for place in range(len(table.header))}
    rows = (
        f"read_csv({quoted_text(str(path))}, columns = {types_of(by_place)}, auto_detect = false, header = true, "
        f"delim = {quoted_text(table.separator)}, quote = '\"', escape = '\"', strict_mode = true, "
        f"null_padding = false, max_line_size = {MOST_ROW}, compression = 'none', hive_partitioning = false)"
    )
    return Relation(rows, "row_number() OVER () + 1", columns)


def relation_written_out(
    table: Table, to: Path, refuse: Callable[[int, UserError], None]
) -> Relation:
    """Write the rows of a table plainly, with their lines; rows of another width are refused.

    Raises DataError where the table is not sound.
    """
    width = len(table.header)
    with to.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow([_LINE, *(f"c{place}" for place in range(width))])
        for line, cells in table.rows():
            texts = [_text(cell) for cell in cells]
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
    rows = (
        f"read_csv({quoted_text(str(to))}, columns = {types_of(by_place)}, auto_detect = false, header = true, "
        f"delim = ',', quote = '\"', escape = '\"', strict_mode = true, max_line_size = {4 * MOST_ROW}, "
        "compression = 'none', hive_partitioning = false)"
    )
    return Relation(rows, f"CAST({_LINE} AS BIGINT)", columns)


def _text(cell: Cell) -> str:
    """A cell as CSV has it."""
    return cell if isinstance(cell, str) else f"{cell:f}" if hasattr(cell, "as_tuple") else cell.isoformat()


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
