"""The files of an import, opened: each with its table, its columns, and what DuckDB is to read."""

import csv
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from fivegates.domain.errors import DataError, UserError, refuse_whole
from fivegates.exchange.ledger.assignment_rules import Rules
from fivegates.exchange.ledger.csv_tables import MOST_ROW, CsvTable, Table
from fivegates.exchange.ledger.focus.adding import PartRows
from fivegates.exchange.ledger.focus.columns import WANTED_EXPORT, find_columns
from fivegates.exchange.ledger.focus.engine import Engine
from fivegates.exchange.ledger.focus.native import refuse_native
from fivegates.exchange.ledger.focus.parquet_files import open_parquet
from fivegates.exchange.ledger.focus.parts import Part
from fivegates.exchange.ledger.focus.statement import Relation, Wanted
from fivegates.exchange.ledger.focus.text_files import (
    relation_as_is,
    relation_written_out,
    scan,
    without_backslashes,
)
from fivegates.exchange.ledger.preview import Chosen
from fivegates.exchange.ledger.table_import import open_workbook
from fivegates.exchange.ledger.tables.foreign_files import is_compound, refuse_foreign

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
    """Whether the first rows can be read as they are; False where they can once quotes are doubled.

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
    return Wanted(columns, rules.tags, rules.count, rules.tell_tokens)


def _begins_with_header(path: Path, table: CsvTable) -> bool:
    """Whether the first line, and no other, names the columns."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        first = stream.readline(MOST_ROW)
    names = next(csv.reader([first], delimiter=table.separator), [])
    return tuple(name.strip() for name in names) == table.header
