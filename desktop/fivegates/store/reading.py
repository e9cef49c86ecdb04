"""Reads values from an open portfolio file."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from fivegates.domain.errors import UserError
from fivegates.domain.ledger import Ledger
from fivegates.domain.money import RateTable
from fivegates.domain.overview import GateMark, OverviewLine, ReviewMark
from fivegates.domain.reviews import InitiativeRecord, Portfolio, Review, Score
from fivegates.domain.rubric import Rubric
from fivegates.domain.settings import Settings
from fivegates.domain.states import GateState, VerdictState
from fivegates.domain.verdict import Verdict
from fivegates.store import ledger_rows, rows
from fivegates.store.faults import READING, told_in_words
from fivegates.store.portfolio_file import PortfolioFile


def read_portfolio(file: PortfolioFile) -> Portfolio:
    """Everything in the file; initiatives in the order in which they were added."""
    with _held_still(file):
        records = tuple(read_record(file, initiative_id) for initiative_id in read_initiative_ids(file))
        return Portfolio(read_settings(file), read_rubrics(file), records, read_rates(file))


def read_initiative_ids(file: PortfolioFile) -> list[int]:
    """The ids of all initiatives, in the order in which they were added."""
    return [row["id"] for row in _all(file, "SELECT id FROM initiative ORDER BY id")]


def read_record(file: PortfolioFile, initiative_id: int) -> InitiativeRecord:
    """Everything about one initiative, reviews oldest first. Raises UserError when it is gone."""
    with _held_still(file):
        return _record(file, initiative_id)


def _record(file: PortfolioFile, initiative_id: int) -> InitiativeRecord:
    """Read a record from a file that is held still."""
    found = _all(file, "SELECT * FROM initiative WHERE id = ?", initiative_id)
    if not found:
        raise UserError("This initiative is no longer in the portfolio.")
    return InitiativeRecord(
        initiative=rows.initiative_value(found[0]),
        evidence=tuple(map(rows.evidence_value, _of_initiative(file, "evidence", initiative_id))),
        changes=tuple(map(rows.change_value, _of_initiative(file, "change", initiative_id))),
        actions=tuple(map(rows.action_value, _of_initiative(file, "action", initiative_id))),
        reviews=_reviews(file, initiative_id),
        ledger=_ledger(file, initiative_id),
    )


def _ledger(file: PortfolioFile, initiative_id: int) -> Ledger:
    """The initiative's lines, each kind in the order in which they were added."""
    return Ledger(
        costs=tuple(map(ledger_rows.cost_value, _of_initiative(file, "cost", initiative_id))),
        usage=tuple(map(ledger_rows.usage_value, _of_initiative(file, "usage", initiative_id))),
        benefits=tuple(map(ledger_rows.benefit_value, _of_initiative(file, "benefit", initiative_id))),
    )


def _of_initiative(file: PortfolioFile, table: str, initiative_id: int) -> list[sqlite3.Row]:
    """The rows of one table that belong to an initiative, in the order in which they were added."""
    sql = f'SELECT * FROM "{table}" WHERE initiative_id = ? ORDER BY id'  # noqa: S608 - names of this file
    return _all(file, sql, initiative_id)


def _reviews(file: PortfolioFile, initiative_id: int) -> tuple[Review, ...]:
    """The initiative's reviews with their scores, oldest first."""
    scores: dict[int, dict[str, Score]] = defaultdict(dict)
    for row in _all(
        file,
        "SELECT score.* FROM score JOIN review ON review.id = score.review_id "
        "WHERE review.initiative_id = ? ORDER BY score.criterion",
        initiative_id,
    ):
        scores[row["review_id"]][row["criterion"]] = rows.score_value(row)
    found = _all(file, "SELECT * FROM review WHERE initiative_id = ? ORDER BY dated, id", initiative_id)
    return tuple(rows.review_value(row, scores[row["id"]]) for row in found)


def read_review(file: PortfolioFile, review_id: int) -> Review:
    """One review with its scores. Raises UserError when it is gone."""
    found = _all(file, "SELECT * FROM review WHERE id = ?", review_id)
    if not found:
        raise UserError("This review is no longer in the portfolio.")
    scores = _all(file, "SELECT * FROM score WHERE review_id = ? ORDER BY criterion", review_id)
    return rows.review_value(found[0], {row["criterion"]: rows.score_value(row) for row in scores})


def read_overview(file: PortfolioFile) -> tuple[OverviewLine, ...]:
    """All initiatives by name, each with the stored verdict of its latest review."""
    with _held_still(file):
        marks = _gate_marks(file)
        found = _all(
            file,
            "SELECT initiative.*, review_verdict.review_id, latest_review.dated, review_verdict.verdict, "
            "readiness_numerator, readiness_denominator FROM initiative "
            "LEFT JOIN latest_review ON latest_review.initiative_id = initiative.id "
            "LEFT JOIN review_verdict ON review_verdict.review_id = latest_review.review_id",
        )
        lines = [_overview_line(row, marks) for row in found]
    return tuple(sorted(lines, key=lambda line: (line.initiative.name.casefold(), line.initiative.code)))


def read_review_marks(file: PortfolioFile, initiative_id: int) -> tuple[ReviewMark, ...]:
    """The stored verdicts of an initiative's standing reviews, oldest first."""
    with _held_still(file):
        gates = _by_review(
            _all(
                file,
                "SELECT gate_verdict.* FROM review "
                "JOIN gate_verdict ON gate_verdict.review_id = review.id "
                "WHERE review.initiative_id = ? ORDER BY gate_verdict.review_id, gate_verdict.number",
                initiative_id,
            )
        )
        found = _all(
            file,
            "SELECT review_verdict.*, standing_review.dated FROM standing_review "
            "JOIN review_verdict ON review_verdict.review_id = standing_review.id "
            "WHERE standing_review.initiative_id = ? ORDER BY standing_review.dated, standing_review.id",
            initiative_id,
        )
    return tuple(_review_mark(row, gates) for row in found)


def _gate_marks(file: PortfolioFile) -> dict[int, list[GateMark]]:
    """The gates of each initiative's latest review."""
    return _by_review(
        _all(
            file,
            "SELECT gate_verdict.* FROM latest_review "
            "JOIN gate_verdict ON gate_verdict.review_id = latest_review.review_id "
            "ORDER BY gate_verdict.review_id, gate_verdict.number",
        )
    )


def _by_review(found: list[sqlite3.Row]) -> dict[int, list[GateMark]]:
    """Gates in the order of their rows, by review."""
    marks: dict[int, list[GateMark]] = defaultdict(list)
    for row in found:
        score = rows.fraction_value(row["score_numerator"], row["score_denominator"])
        mark = GateMark(row["gate"], row["name"], GateState(row["state"]), score)
        marks[row["review_id"]].append(mark)
    return marks


def _overview_line(row: sqlite3.Row, marks: dict[int, list[GateMark]]) -> OverviewLine:
    """One line of the overview."""
    initiative = rows.initiative_value(row)
    return OverviewLine(initiative, None if row["review_id"] is None else _review_mark(row, marks))


def _review_mark(row: sqlite3.Row, marks: dict[int, list[GateMark]]) -> ReviewMark:
    """A review in brief, from the row of its verdict."""
    return ReviewMark(
        review_id=row["review_id"],
        dated=date.fromisoformat(row["dated"]),
        verdict=VerdictState(row["verdict"]),
        readiness=rows.fraction_value(row["readiness_numerator"], row["readiness_denominator"]),
        gates=tuple(marks[row["review_id"]]),
    )


def verdict_is_stored(file: PortfolioFile, review_id: int, verdict: Verdict) -> bool:
    """Whether the stored verdict on a review is `verdict`, gate by gate."""
    stored = _all(file, "SELECT * FROM review_verdict WHERE review_id = ?", review_id)
    gates = _all(file, "SELECT * FROM gate_verdict WHERE review_id = ? ORDER BY number", review_id)
    expected = [rows.verdict_row(verdict), *map(rows.gate_verdict_row, verdict.gates)]
    found = [dict(row) for row in (*stored, *gates)]
    return len(found) == len(expected) and all(
        {column: row[column] for column in wanted} == dict(wanted)
        for row, wanted in zip(found, expected, strict=True)
    )


def read_settings(file: PortfolioFile) -> Settings:
    """The portfolio's settings."""
    row = _all(file, "SELECT * FROM portfolio")[0]
    return Settings(
        title=row["title"],
        marking=row["marking"],
        rubric_id=row["rubric_id"] or "",
        rubric_version=row["rubric_version"] or "",
        currency=row["currency"],
    )


def read_rates(file: PortfolioFile) -> RateTable:
    """The portfolio's rates, by month and pair."""
    found = _all(file, "SELECT * FROM rate ORDER BY month, base, quote")
    return RateTable(tuple(map(ledger_rows.rate_value, found)))


def known_fingerprints(file: PortfolioFile) -> frozenset[str]:
    """The fingerprints of all imported lines, whichever initiative they went to."""
    found = _all(
        file,
        "SELECT fingerprint FROM cost WHERE fingerprint <> '' "
        "UNION SELECT fingerprint FROM usage WHERE fingerprint <> '' "
        "UNION SELECT fingerprint FROM benefit WHERE fingerprint <> ''",
    )
    return frozenset(row["fingerprint"] for row in found)


def read_rubric(file: PortfolioFile, rubric_id: str, version: str) -> Rubric:
    """One rubric. Raises UserError when the portfolio does not hold it."""
    found = _all(file, "SELECT * FROM rubric WHERE id = ? AND version = ?", rubric_id, version)
    if not found:
        raise UserError(
            "This portfolio holds no rubric “{id}” of version {version}.", id=rubric_id, version=version
        )
    return _parsed(file, found[0])


def _parsed(file: PortfolioFile, row: sqlite3.Row) -> Rubric:
    """A rubric from its row; the same row is parsed once."""
    key = tuple(row)
    if key not in file.rubrics:
        with told_in_words(file.path, READING):
            file.rubrics[key] = rows.rubric_value(row)
    return file.rubrics[key]


def read_rubrics(file: PortfolioFile) -> tuple[Rubric, ...]:
    """All rubrics, in the order in which they were added."""
    return tuple(_parsed(file, row) for row in _all(file, "SELECT * FROM rubric ORDER BY rowid"))


def find_initiative(file: PortfolioFile, code: str) -> int | None:
    """The id of the initiative with this code, upper and lower case alike.

    A code from a command line may hold bytes that are no text; no initiative has those.
    """
    found = _all(file, "SELECT id FROM initiative WHERE code = ?", code.encode(errors="replace").decode())
    return found[0]["id"] if found else None


def owner_of_review(file: PortfolioFile, review_id: int) -> int:
    """The initiative of a review. Raises UserError when it is gone."""
    return _owner(file, "review", review_id)


def owner_of_evidence(file: PortfolioFile, evidence_id: int) -> int:
    """The initiative of a piece of evidence. Raises UserError when it is gone."""
    return _owner(file, "evidence", evidence_id)


def owner_of_change(file: PortfolioFile, change_id: int) -> int:
    """The initiative of a change. Raises UserError when it is gone."""
    return _owner(file, "change", change_id)


def owner_of_action(file: PortfolioFile, action_id: int) -> int:
    """The initiative of an action. Raises UserError when it is gone."""
    return _owner(file, "action", action_id)


def owner_of_cost(file: PortfolioFile, cost_id: int) -> int:
    """The initiative of a cost line. Raises UserError when it is gone."""
    return _owner(file, "cost", cost_id)


def owner_of_usage(file: PortfolioFile, usage_id: int) -> int:
    """The initiative of a usage line. Raises UserError when it is gone."""
    return _owner(file, "usage", usage_id)


def owner_of_benefit(file: PortfolioFile, benefit_id: int) -> int:
    """The initiative of a benefit line. Raises UserError when it is gone."""
    return _owner(file, "benefit", benefit_id)


def _owner(file: PortfolioFile, table: str, row_id: int) -> int:
    """The initiative that a row belongs to."""
    found = _all(file, f'SELECT initiative_id FROM "{table}" WHERE id = ?', row_id)  # noqa: S608
    if not found:
        raise UserError("What you were editing is no longer in the portfolio.")
    return int(found[0]["initiative_id"])


def _all(file: PortfolioFile, sql: str, *values: int | str) -> list[sqlite3.Row]:
    """Read to the end: a half-read query would keep other programs out."""
    with told_in_words(file.path, READING):
        return file.connection.execute(sql, values).fetchall()


@contextmanager
def _held_still(file: PortfolioFile) -> Iterator[None]:
    """Let no other program write between several queries; inside an edit that is so already."""
    with told_in_words(file.path, READING):
        if file.connection.in_transaction:
            yield
            return
        file.connection.execute("BEGIN")
        try:
            yield
        finally:
            file.roll_back()
