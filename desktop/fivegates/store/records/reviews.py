"""Reviews with their scores, panels and seals, and the rubrics that they are read against."""

import json
import sqlite3
from functools import lru_cache
from typing import Final

from fivegates.domain.errors import UserError
from fivegates.domain.portfolio.consolidation import moved_in_chain
from fivegates.domain.review.review import Ballot, ChainHead, Panel, Review, Score, Seal, score_of
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.rubric.serialisation import rubric_from_plain, rubric_to_plain
from fivegates.store.file.portfolio_file import PortfolioFile, cached_by_tables
from fivegates.store.file.sqlite_errors import READING, as_user_errors
from fivegates.store.records.columns import day_value, moment_value, plain_value, unreadable
from fivegates.store.records.consolidation import seals_before
from fivegates.store.records.edits import Edit
from fivegates.store.records.overview import GATE_VERDICT, REVIEW_VERDICT
from fivegates.store.records.rows import Row
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


class _Scores(RecordTable[Score]):
    """Scores are few values many times over, and share one object each."""

    def value(self, row: sqlite3.Row, **_parts: object) -> Score:
        reason = row["not_applicable_reason"]
        review_by = day_value(row["not_applicable_review_by"])
        left_out = None if reason is None else (reason, row["not_applicable_approver"], review_by)
        return score_of(
            row["criterion"], row["level"], left_out, row["rationale"], carried=bool(row["carried"])
        )


SCORE: Final = _Scores(Score, "score", parent="review_id", names=LEFT_OUT)
SEAL: Final = RecordTable(Seal, "seal", parent="review_id")
REVIEW: Final = RecordTable(
    Review,
    "review",
    parent="initiative_id",
    parts={"scores": SCORE},
    children=(GATE_VERDICT, REVIEW_VERDICT, PANEL),
    without=["seal", "panel"],
)

_REVIEW: Final = (
    'SELECT review.*, seal.number, seal."by", seal.at, seal.previous, seal.hash, '
    "seal.content, seal.signer, seal.signature "
    "FROM review LEFT JOIN seal ON seal.review_id = review.id "
)


def read_reviews(file: PortfolioFile, initiative_id: int) -> tuple[Review, ...]:
    """The initiative's reviews with their scores, oldest first; seals have the numbers of their own file."""
    return _reviews(file, "WHERE initiative_id = ?", initiative_id)


def read_review(file: PortfolioFile, review_id: int) -> Review:
    """Return a review with its scores. Raises UserError if it is gone."""
    with file.read_transaction():
        found = _reviews(file, "WHERE id = ?", review_id)
    if not found:
        raise _gone()
    return found[0]


def _reviews(file: PortfolioFile, chosen: str, number: int) -> tuple[Review, ...]:
    """The reviews of one initiative that a WHERE with this number chooses."""
    found = file.rows(f"{_REVIEW} {chosen} ORDER BY dated, id", number)
    of_these = f"WHERE review_id IN (SELECT id FROM review {chosen})"  # noqa: S608 - words of this file
    scores = SCORE.by_parent(file, of_these, number)
    panels = PANEL.by_parent(file, of_these, number)
    # In a row the columns of the seal follow those of the review, empty in a draft.
    reviews = tuple(
        REVIEW.value(
            row,
            scores={score.criterion: score for score in scores[row["id"]]},
            seal=None if row["number"] is None else SEAL.value(row),
            panel=next(iter(panels[row["id"]]), None),
        )
        for row in found
    )
    before = seals_before(file, found[0]["initiative_id"]) if found else 0
    return moved_in_chain(reviews, -before) if before else reviews


def read_reviewed_id(file: PortfolioFile, review_id: int) -> int:
    """The id of the initiative that a review is of. Raises UserError when the review is gone."""
    found = file.rows("SELECT initiative_id FROM review WHERE id = ?", review_id)
    if not found:
        raise _gone()
    return int(found[0][0])


def _gone() -> UserError:
    """The refusal of a review that has been removed."""
    return UserError("This review is no longer in the portfolio.")


def delete_score(edit: Edit, review_id: int, criterion: str) -> None:
    """Make a criterion unanswered."""
    edit.delete("score", {"review_id": review_id, "criterion": criterion})


def read_drafted_ids(file: PortfolioFile) -> frozenset[int]:
    """The ids of the initiatives that have a review which is not final."""
    sql = "SELECT DISTINCT initiative_id FROM review WHERE id NOT IN (SELECT review_id FROM seal)"
    return frozenset(row["initiative_id"] for row in file.rows(sql))


def read_chain_head(file: PortfolioFile) -> ChainHead | None:
    """The last link of the chain of final reviews; None before the first, and in a consolidated view.

    Such a view has the chains of its sources, and none of its own.
    """
    if file.consolidated:
        return None
    found = file.rows("SELECT number, hash, at FROM seal ORDER BY number DESC LIMIT 1")
    if not found:
        return None
    return ChainHead(found[0]["number"], found[0]["hash"], moment_value(found[0]["at"]))


def read_seal_hash(file: PortfolioFile, number: int) -> str | None:
    """The hash of the link with this number; None where there is none."""
    found = file.rows("SELECT hash FROM seal WHERE number = ?", number)
    return str(found[0]["hash"]) if found else None


def read_seals(file: PortfolioFile) -> tuple[Seal, ...]:
    """All links of the chain, in their order."""
    return tuple(SEAL.value(row) for row in file.rows("SELECT * FROM seal ORDER BY number"))


def rubric_row(rubric: Rubric) -> Row:
    """The columns of a rubric; its content as JSON."""
    content = json.dumps(rubric_to_plain(rubric), ensure_ascii=False)
    return {"id": rubric.id, "version": rubric.version, "name": rubric.name, "content": content}


def rubric_value(row: sqlite3.Row) -> Rubric:
    """A rubric from its row. Raises DataError when it is unfit, sqlite3.Error when it is none or another."""
    plain = plain_value(row["content"])
    rubric = rubric_from_plain(plain, f"{row['id']} {row['version']}")
    if (rubric.id, rubric.version, rubric.name) != (row["id"], row["version"], row["name"]):
        raise unreadable()
    return rubric


_parsed: Final = lru_cache(maxsize=256)(rubric_value)
"""The same row is parsed once."""


def insert_rubric(edit: Edit, rubric: Rubric) -> None:
    """Insert a rubric; it is never changed after."""
    edit.insert_all("rubric", [rubric_row(rubric)])


@cached_by_tables(frozenset({"rubric"}))
def read_rubric(file: PortfolioFile, rubric_id: str, version: str) -> Rubric:
    """Return a rubric. Raises UserError if the portfolio does not contain it."""
    found = file.rows("SELECT * FROM rubric WHERE id = ? AND version = ?", rubric_id, version)
    if not found:
        raise UserError(
            "This portfolio holds no rubric “{id}” of version {version}.", id=rubric_id, version=version
        )
    return _parsed(found[0])


def read_rubrics(file: PortfolioFile) -> tuple[Rubric, ...]:
    """All rubrics, in the order in which they were added."""
    with as_user_errors(file.path, READING):
        return tuple(map(_parsed, file.rows("SELECT * FROM rubric ORDER BY rowid")))
