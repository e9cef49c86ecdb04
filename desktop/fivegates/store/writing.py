"""Writes values into an edit under way; nothing else writes rows."""

from fivegates.domain.initiative.initiative import Action, Change, Evidence, Initiative
from fivegates.domain.portfolio.overview import Reached
from fivegates.domain.portfolio.settings import Settings
from fivegates.domain.review.review import Review, Score, Seal
from fivegates.domain.rubric.rubric import Rubric
from fivegates.store import overview_rows, rows
from fivegates.store.decision_writing import delete_decision
from fivegates.store.edits import KEYS, Edit, Row
from fivegates.store.projection_writing import delete_scenario
from fivegates.store.row_access import ids_of

_CHILDREN = ("evidence", "change", "action", "cost", "usage", "benefit")
_REVIEW_CHILDREN = ("gate_verdict", "review_verdict", "score")


def insert_initiative(edit: Edit, initiative: Initiative) -> int:
    """Insert an initiative; returns its id."""
    return edit.insert("initiative", overview_rows.initiative_row(initiative))


def update_initiative(edit: Edit, initiative: Initiative) -> None:
    """Save an initiative's fields."""
    edit.update("initiative", {"id": initiative.id}, overview_rows.initiative_row(initiative))


def delete_initiative(edit: Edit, initiative_id: int) -> None:
    """Delete an initiative with all its records, row by row, so that it can be undone."""
    for review_id in ids_of(edit.file.connection, "review", "initiative_id", initiative_id):
        delete_review(edit, review_id)
    for decision_id in ids_of(edit.file.connection, "decision", "initiative_id", initiative_id):
        delete_decision(edit, decision_id)
    for scenario_id in ids_of(edit.file.connection, "scenario", "initiative_id", initiative_id):
        delete_scenario(edit, scenario_id)
    for table in _CHILDREN:
        for row_id in ids_of(edit.file.connection, table, "initiative_id", initiative_id):
            edit.delete(table, {"id": row_id})
    edit.delete("initiative", {"id": initiative_id})


def insert_evidence(edit: Edit, initiative_id: int, evidence: Evidence) -> int:
    """Insert evidence; returns its id."""
    return edit.insert("evidence", {"initiative_id": initiative_id, **rows.evidence_row(evidence)})


def update_evidence(edit: Edit, evidence: Evidence) -> None:
    """Save evidence."""
    edit.update("evidence", {"id": evidence.id}, rows.evidence_row(evidence))


def delete_evidence(edit: Edit, evidence_id: int) -> None:
    """Delete evidence."""
    edit.delete("evidence", {"id": evidence_id})


def insert_change(edit: Edit, initiative_id: int, change: Change) -> int:
    """Insert a change; returns its id."""
    return edit.insert("change", {"initiative_id": initiative_id, **rows.change_row(change)})


def update_change(edit: Edit, change: Change) -> None:
    """Save a change."""
    edit.update("change", {"id": change.id}, rows.change_row(change))


def delete_change(edit: Edit, change_id: int) -> None:
    """Delete a change."""
    edit.delete("change", {"id": change_id})


def insert_action(edit: Edit, initiative_id: int, action: Action) -> int:
    """Insert an action; returns its id."""
    return edit.insert("action", {"initiative_id": initiative_id, **rows.action_row(action)})


def update_action(edit: Edit, action: Action) -> None:
    """Save an action."""
    edit.update("action", {"id": action.id}, rows.action_row(action))


def delete_action(edit: Edit, action_id: int) -> None:
    """Delete an action."""
    edit.delete("action", {"id": action_id})


def insert_review(edit: Edit, initiative_id: int, review: Review) -> int:
    """Insert a review with its scores, as a draft; returns its id."""
    created = edit.insert("review", {"initiative_id": initiative_id, **rows.review_row(review)})
    for score in review.scores.values():
        save_score(edit, created, score)
    return created


def update_review(edit: Edit, review: Review) -> None:
    """Save a review's own fields; its scores stay as they are."""
    edit.update("review", {"id": review.id}, rows.review_row(review))


def delete_review(edit: Edit, review_id: int) -> None:
    """Delete a review with its scores and verdicts."""
    for table in _REVIEW_CHILDREN:
        for row in _keys(edit, table, review_id):
            edit.delete(table, row)
    edit.delete("review", {"id": review_id})


def save_score(edit: Edit, review_id: int, score: Score) -> None:
    """Save one score of a review."""
    key: Row = {"review_id": review_id, "criterion": score.criterion}
    edit.save("score", key, rows.score_row(score))


def delete_score(edit: Edit, review_id: int, criterion: str) -> None:
    """Make a criterion unanswered."""
    edit.delete("score", {"review_id": review_id, "criterion": criterion})


def insert_rubric(edit: Edit, rubric: Rubric) -> None:
    """Insert a rubric; it is never changed after."""
    edit.insert("rubric", rows.rubric_row(rubric))


def save_settings(edit: Edit, settings: Settings) -> None:
    """Save the portfolio's settings."""
    edit.update("portfolio", {"id": 1}, overview_rows.settings_row(settings))


def save_reached(edit: Edit, review_id: int, reached: Reached) -> None:
    """Save what follows from a review, for overviews and other programs."""
    edit.save("review_verdict", {"review_id": review_id}, overview_rows.verdict_row(reached))
    for number, gate in enumerate(reached.gates, 1):
        key: Row = {"review_id": review_id, "number": number}
        edit.save("gate_verdict", key, overview_rows.gate_verdict_row(gate))
    for row in _keys(edit, "gate_verdict", review_id):
        if row["number"] not in range(1, len(reached.gates) + 1):
            edit.delete("gate_verdict", row)


def insert_seal(edit: Edit, review_id: int, seal: Seal) -> None:
    """Make a review final; from here its scores and its verdict cannot be written any more."""
    edit.insert("seal", {"review_id": review_id, **rows.seal_row(seal)})


def _keys(edit: Edit, table: str, review_id: int) -> list[Row]:
    """The keys of the rows that belong to a review."""
    columns = ", ".join(KEYS[table])
    sql = f"SELECT {columns} FROM {table} WHERE review_id = ?"  # noqa: S608 - names of this package
    return [dict(row) for row in edit.file.connection.execute(sql, (review_id,)).fetchall()]
