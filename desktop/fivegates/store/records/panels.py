"""Panels: who was asked to score a review apart, their ballots, and what was settled."""

from collections import defaultdict
from typing import Final

from fivegates.domain.review.review import Ballot, Panel, Score
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.edits import Edit
from fivegates.store.records.table import RecordTable

_LEFT_OUT: Final = {
    "not_applicable": {
        "reason": "not_applicable_reason",
        "approver": "not_applicable_approver",
        "review_by": "not_applicable_review_by",
    }
}

BALLOT_SCORE: Final = RecordTable(
    Score, "ballot_score", parent="ballot_id", names=_LEFT_OUT, without=["carried"]
)
SETTLEMENT: Final = RecordTable(Score, "settlement", parent="panel_id", names=_LEFT_OUT, without=["carried"])
BALLOT: Final = RecordTable(Ballot, "ballot", parent="panel_id", parts={"scores": BALLOT_SCORE})
PANEL: Final = RecordTable(
    Panel, "panel", parent="review_id", parts={"ballots": BALLOT, "settled": SETTLEMENT}
)


def read_panels(file: PortfolioFile, initiative_id: int) -> dict[int, Panel]:
    """The panels of an initiative's reviews, by the id of the review."""
    found = file.rows(
        "SELECT panel.* FROM panel JOIN review ON review.id = panel.review_id WHERE review.initiative_id = ?",
        initiative_id,
    )
    return {row["review_id"]: PANEL.value(row, **_parts(file, row["id"])) for row in found}


def _parts(file: PortfolioFile, panel_id: int) -> dict[str, tuple[object, ...]]:
    """The ballots of a panel in the order in which they were sent, and what was settled."""
    scores: dict[int, list[Score]] = defaultdict(list, BALLOT_SCORE.by_parent(file, BALLOT, panel_id))
    rows = file.rows("SELECT * FROM ballot WHERE panel_id = ? ORDER BY id", panel_id)
    ballots = tuple(BALLOT.value(row, scores=tuple(scores[row["id"]])) for row in rows)
    return {"ballots": ballots, "settled": SETTLEMENT.of(file, panel_id, "criterion")}


def find_panel(file: PortfolioFile, key: str) -> int | None:
    """The id of the review whose panel has this key."""
    found = file.rows("SELECT review_id FROM panel WHERE key = ? ORDER BY id", key)
    return found[0]["review_id"] if found else None


def save_panel(edit: Edit, review_id: int, before: Panel | None, panel: Panel) -> None:
    """Save a panel of a review with its ballots, touching no answer that stays as it is."""
    if before is None:
        PANEL.insert(edit, panel, review_id)
        return
    PANEL.update(edit, panel)
    held = {ballot.id: ballot for ballot in before.ballots}
    for ballot in panel.ballots:
        if ballot.id not in held:
            BALLOT.insert(edit, ballot, panel.id)
        elif ballot != held[ballot.id]:
            BALLOT.update(edit, ballot)
            BALLOT_SCORE.delete_of(edit, ballot.id)
            BALLOT_SCORE.insert_all(edit, [(ballot.id, score) for score in ballot.scores])
    if panel.settled != before.settled:
        SETTLEMENT.delete_of(edit, panel.id)
        SETTLEMENT.insert_all(edit, [(panel.id, score) for score in panel.settled])


def delete_panel(edit: Edit, panel: Panel) -> None:
    """Delete a panel with all its ballots."""
    PANEL.delete(edit, panel.id)
