"""What the portfolio page shows: all initiatives with the verdicts of their reviews, in brief."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from fivegates.domain.natural_order import natural_key
from fivegates.domain.portfolio.overview import GateMark, OverviewLine, ReviewMark
from fivegates.domain.verdict.states import VerdictState
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.conversions import fraction_value
from fivegates.store.records.initiatives import INITIATIVE
from fivegates.store.records.queries import all_rows, held_still
from fivegates.store.records.verdicts import GATES, gate_mark

_STANDING: Final = "SELECT id AS review_id, initiative_id, dated FROM standing_review WHERE initiative_id = ?"
_EARLIER_FINAL: Final = (
    "SELECT review.id AS review_id, review.initiative_id, review.dated FROM latest_review "
    "JOIN review ON review.id = (SELECT standing_review.id FROM standing_review "
    "JOIN seal ON seal.review_id = standing_review.id "
    "WHERE standing_review.initiative_id = latest_review.initiative_id "
    "AND (standing_review.dated, standing_review.id) < (latest_review.dated, latest_review.review_id) "
    "ORDER BY standing_review.dated DESC, standing_review.id DESC LIMIT 1)"
)


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
    sealed, chosen = "SELECT review_id FROM seal", "SELECT * FROM latest_review"
    lines = _lines(file, sealed, chosen, "SELECT * FROM initiative")
    return tuple(sorted(lines, key=lambda line: (natural_key(line.initiative.name), line.initiative.code)))


def read_overview_line(file: PortfolioFile, initiative_id: int) -> OverviewLine | None:
    """One initiative with the stored verdict of its latest review; None when it is gone."""
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
    with held_still(file):
        final = {row["review_id"] for row in all_rows(file, sealed, *values)}
        latest = {
            initiative_id: replace(mark, draft=mark.review_id not in final)
            for initiative_id, mark in _marks(file, chosen, *values)
        }
        initiatives = map(INITIATIVE.value, all_rows(file, listed, *values))
        return [OverviewLine(each, latest.get(each.id)) for each in initiatives]


def read_review_marks(file: PortfolioFile, initiative_id: int) -> tuple[ReviewMark, ...]:
    """The stored verdicts of an initiative's standing reviews, oldest first."""
    with held_still(file):
        return tuple(mark for _, mark in _marks(file, _STANDING, initiative_id))


def read_final_marks(file: PortfolioFile) -> dict[int, ReviewMark]:
    """By initiative, the last final review that stands and is older than its latest review."""
    with held_still(file):
        return dict(_marks(file, _EARLIER_FINAL))


def _marks(file: PortfolioFile, chosen: str, *values: int) -> Iterator[tuple[int, ReviewMark]]:
    """The stored verdicts of the reviews that a SELECT of ids, initiatives and days chooses, oldest first.

    Each comes with its initiative.
    """
    gates: dict[int, list[GateMark]] = defaultdict(list)
    found = all_rows(
        file,
        f"SELECT {GATES} FROM ({chosen}) AS chosen "  # noqa: S608 - words of this file
        "JOIN gate_verdict ON gate_verdict.review_id = chosen.review_id "
        "ORDER BY gate_verdict.review_id, gate_verdict.number",
        *values,
    )
    for review_id, *gate in found:
        gates[review_id].append(gate_mark(*gate))
    verdicts = all_rows(
        file,
        f"SELECT review_verdict.*, chosen.initiative_id, chosen.dated FROM ({chosen}) AS chosen "  # noqa: S608
        "JOIN review_verdict ON review_verdict.review_id = chosen.review_id "
        "ORDER BY chosen.dated, chosen.review_id",
        *values,
    )
    for row in verdicts:
        mark = ReviewMark(
            review_id=row["review_id"],
            dated=date.fromisoformat(row["dated"]),
            verdict=VerdictState(row["verdict"]),
            readiness=fraction_value(row["readiness_numerator"], row["readiness_denominator"]),
            gates=tuple(gates[row["review_id"]]),
        )
        yield row["initiative_id"], mark
