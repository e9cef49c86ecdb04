"""Reads decisions with their conditions and thresholds."""

import sqlite3
from collections import defaultdict

from fivegates.domain.initiative.decisions import Condition, Decision, LoggedDecision, Threshold
from fivegates.store import decision_rows, overview_rows
from fivegates.store.fetching import all_rows, held_still
from fivegates.store.portfolio_file import PortfolioFile


def read_decision_log(file: PortfolioFile) -> tuple[LoggedDecision, ...]:
    """Every decision with its initiative, newest first."""
    with held_still(file):
        found = [
            LoggedDecision(overview_rows.initiative_value(row), decision)
            for row in _decided(file)
            for decision in read_decisions(file, row["id"])
        ]
    return tuple(sorted(found, key=lambda each: (each.decision.dated, each.decision.id), reverse=True))


def read_decisions(file: PortfolioFile, initiative_id: int) -> tuple[Decision, ...]:
    """The initiative's decisions with all that belongs to them, oldest first."""
    conditions: dict[int, list[Condition]] = defaultdict(list)
    for row in _of_decisions(file, "condition", initiative_id):
        conditions[row["decision_id"]].append(decision_rows.condition_value(row))
    thresholds: dict[int, list[Threshold]] = defaultdict(list)
    for row in _of_decisions(file, "threshold", initiative_id):
        thresholds[row["decision_id"]].append(decision_rows.threshold_value(row))
    found = all_rows(file, "SELECT * FROM decision WHERE initiative_id = ? ORDER BY dated, id", initiative_id)
    return tuple(
        decision_rows.decision_value(row, tuple(conditions[row["id"]]), tuple(thresholds[row["id"]]))
        for row in found
    )


def _of_decisions(file: PortfolioFile, table: str, initiative_id: int) -> list[sqlite3.Row]:
    """The rows of one table that belong to an initiative's decisions, in order."""
    sql = (
        f"SELECT {table}.* FROM {table} JOIN decision ON decision.id = {table}.decision_id "  # noqa: S608
        f"WHERE decision.initiative_id = ? ORDER BY {table}.decision_id, {table}.number"
    )
    return all_rows(file, sql, initiative_id)


def _decided(file: PortfolioFile) -> list[sqlite3.Row]:
    """The rows of the initiatives about which something was decided."""
    return all_rows(file, "SELECT * FROM initiative WHERE id IN (SELECT initiative_id FROM decision)")
