"""The stored verdicts on reviews, and what the portfolio page shows of them."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Final

from fivegates.domain.natural_order import natural_key
from fivegates.domain.portfolio.overview import GateMark, OverviewLine, ReviewMark, VerdictSummary
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.store.file.portfolio_file import PortfolioFile, cached_by_tables
from fivegates.store.file.sqlite_errors import damaged
from fivegates.store.records.columns import day_value, fraction_value
from fivegates.store.records.edits import Edit
from fivegates.store.records.initiative_table import INITIATIVE
from fivegates.store.records.table import RecordTable

REVIEW_VERDICT: Final = RecordTable(VerdictSummary, "review_verdict", parent="review_id", without=["gates"])
GATE_VERDICT: Final = RecordTable(GateMark, "gate_verdict", parent="review_id")


@lru_cache(maxsize=4096)
def gate_mark(gate: str, name: str, state: str, numerator: int | None, denominator: int | None) -> GateMark:
    """A gate's verdict from its columns; initiatives that are alike share it."""
    return GateMark(gate, name, GateState(state), fraction_value(numerator, denominator))


def save_verdict_summary(edit: Edit, review_id: int, summary: VerdictSummary) -> None:
    """Save the verdict on a review, for overviews and other programs."""
    REVIEW_VERDICT.save(edit, review_id, summary)
    GATE_VERDICT.replace_of(edit, review_id, summary.gates)


def insert_all_verdict_summaries(edit: Edit, summary: Sequence[tuple[int, VerdictSummary]]) -> None:
    """Insert the verdicts on reviews that have none yet, each by its id."""
    REVIEW_VERDICT.insert_all(edit, summary)
    GATE_VERDICT.insert_all(edit, [(review_id, gate) for review_id, each in summary for gate in each.gates])


def read_verdict_summary(file: PortfolioFile, review_id: int) -> VerdictSummary | None:
    """The stored verdict on a review; None where it is missing, or its gates are not numbered from 1."""
    return _read_reached(file, f"{_REVIEWS} WHERE id = ?", review_id).get(review_id)


def read_all_verdict_summaries(file: PortfolioFile) -> dict[int, VerdictSummary | None]:
    """The stored verdicts by review; None where the gates of one are not numbered from 1."""
    return _read_reached(file, _REVIEWS)


def _read_reached(file: PortfolioFile, chosen: str, *values: int) -> dict[int, VerdictSummary | None]:
    """The stored verdicts of some reviews, each with its gates in order."""
    with file.read_transaction():
        return {
            row["review_id"]: REVIEW_VERDICT.value(row, gates=gates) if numbered else None
            for row, gates, numbered in _stored(file, chosen, *values)
        }


def require_verdict_summary(file: PortfolioFile, review_id: int) -> VerdictSummary:
    """The stored verdict on a review. Raises UserError where another program has spoilt it."""
    found = read_verdict_summary(file, review_id)
    if found is None:
        raise damaged(file.path)
    return found


_REVIEWS: Final = "SELECT id AS review_id, initiative_id, dated FROM review"
_STANDING: Final = "SELECT id AS review_id, initiative_id, dated FROM standing_review WHERE initiative_id = ?"
_EARLIER_FINAL: Final = (
    "SELECT review.id AS review_id, review.initiative_id, review.dated FROM latest_review "
    "JOIN review ON review.id = (SELECT standing_review.id FROM standing_review "
    "JOIN seal ON seal.review_id = standing_review.id "
    "WHERE standing_review.initiative_id = latest_review.initiative_id "
    "AND (standing_review.dated, standing_review.id) < (latest_review.dated, latest_review.review_id) "
    "ORDER BY standing_review.dated DESC, standing_review.id DESC LIMIT 1)"
)


@cached_by_tables(INITIATIVE.tables | REVIEW_VERDICT.tables | GATE_VERDICT.tables | {"review", "seal"})
def read_overview(file: PortfolioFile) -> tuple[OverviewLine, ...]:
    """All initiatives by name, each with the stored verdict of its latest review.

    They are read once for table and sidebar alike, as long as nobody writes.
    """
    sealed, chosen = "SELECT review_id FROM seal", "SELECT * FROM latest_review"
    lines = _lines(file, sealed, chosen, "SELECT * FROM initiative")
    return tuple(sorted(lines, key=lambda line: (natural_key(line.initiative.name), line.initiative.code)))


def read_overview_line(file: PortfolioFile, initiative_id: int) -> OverviewLine | None:
    """Return an initiative with the stored verdict of its latest review; None if it is gone."""
    found = _lines(
        file,
        "SELECT review_id FROM seal JOIN review ON review.id = review_id WHERE initiative_id = ?",
        "SELECT * FROM latest_review WHERE initiative_id = ?",
        "SELECT * FROM initiative WHERE id = ?",
        initiative_id,
    )
    return found[0] if found else None


def _lines(file: PortfolioFile, sealed: str, chosen: str, listed: str, *values: int) -> list[OverviewLine]:
    """Initiatives that a SELECT lists, with reviews that another chooses; a third selects those sealed."""
    with file.read_transaction():
        final = {row["review_id"] for row in file.rows(sealed, *values)}
        latest = {
            initiative_id: replace(mark, draft=mark.review_id not in final)
            for initiative_id, mark in _marks(file, chosen, *values)
        }
        initiatives = map(INITIATIVE.value, file.rows(listed, *values))
        return [OverviewLine(each, latest.get(each.id)) for each in initiatives]


def read_review_marks(file: PortfolioFile, initiative_id: int) -> tuple[ReviewMark, ...]:
    """The stored verdicts of an initiative's reviews not superseded, oldest first."""
    with file.read_transaction():
        return tuple(mark for _, mark in _marks(file, _STANDING, initiative_id))


def read_final_marks(file: PortfolioFile) -> dict[int, ReviewMark]:
    """Return, by initiative, the last final review not superseded and older than its latest review."""
    with file.read_transaction():
        return dict(_marks(file, _EARLIER_FINAL))


def _marks(file: PortfolioFile, chosen: str, *values: int) -> Iterator[tuple[int, ReviewMark]]:
    """The stored verdicts of the chosen reviews, oldest first, each with its initiative."""
    for row, gates, _numbered in _stored(file, chosen, *values):
        mark = ReviewMark(
            review_id=row["review_id"],
            dated=date.fromisoformat(row["dated"]),
            verdict=VerdictState(row["verdict"]),
            readiness=fraction_value(row["readiness_numerator"], row["readiness_denominator"]),
            gates=gates,
            waived_until=day_value(row["waived_until"]),
        )
        yield row["initiative_id"], mark


def _stored(
    file: PortfolioFile, chosen: str, *values: int
) -> Iterator[tuple[sqlite3.Row, tuple[GateMark, ...], bool]]:
    """The verdicts of the reviews that a SELECT of ids, initiatives and days chooses, oldest first.

    Each comes with its gates in order, and whether they are numbered from 1.
    """
    gates: dict[int, list[GateMark]] = defaultdict(list)
    last: dict[int, int] = {}
    for review_id, number, *gate in file.rows(
        "SELECT gate_verdict.review_id, number, gate, name, state, score_numerator, score_denominator "  # noqa: S608 - words of this file
        f"FROM ({chosen}) AS chosen JOIN gate_verdict ON gate_verdict.review_id = chosen.review_id "
        "ORDER BY gate_verdict.review_id, number",
        *values,
    ):
        gates[review_id].append(gate_mark(*gate))
        last[review_id] = number
    verdicts = file.rows(
        f"SELECT review_verdict.*, chosen.initiative_id, chosen.dated FROM ({chosen}) AS chosen "  # noqa: S608
        "JOIN review_verdict ON review_verdict.review_id = chosen.review_id "
        "ORDER BY chosen.dated, chosen.review_id",
        *values,
    )
    for row in verdicts:
        marks = tuple(gates[row["review_id"]])
        # The numbers are distinct and above 0, so that the last says whether one is missing.
        yield row, marks, last.get(row["review_id"], 0) == len(marks)
