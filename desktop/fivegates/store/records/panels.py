"""Panels: who was asked to score a review apart, their ballots, and what was settled."""

from typing import Final

from fivegates.domain.review.review import Ballot, Panel, Score
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.edits import Edit
from fivegates.store.records.table import RecordTable

LEFT_OUT: Final = {"not_applicable": "not_applicable_"}

BALLOT_SCORE: Final = RecordTable(
    Score, "ballot_score", parent="ballot_id", names=LEFT_OUT, without=["carried"]
)
SETTLEMENT: Final = RecordTable(Score, "settlement", parent="panel_id", names=LEFT_OUT, without=["carried"])
BALLOT: Final = RecordTable(Ballot, "ballot", parent="panel_id", parts={"scores": BALLOT_SCORE})
PANEL: Final = RecordTable(
    Panel, "panel", parent="review_id", parts={"ballots": BALLOT, "settled": SETTLEMENT}
)


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
            BALLOT.update_whole(edit, ballot)
    SETTLEMENT.replace_of(edit, panel.id, panel.settled)
