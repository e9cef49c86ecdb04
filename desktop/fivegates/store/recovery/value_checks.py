"""Finds rows that hold what no form would have saved, in a file whose pages cannot be trusted."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

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
from fivegates.store.records.initiatives import ACTION, CHANGE, EVIDENCE, INITIATIVE
from fivegates.store.records.ledger import BENEFIT, COST, RATE, USAGE
from fivegates.store.records.reviews import SCORE, rubric_value

if TYPE_CHECKING:
    from sqlite_utils import Database

Check: TypeAlias = Callable[[sqlite3.Row], Sequence[Problem]]


def _check_rubric(row: sqlite3.Row) -> Sequence[Problem]:
    """A rubric is read whole, or is none."""
    rubric_value(row)
    return ()


def _check_file(row: sqlite3.Row) -> Sequence[Problem]:
    """A file's content is what its digest says, or it is another file."""
    if digest_of(row["content"]) != row["digest"]:
        raise ValueError(row["digest"])
    return ()


_CHECKS: Final[Mapping[str, Check]] = {
    "rubric": _check_rubric,
    "initiative": lambda row: check_initiative(INITIATIVE.value(row)),
    "evidence": lambda row: check_evidence(EVIDENCE.value(row)),
    "evidence_file": _check_file,
    "change": lambda row: check_change(CHANGE.value(row)),
    "action": lambda row: check_action(ACTION.value(row)),
    "score": lambda row: check_score(SCORE.value(row)),
    "cost": lambda row: check_cost(COST.value(row)),
    "usage": lambda row: check_usage(USAGE.value(row)),
    "benefit": lambda row: check_benefit(BENEFIT.value(row)),
    "rate": lambda row: check_rate(RATE.value(row)),
}


def drop_bad_values(database: "Database") -> Iterator[Message]:
    """Delete the rows of a portfolio that hold what no form would have saved; tells of each."""
    for name, check in _CHECKS.items():
        keys = database.table(name).pks
        # One row after another, since they may be files; read to the end before the first is deleted.
        rows = database.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - names of this file
        for key in [tuple(row[column] for column in keys) for row in rows if not _passes(check, row)]:
            where = " AND ".join(f'"{column}" = ?' for column in keys)
            database.execute(f'DELETE FROM "{name}" WHERE {where}', key)  # noqa: S608 - names of our schema
            yield Message(
                "A row of the table “{table}” was damaged, and was left out: {key}.",
                table=name,
                key=", ".join(map(str, key)),
            )


def _passes(check: Check, row: sqlite3.Row) -> bool:
    """Whether a row can be read as a value in which nothing is wrong."""
    try:
        return not check(row)
    except (sqlite3.Error, UserError, ValueError, ArithmeticError):
        return False
