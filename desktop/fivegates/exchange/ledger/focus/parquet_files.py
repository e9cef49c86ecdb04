"""Billed rows in Parquet: the columns of a file with their types, and its rows as DuckDB reads them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fivegates.domain.errors import Problem, UserError, refuse_whole
from fivegates.domain.language import Message
from fivegates.exchange.ledger.focus.cells import Column
from fivegates.exchange.ledger.focus.engine import Engine, QueryError, quoted_text
from fivegates.exchange.ledger.focus.statement import Relation

_DAMAGED = UserError("This Parquet file is damaged, or is encrypted.")


@dataclass(slots=True)
class ParquetTable:
    """What a preview says of a Parquet file."""

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
        """None: DuckDB reads them."""
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
