"""The stored verdicts on reviews, and on their gates."""

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from fivegates.domain.portfolio.overview import GateMark, Reached
from fivegates.domain.verdict.states import GateState
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.file.sqlite_errors import damaged
from fivegates.store.records.conversions import fraction_value
from fivegates.store.records.edits import Edit
from fivegates.store.records.queries import all_rows, held_still
from fivegates.store.records.table import RecordTable

REVIEW_VERDICT: Final = RecordTable(Reached, "review_verdict", parent="review_id", without=["gates"])
GATE_VERDICT: Final = RecordTable(GateMark, "gate_verdict", parent="review_id")

GATES: Final = (
    "gate_verdict.review_id, gate_verdict.gate, gate_verdict.name, gate_verdict.state, "
    "gate_verdict.score_numerator, gate_verdict.score_denominator"
)
"""The columns of a gate's verdict, as `gate_mark` takes them after the first."""


@lru_cache(maxsize=4096)
def gate_mark(gate: str, name: str, state: str, numerator: int | None, denominator: int | None) -> GateMark:
    """A gate's verdict from its columns; initiatives that stand alike share it."""
    return GateMark(gate, name, GateState(state), fraction_value(numerator, denominator))


def save_reached(edit: Edit, review_id: int, reached: Reached) -> None:
    """Save what follows from a review, for overviews and other programs."""
    REVIEW_VERDICT.save(edit, review_id, reached)
    GATE_VERDICT.save_numbered(edit, review_id, reached.gates)


def insert_all_reached(edit: Edit, reached: Sequence[tuple[int, Reached]]) -> None:
    """Write what follows from reviews that have no verdict yet, each by its id."""
    REVIEW_VERDICT.insert_all(edit, reached)
    GATE_VERDICT.insert_all(edit, [(review_id, gate) for review_id, each in reached for gate in each.gates])


def read_reached(file: PortfolioFile, review_id: int) -> Reached | None:
    """The stored verdict on a review; None where it is missing, or its gates are not numbered from 1."""
    return _read_reached(file, "WHERE review_id = ?", review_id).get(review_id)


def read_all_reached(file: PortfolioFile) -> dict[int, Reached | None]:
    """The stored verdicts by review; None where the gates of one are not numbered from 1."""
    return _read_reached(file, "")


def _read_reached(file: PortfolioFile, where: str, *values: int) -> dict[int, Reached | None]:
    """The stored verdicts of some reviews, each with its gates in order."""
    gates: dict[int, list[sqlite3.Row]] = defaultdict(list)
    with held_still(file):
        sql = f"SELECT number, {GATES} FROM gate_verdict {where} ORDER BY number"  # noqa: S608 - our words
        for row in all_rows(file, sql, *values):
            gates[row["review_id"]].append(row)
        found = all_rows(file, f"SELECT * FROM review_verdict {where}", *values)  # noqa: S608 - our words
        return {row["review_id"]: _reached(row, gates[row["review_id"]]) for row in found}


def _reached(found: sqlite3.Row, gates: list[sqlite3.Row]) -> Reached | None:
    """A stored verdict from its row and those of its gates."""
    if [row["number"] for row in gates] != list(range(1, len(gates) + 1)):
        return None
    marks = tuple(gate_mark(*gate) for _number, _review, *gate in gates)
    return REVIEW_VERDICT.value(found, gates=marks)


def require_reached(file: PortfolioFile, review_id: int) -> Reached:
    """The stored verdict on a review. Raises UserError where another program has spoilt it."""
    found = read_reached(file, review_id)
    if found is None:
        raise damaged(file.path)
    return found
