"""Finds rows that hold what no form would have saved, in a file whose pages cannot be trusted."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from fivegates.domain.economics.ledger_checks import check_benefit, check_cost, check_rate, check_usage
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.initiative.evidence_files import digest_of
from fivegates.domain.initiative.record_checks import (
    check_action,
    check_change,
    check_evidence,
    check_initiative,
    check_score,
)
from fivegates.domain.language import Message
from fivegates.store import ledger_rows, overview_rows, rows

Check: TypeAlias = Callable[[sqlite3.Row], Sequence[Problem]]


def _check_rubric(row: sqlite3.Row) -> Sequence[Problem]:
    """A rubric is read whole, or is none."""
    rows.rubric_value(row)
    return ()


def _check_file(row: sqlite3.Row) -> Sequence[Problem]:
    """A file's content is what its digest says, or it is another file."""
    if digest_of(row["content"]) != row["digest"]:
        raise ValueError(row["digest"])
    return ()


_CHECKS: Final[Mapping[str, Check]] = {
    "rubric": _check_rubric,
    "initiative": lambda row: check_initiative(overview_rows.initiative_value(row)),
    "evidence": lambda row: check_evidence(rows.evidence_value(row)),
    "evidence_file": _check_file,
    "change": lambda row: check_change(rows.change_value(row)),
    "action": lambda row: check_action(rows.action_value(row)),
    "score": lambda row: check_score(rows.score_value(row)),
    "cost": lambda row: check_cost(ledger_rows.cost_value(row)),
    "usage": lambda row: check_usage(ledger_rows.usage_value(row)),
    "benefit": lambda row: check_benefit(ledger_rows.benefit_value(row)),
    "rate": lambda row: check_rate(ledger_rows.rate_value(row)),
}


def drop_bad_values(connection: sqlite3.Connection) -> Iterator[Message]:
    """Delete the rows of a portfolio that hold what no form would have saved; tells of each."""
    for table, check in _CHECKS.items():
        keys = _key_columns(connection, table)
        for key in list(_bad_keys(connection, table, keys, check)):
            connection.execute(_deletion(table, keys), key)
            yield Message(
                "A row of the table “{table}” was damaged, and was left out: {key}.",
                table=table,
                key=", ".join(map(str, key)),
            )


def _bad_keys(
    connection: sqlite3.Connection, table: str, keys: Sequence[str], check: Check
) -> Iterator[tuple[object, ...]]:
    """The keys of the rows that do not pass; one row after another, since they may be files."""
    for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - names of this file
        if not _passes(check, row):
            yield tuple(row[column] for column in keys)


def _passes(check: Check, row: sqlite3.Row) -> bool:
    """Whether a row can be read as a value in which nothing is wrong."""
    try:
        return not check(row)
    except (sqlite3.Error, UserError, ValueError, ArithmeticError):
        return False


def _key_columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table's key."""
    info = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    return [column["name"] for column in info if column["pk"]]


def _deletion(table: str, keys: Sequence[str]) -> str:
    """The statement that deletes one row by its key."""
    where = " AND ".join(f'"{column}" = ?' for column in keys)
    return f'DELETE FROM "{table}" WHERE {where}'  # noqa: S608 - names of our schema
