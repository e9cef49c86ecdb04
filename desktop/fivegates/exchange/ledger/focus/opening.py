"""Opens the files of an import: each with its table, columns and the relation for DuckDB.

DuckDB and Python's csv module read well-formed CSV alike. A file with something else in it (another encoding,
line breaks in cells, spaces beside quotes, backslashes before quotes) is read in Python, and handed to DuckDB
in the plainest form with the line of each row.
"""

import codecs
import csv
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from itertools import count, islice
from pathlib import Path
from typing import Final

from fivegates.domain.errors import DataError, Problem, UserError, refuse_whole
from fivegates.domain.language import Message
from fivegates.exchange.ledger.assignment_rules import Rules
from fivegates.exchange.ledger.csv_tables import MOST_ROW, CsvTable, Table, width_fault
from fivegates.exchange.ledger.focus.adding import PartRows
from fivegates.exchange.ledger.focus.cells import Column, types_of
from fivegates.exchange.ledger.focus.columns import FIELDS, WANTED_EXPORT, find_columns
from fivegates.exchange.ledger.focus.engine import Engine, QueryError, quoted_text
from fivegates.exchange.ledger.focus.known_exports import refuse_native
from fivegates.exchange.ledger.focus.parts import Part
from fivegates.exchange.ledger.focus.statement import Relation, Wanted
from fivegates.exchange.ledger.number_and_date_formats import Cell, DateStyle, is_serial, read_day
from fivegates.exchange.ledger.preview import Chosen
from fivegates.exchange.ledger.table_import import open_workbook
from fivegates.exchange.ledger.tables.foreign_files import is_compound, refuse_foreign

_DAMAGED = UserError("This Parquet file is damaged, or is encrypted.")


@dataclass(slots=True)
class ParquetTable:
    """The table of a Parquet file, for a preview."""

    source: str
    header: tuple[str, ...]
    kind: str = "Parquet"
    encoding: str = ""
    separator: str = ""
    header_line: int = 0
    questions: tuple[Problem, ...] = ()
    remarks: tuple[Message, ...] = ()

    @staticmethod
    def rows() -> Iterator[tuple[int, list[str]]]:
        """Yield nothing: DuckDB reads the rows."""
        return iter(())

    @staticmethod
    def fault(_line: int, _column: str) -> None:
        """Every cell can be read."""


@dataclass(frozen=True, slots=True)
class ParquetFile:
    """The table, its relation, and how many rows it has."""

    table: ParquetTable
    relation: Relation
    rows: int


def open_parquet(engine: Engine, path: Path, source: str) -> ParquetFile:
    """Read the columns of a Parquet file. Raises DataError for one that is damaged."""
    rows = f"read_parquet({quoted_text(str(path))}, hive_partitioning = false)"
    try:
        found = list(engine.rows(f"DESCRIBE SELECT * FROM {rows}"))  # noqa: S608 - the path is quoted
        ((count,),) = engine.rows(f"SELECT count(*) FROM {rows}")  # noqa: S608
    except QueryError:
        refuse_whole(source, _DAMAGED)
    columns = {str(name): Column(str(name), str(kind)) for name, kind, *_ in found}
    return ParquetFile(
        ParquetTable(source, tuple(columns)),
        Relation(rows, "file_row_number + 1", columns),
        int(str(count)),
    )


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
"""The number of blocks, or rows, between two checks for cancellation."""

_BACKSLASH_QUOTE: Final = b'\\"'


@dataclass(frozen=True, slots=True)
class Scan:
    """The result of scanning a file's bytes: whether DuckDB parses it like Python, and its line count."""

    plain: bool
    lines: int


def scan(path: Path, wanted: Callable[[], None] = lambda: None) -> Scan:
    """Scan the bytes of a file without parsing it. `wanted` is called at intervals, and may raise to abort.

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
    """True if a block continues as valid text."""
    try:
        decoder.decode(block)
    except UnicodeDecodeError:
        return False
    return True


def _ending(block: bytes, before: int) -> int:
    """Number of line ends at the end of what was read of the file."""
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

    `wanted` is called at intervals, and may raise to abort.

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
    """The relation over the file that `relation_written_out` wrote."""
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


_LOOKED_AT: Final = 20
_HEAD: Final = 4_096
_LARGEST_WORKBOOK: Final = 64 * 2**20


RulesOf = Callable[[Sequence[str]], Rules]
"""The rules for a file with this header."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file whose columns are known.

    `relation` is None where the file must be written out plainly first. `rows` is how many rows it has: to
    be proved where `lines_counted`, since DuckDB parses its text; else for the progress alone.
    """

    part: Part
    table: Table
    rules: Rules
    wanted: Wanted
    rows: int
    relation: Relation | None = None
    lines_counted: bool = False


def open_part(part: Part, engine: Engine, rules_of: RulesOf, chosen: Chosen) -> Opened:
    """Open a file and find its columns. Raises DataError for one that is no FOCUS, or is not sound."""
    if part.is_parquet:
        found = open_parquet(engine, part.path, part.name)
        rules = rules_of(found.table.header)
        return Opened(part, found.table, rules, _wanted(found.table, rules), found.rows, found.relation)
    with _table(part, chosen) as table:
        rules = rules_of(table.header)
        wanted = _wanted(table, rules)
        if not isinstance(table, CsvTable) or not _is_sound_at_top(table, part, engine):
            return Opened(part, table, rules, wanted, 0)
        scanned = scan(part.path, engine.wanted)
        plain = scanned.plain and table.encoding == "utf-8-sig" and _begins_with_header(part.path, table)
        relation = relation_as_is(part.path, table) if plain else None
        return Opened(part, table, rules, wanted, max(scanned.lines - 1, 0), relation, plain)


def _is_sound_at_top(table: CsvTable, part: Part, engine: Engine) -> bool:
    """True if the first rows can be read as they are; False if they can once quotes are doubled.

    What is no table mostly shows at its top, before DuckDB makes something large of it. Raises DataError.
    """
    try:
        deque(islice(table.rows(), _LOOKED_AT), maxlen=0)
    except DataError:
        if without_backslashes(part.path, engine.folder) is None:
            raise
        return False
    return True


def written_out(opened: Opened, engine: Engine, chosen: Chosen, rows: PartRows) -> Relation:
    """Write the rows of a text file or workbook plainly. Raises DataError where they are not sound."""
    to = engine.folder / f"plain-{opened.part.path.name}.csv"
    try:
        with _table(opened.part, chosen) as table:
            return relation_written_out(table, to, rows.refuse, engine.wanted)
    except DataError:
        corrected = without_backslashes(opened.part.path, engine.folder)
        if corrected is None:
            raise
    with _table(Part(corrected, opened.part.name), chosen) as table:
        return relation_written_out(table, to, rows.refuse, engine.wanted)


@contextmanager
def _table(part: Part, chosen: Chosen) -> Iterator[Table]:
    """The table of a file that is read in Python."""
    with part.path.open("rb") as stream:
        if not part.is_workbook:
            head = stream.read(_HEAD)
            refuse_foreign(head + stream.read(_LARGEST_WORKBOOK) if is_compound(head) else head, part.name)
            yield CsvTable(stream, part.name, chosen.encoding, chosen.separator, wanted=WANTED_EXPORT)
            return
        data = stream.read(_LARGEST_WORKBOOK + 1)
    if len(data) > _LARGEST_WORKBOOK:
        refuse_whole(part.name, UserError("The file is larger than {most} bytes.", most=_LARGEST_WORKBOOK))
    yield open_workbook(data, part.name, chosen, WANTED_EXPORT)


def _wanted(table: Table, rules: Rules) -> Wanted:
    """The columns that are read."""
    refuse_native(table.header, table.source)
    asked = rules.fields | ({"details"} if rules.count else set())
    columns = find_columns(table.header, table.source, frozenset(asked))
    return Wanted(columns, rules.tags, rules.count, rules.reads_token_kinds)


def _begins_with_header(path: Path, table: CsvTable) -> bool:
    """True if the first line, and no other, is a header."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        first = stream.readline(MOST_ROW)
    names = next(csv.reader([first], delimiter=table.separator), [])
    return tuple(name.strip() for name in names) == table.header
