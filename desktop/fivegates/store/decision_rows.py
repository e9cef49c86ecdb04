"""Decisions, their conditions and their thresholds to rows and back."""

import sqlite3
from datetime import date

from fivegates.domain.initiative.decisions import Condition, ConditionState, Decision, Outcome, Threshold
from fivegates.store.columns import day_text, day_value
from fivegates.store.edits import Row


def decision_row(decision: Decision) -> Row:
    """The columns of a decision, without id, initiative, conditions and thresholds."""
    return {
        "dated": decision.dated.isoformat(),
        "outcome": decision.outcome.value,
        "by": decision.by,
        "rationale": decision.rationale,
    }


def decision_value(
    row: sqlite3.Row, conditions: tuple[Condition, ...], thresholds: tuple[Threshold, ...]
) -> Decision:
    """A decision from its row and what belongs to it."""
    return Decision(
        dated=date.fromisoformat(row["dated"]),
        outcome=Outcome(row["outcome"]),
        by=row["by"],
        rationale=row["rationale"],
        conditions=conditions,
        thresholds=thresholds,
        id=row["id"],
    )


def condition_row(condition: Condition) -> Row:
    """The columns of a condition, without decision and number."""
    return {
        "text": condition.text,
        "owner": condition.owner,
        "due": day_text(condition.due),
        "state": condition.state.value,
        "note": condition.note,
    }


def condition_value(row: sqlite3.Row) -> Condition:
    """A condition from its row."""
    state = ConditionState(row["state"])
    return Condition(row["text"], row["owner"], day_value(row["due"]), state, row["note"])


def threshold_row(threshold: Threshold) -> Row:
    """The columns of a threshold, without decision and number."""
    return {
        "measure": threshold.measure,
        "expand": threshold.expand,
        "stop": threshold.stop,
        "result": threshold.result,
    }


def threshold_value(row: sqlite3.Row) -> Threshold:
    """A threshold from its row."""
    return Threshold(row["measure"], row["expand"], row["stop"], row["result"])
