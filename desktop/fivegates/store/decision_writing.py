"""Writes decisions into an edit under way."""

from collections.abc import Sequence

from fivegates.domain.initiative.decisions import Decision
from fivegates.store import decision_rows
from fivegates.store.edits import Edit, Row


def insert_decision(edit: Edit, initiative_id: int, decision: Decision) -> int:
    """Insert a decision with its conditions and thresholds; returns its id."""
    created = edit.insert(
        "decision", {"initiative_id": initiative_id, **decision_rows.decision_row(decision)}
    )
    _save_parts(edit, created, decision)
    return created


def update_decision(edit: Edit, decision: Decision) -> None:
    """Save a decision with its conditions and thresholds."""
    edit.update("decision", {"id": decision.id}, decision_rows.decision_row(decision))
    _save_parts(edit, decision.id, decision)


def delete_decision(edit: Edit, decision_id: int) -> None:
    """Delete a decision with its conditions and thresholds."""
    for table in ("condition", "threshold"):
        _save_list(edit, table, decision_id, ())
    edit.delete("decision", {"id": decision_id})


def _save_parts(edit: Edit, decision_id: int, decision: Decision) -> None:
    """Save what belongs to a decision."""
    conditions = [decision_rows.condition_row(condition) for condition in decision.conditions]
    thresholds = [decision_rows.threshold_row(threshold) for threshold in decision.thresholds]
    _save_list(edit, "condition", decision_id, conditions)
    _save_list(edit, "threshold", decision_id, thresholds)


def _save_list(edit: Edit, table: str, decision_id: int, wanted: Sequence[Row]) -> None:
    """Make the rows of a decision those that are wanted, numbered from 1."""
    for number, row in enumerate(wanted, 1):
        edit.save(table, {"decision_id": decision_id, "number": number}, row)
    sql = f"SELECT number FROM {table} WHERE decision_id = ? AND number > ?"  # noqa: S608 - names of this file
    left = edit.file.connection.execute(sql, (decision_id, len(wanted))).fetchall()
    for row in left:
        edit.delete(table, {"decision_id": decision_id, "number": row["number"]})
