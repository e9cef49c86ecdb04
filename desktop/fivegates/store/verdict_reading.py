"""Reads what the portfolio page shows: settings, the overview, the reviews in brief."""

import sqlite3
from collections import defaultdict
from dataclasses import replace
from datetime import date

from fivegates.domain.portfolio.overview import GateMark, OverviewLine, Reached, ReviewMark
from fivegates.domain.portfolio.settings import Settings
from fivegates.domain.verdict.states import VerdictState
from fivegates.store import overview_rows
from fivegates.store.columns import fraction_value
from fivegates.store.faults import damaged
from fivegates.store.fetching import all_rows, held_still
from fivegates.store.portfolio_file import PortfolioFile

_GATES = (
    "gate_verdict.review_id, gate_verdict.gate, gate_verdict.name, gate_verdict.state, "
    "gate_verdict.score_numerator, gate_verdict.score_denominator"
)
_EARLIER_FINAL = (
    "WITH earlier AS (SELECT latest_review.initiative_id, (SELECT standing_review.id FROM standing_review "
    "JOIN seal ON seal.review_id = standing_review.id "
    "WHERE standing_review.initiative_id = latest_review.initiative_id "
    "AND (standing_review.dated, standing_review.id) < (latest_review.dated, latest_review.review_id) "
    "ORDER BY standing_review.dated DESC, standing_review.id DESC LIMIT 1) AS review_id FROM latest_review) "
)
_FINAL_GATES = (
    f"{_EARLIER_FINAL} SELECT {_GATES} FROM earlier JOIN gate_verdict USING (review_id) "  # noqa: S608
    "ORDER BY gate_verdict.review_id, gate_verdict.number"
)
_FINAL_VERDICTS = (
    f"{_EARLIER_FINAL} SELECT review_verdict.*, review.dated, earlier.initiative_id "  # noqa: S608
    "FROM earlier JOIN review ON review.id = earlier.review_id JOIN review_verdict USING (review_id)"
)


def read_settings(file: PortfolioFile) -> Settings:
    """The portfolio's settings."""
    return overview_rows.settings_value(all_rows(file, "SELECT * FROM portfolio")[0])


def read_overview(file: PortfolioFile) -> tuple[OverviewLine, ...]:
    """All initiatives by name, each with the stored verdict of its latest review.

    They are read once for table and sidebar alike, as long as nobody writes.
    """
    moment = file.moment()
    if moment is None or file.overview is None or file.overview[0] != moment:
        file.overview = (moment, _overview(file))
    return file.overview[1]


def _overview(file: PortfolioFile) -> tuple[OverviewLine, ...]:
    """Read and sort them."""
    with held_still(file):
        marks = _gate_marks(file)
        found = all_rows(
            file,
            "SELECT initiative.*, review_verdict.review_id, latest_review.dated, review_verdict.verdict, "
            "readiness_numerator, readiness_denominator, seal.number IS NULL AS draft FROM initiative "
            "LEFT JOIN latest_review ON latest_review.initiative_id = initiative.id "
            "LEFT JOIN review_verdict ON review_verdict.review_id = latest_review.review_id "
            "LEFT JOIN seal ON seal.review_id = latest_review.review_id",
        )
        lines = [_overview_line(row, marks) for row in found]
    return tuple(sorted(lines, key=lambda line: (line.initiative.name.casefold(), line.initiative.code)))


def read_review_marks(file: PortfolioFile, initiative_id: int) -> tuple[ReviewMark, ...]:
    """The stored verdicts of an initiative's standing reviews, oldest first."""
    with held_still(file):
        gates = _by_review(
            all_rows(
                file,
                f"SELECT {_GATES} FROM review "  # noqa: S608
                "JOIN gate_verdict ON gate_verdict.review_id = review.id "
                "WHERE review.initiative_id = ? ORDER BY gate_verdict.review_id, gate_verdict.number",
                initiative_id,
            )
        )
        found = all_rows(
            file,
            "SELECT review_verdict.*, standing_review.dated FROM standing_review "
            "JOIN review_verdict ON review_verdict.review_id = standing_review.id "
            "WHERE standing_review.initiative_id = ? ORDER BY standing_review.dated, standing_review.id",
            initiative_id,
        )
    return tuple(_review_mark(row, gates) for row in found)


def read_final_marks(file: PortfolioFile) -> dict[int, ReviewMark]:
    """By initiative, the last final review that stands and is older than its latest review."""
    with held_still(file):
        gates = _by_review(all_rows(file, _FINAL_GATES))
        found = all_rows(file, _FINAL_VERDICTS)
    return {row["initiative_id"]: _review_mark(row, gates) for row in found}


def _gate_marks(file: PortfolioFile) -> dict[int, list[GateMark]]:
    """The gates of each initiative's latest review."""
    return _by_review(
        all_rows(
            file,
            f"SELECT {_GATES} FROM latest_review "  # noqa: S608
            "JOIN gate_verdict ON gate_verdict.review_id = latest_review.review_id "
            "ORDER BY gate_verdict.review_id, gate_verdict.number",
        )
    )


def _by_review(found: list[sqlite3.Row]) -> dict[int, list[GateMark]]:
    """Gates in the order of their rows, each with the columns of `_GATES`, by review."""
    marks: dict[int, list[GateMark]] = defaultdict(list)
    for review_id, *gate in found:
        marks[review_id].append(overview_rows.gate_mark(*gate))
    return marks


def _overview_line(row: sqlite3.Row, marks: dict[int, list[GateMark]]) -> OverviewLine:
    """One line of the overview."""
    initiative = overview_rows.initiative_value(row)
    if row["review_id"] is None:
        return OverviewLine(initiative, None)
    return OverviewLine(initiative, replace(_review_mark(row, marks), draft=bool(row["draft"])))


def _review_mark(row: sqlite3.Row, marks: dict[int, list[GateMark]]) -> ReviewMark:
    """A review in brief, from the row of its verdict."""
    return ReviewMark(
        review_id=row["review_id"],
        dated=date.fromisoformat(row["dated"]),
        verdict=VerdictState(row["verdict"]),
        readiness=fraction_value(row["readiness_numerator"], row["readiness_denominator"]),
        gates=tuple(marks[row["review_id"]]),
    )


def read_reached(file: PortfolioFile, review_id: int) -> Reached | None:
    """The stored verdict on a review; None where it is missing, or its gates are not numbered from 1."""
    found = all_rows(file, "SELECT * FROM review_verdict WHERE review_id = ?", review_id)
    gates = all_rows(
        file,
        f"SELECT number, {_GATES} FROM gate_verdict WHERE review_id = ? ORDER BY number",  # noqa: S608
        review_id,
    )
    return _reached(found[0], gates) if found else None


def read_all_reached(file: PortfolioFile) -> dict[int, Reached | None]:
    """The stored verdicts by review; None where the gates of one are not numbered from 1."""
    gates: dict[int, list[sqlite3.Row]] = defaultdict(list)
    with held_still(file):
        for row in all_rows(file, f"SELECT number, {_GATES} FROM gate_verdict ORDER BY number"):  # noqa: S608
            gates[row["review_id"]].append(row)
        found = all_rows(file, "SELECT * FROM review_verdict")
        return {row["review_id"]: _reached(row, gates[row["review_id"]]) for row in found}


def _reached(found: sqlite3.Row, gates: list[sqlite3.Row]) -> Reached | None:
    """A stored verdict from its row and those of its gates, in their order."""
    if [row["number"] for row in gates] != list(range(1, len(gates) + 1)):
        return None
    readiness = fraction_value(found["readiness_numerator"], found["readiness_denominator"])
    marks = tuple(overview_rows.gate_mark(*gate) for _number, _review, *gate in gates)
    return Reached(VerdictState(found["verdict"]), readiness, marks)


def require_reached(file: PortfolioFile, review_id: int) -> Reached:
    """The stored verdict on a review. Raises UserError where another program has spoilt it."""
    found = read_reached(file, review_id)
    if found is None:
        raise damaged(file.path)
    return found
