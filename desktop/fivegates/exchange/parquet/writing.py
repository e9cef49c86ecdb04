"""Write tables as Parquet by DuckDB, each with its schema, and the dictionary of their columns."""

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final, TextIO

from fivegates.domain.errors import UserError
from fivegates.exchange.ledger.focus.engine import Engine, QueryError, quoted_name, quoted_text, started
from fivegates.exchange.parquet.columns import TEXT, TEXTS, Column, Table

DICTIONARY: Final = "data-dictionary.json"
FORMAT: Final = "fivegates-tables"
VERSION: Final = 1


Rows = Iterable[tuple[Table[Any], object]]
"""Rows, each with its table."""


def write_tables(
    folder: Path, tables: Sequence[Table[Any]], groups: Iterable[Rows], about: Mapping[str, str]
) -> Iterator[None]:
    """Write each table and the dictionary into an empty folder; a step is a group of rows, or a table.

    `about` describes their origin. Few rows are in memory at once. Raises UserError where memory or disk do
    not suffice, OSError where the folder cannot be written.
    """
    counts = dict.fromkeys((table.name for table in tables), 0)
    with started(()) as engine:
        with ExitStack() as stack:
            files = {each.name: stack.enter_context(_new(engine.folder, each)) for each in tables}
            for rows in groups:
                for table, row in rows:
                    counts[table.name] += 1
                    files[table.name].write(json.dumps(table.plain(row)) + "\n")
                yield
        for table in tables:
            _write_parquet(engine, table)
            shutil.copyfile(engine.folder / table.file_name, folder / table.file_name)
            yield
    text = json.dumps(dictionary(tables, counts, about), ensure_ascii=False, indent=2)
    (folder / DICTIONARY).write_text(text + "\n", encoding="utf-8", newline="\n")


def _new(folder: Path, table: Table[Any]) -> TextIO:
    """A file for the rows of a table, as lines of JSON for DuckDB to read."""
    return _lines(folder, table).open("w", encoding="utf-8")


def _lines(folder: Path, table: Table[Any]) -> Path:
    return folder / f"{table.name}.ndjson"


def _write_parquet(engine: Engine, table: Table[Any]) -> None:
    """Cast the lines of one table and write them; they are streamed, so that every column may hold NULL.

    From a table DuckDB would write columns without a NULL as REQUIRED: two exports would differ in schema.
    """
    source = quoted_text(str(_lines(engine.folder, table)))
    read = ", ".join(f"{quoted_text(each.name)}: {quoted_text(_read_as(each))}" for each in table.columns)
    chosen = ", ".join(
        f"CAST({quoted_name(each.name)} AS {each.type}) AS {quoted_name(each.name)}" for each in table.columns
    )
    target = quoted_text(str(engine.folder / table.file_name))
    rows = f"read_json({source}, format = 'newline_delimited', columns = {{{read}}})"
    statement = f"COPY (SELECT {chosen} FROM {rows}) TO {target} (FORMAT parquet, COMPRESSION zstd)"  # noqa: S608 - names of this package
    try:
        for _ in engine.rows(statement):
            pass
    except QueryError as error:
        raise UserError(
            "The table {table} could not be written: {reason}.", table=table.name, reason=str(error)
        ) from error


def _read_as(column: Column[Any]) -> str:
    """The type of a column's text before it is cast."""
    return TEXTS if column.type == TEXTS else TEXT


def dictionary(
    tables: Sequence[Table[Any]], counts: Mapping[str, int], about: Mapping[str, str]
) -> dict[str, object]:
    """The data dictionary as plain JSON data."""
    return {"format": FORMAT, "version": VERSION, **about, "tables": [*_tables(tables, counts)]}


def _tables(tables: Sequence[Table[Any]], counts: Mapping[str, int]) -> Iterator[dict[str, object]]:
    for table in tables:
        yield {
            "name": table.name,
            "file": table.file_name,
            "row": table.row,
            "rows": counts[table.name],
            "key": list(table.key),
            "partition_by": list(table.partition_by),
            "columns": [
                {"name": each.name, "type": each.type, "unit": each.unit, "meaning": each.meaning}
                for each in table.columns
            ],
        }


def is_export(folder: Path, tables: Sequence[Table[Any]]) -> bool:
    """True if a folder is empty, or holds an earlier export and nothing else. Raises OSError."""
    names = {each.name for each in folder.iterdir()}
    if not names:
        return True
    if DICTIONARY not in names or not names <= {DICTIONARY, *(table.file_name for table in tables)}:
        return False
    try:
        found = json.loads((folder / DICTIONARY).read_text(encoding="utf-8"))
    except ValueError:
        return False
    return isinstance(found, dict) and found.get("format") == FORMAT
