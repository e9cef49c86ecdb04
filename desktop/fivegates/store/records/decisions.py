"""Decisions with their conditions and thresholds."""

from typing import Final

from fivegates.domain.initiative.decisions import Condition, Decision, Threshold
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.edits import Edit
from fivegates.store.records.table import RecordTable

CONDITION: Final = RecordTable(Condition, "condition", parent="decision_id")
THRESHOLD: Final = RecordTable(Threshold, "threshold", parent="decision_id")
DECISION: Final = RecordTable(
    Decision,
    "decision",
    parent="initiative_id",
    parts={"conditions": CONDITION, "thresholds": THRESHOLD},
)


def update_decision(edit: Edit, decision: Decision) -> None:
    """Save a decision with its conditions and thresholds."""
    DECISION.update(edit, decision)
    CONDITION.save_numbered(edit, decision.id, decision.conditions)
    THRESHOLD.save_numbered(edit, decision.id, decision.thresholds)


def read_decisions(file: PortfolioFile, initiative_id: int) -> tuple[Decision, ...]:
    """The initiative's decisions with all that belongs to them, oldest first."""
    return DECISION.of(file, initiative_id, "dated, id")
