"""Reads values from an open portfolio file."""

import sqlite3
from collections import defaultdict
from datetime import UTC, datetime

from fivegates.domain.economics.ledger import Ledger
from fivegates.domain.economics.money import RateTable
from fivegates.domain.errors import UserError
from fivegates.domain.review.review import MOMENT, ChainHead, InitiativeRecord, Portfolio, Review, Score, Seal
from fivegates.domain.rubric.rubric import Rubric
from fivegates.store import ledger_rows, overview_rows, rows
from fivegates.store.decision_reading import read_decisions
from fivegates.store.faults import READING, told_in_words
from fivegates.store.fetching import all_rows, held_still
from fivegates.store.portfolio_file import PortfolioFile
from fivegates.store.projection_reading import read_price_books, read_scenarios
from fivegates.store.verdict_reading import read_settings

_REVIEW = (
    'SELECT review.*, seal.number, seal."by", seal.at, seal.previous, seal.hash, seal.content '
    "FROM review LEFT JOIN seal ON seal.review_id = review.id "
)


def read_portfolio(file: PortfolioFile) -> Portfolio:
    """Everything in the file; initiatives in the order in which they were added."""
    with held_still(file):
        records = tuple(read_record(file, initiative_id) for initiative_id in read_initiative_ids(file))
        return Portfolio(
            read_settings(file),
            read_rubrics(file),
            records,
            read_rates(file),
            price_books=read_price_books(file),
        )


def read_initiative_ids(file: PortfolioFile) -> list[int]:
    """The ids of all initiatives, in the order in which they were added."""
    return [row["id"] for row in all_rows(file, "SELECT id FROM initiative ORDER BY id")]


def read_drafted_ids(file: PortfolioFile) -> frozenset[int]:
    """The ids of the initiatives that have a review which is not final."""
    sql = "SELECT DISTINCT initiative_id FROM review WHERE id NOT IN (SELECT review_id FROM seal)"
    return frozenset(row["initiative_id"] for row in all_rows(file, sql))


def read_record(file: PortfolioFile, initiative_id: int) -> InitiativeRecord:
    """Everything about one initiative, reviews and decisions oldest first; UserError when it is gone."""
    with held_still(file):
        return _record(file, initiative_id)


def read_record_at(file: PortfolioFile, initiative_id: int, review_id: int) -> InitiativeRecord:
    """Everything about one initiative, and of its reviews that one alone; UserError when either is gone."""
    with held_still(file):
        return _record(file, initiative_id, (read_review(file, review_id),))


def _record(
    file: PortfolioFile, initiative_id: int, only: tuple[Review, ...] | None = None
) -> InitiativeRecord:
    """Read a record from a file that is held still, with all its reviews or `only` those."""
    found = all_rows(file, "SELECT * FROM initiative WHERE id = ?", initiative_id)
    if not found:
        raise UserError("This initiative is no longer in the portfolio.")
    return InitiativeRecord(
        initiative=overview_rows.initiative_value(found[0]),
        evidence=tuple(map(rows.evidence_value, _of_initiative(file, "evidence", initiative_id))),
        changes=tuple(map(rows.change_value, _of_initiative(file, "change", initiative_id))),
        actions=tuple(map(rows.action_value, _of_initiative(file, "action", initiative_id))),
        reviews=_reviews(file, initiative_id) if only is None else only,
        ledger=_ledger(file, initiative_id),
        decisions=read_decisions(file, initiative_id),
        scenarios=read_scenarios(file, initiative_id),
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
    return all_rows(file, sql, initiative_id)


def _reviews(file: PortfolioFile, initiative_id: int) -> tuple[Review, ...]:
    """The initiative's reviews with their scores, oldest first."""
    scores: dict[int, dict[str, Score]] = defaultdict(dict)
    for row in all_rows(
        file,
        "SELECT score.* FROM score JOIN review ON review.id = score.review_id "
        "WHERE review.initiative_id = ? ORDER BY score.criterion",
        initiative_id,
    ):
        scores[row["review_id"]][row["criterion"]] = rows.score_value(row)
    found = all_rows(file, _REVIEW + "WHERE initiative_id = ? ORDER BY dated, id", initiative_id)
    return tuple(rows.review_value(row, scores[row["id"]]) for row in found)


def read_review(file: PortfolioFile, review_id: int) -> Review:
    """One review with its scores. Raises UserError when it is gone."""
    with held_still(file):
        found = all_rows(file, _REVIEW + "WHERE id = ?", review_id)
        if not found:
            raise UserError("This review is no longer in the portfolio.")
        scores = all_rows(file, "SELECT * FROM score WHERE review_id = ? ORDER BY criterion", review_id)
        return rows.review_value(found[0], {row["criterion"]: rows.score_value(row) for row in scores})


def read_chain_head(file: PortfolioFile) -> ChainHead | None:
    """The last link of the chain of final reviews; None before the first."""
    with held_still(file):
        found = all_rows(file, "SELECT number, hash, at FROM seal ORDER BY number DESC LIMIT 1")
        if not found:
            return None
        at = datetime.strptime(found[0]["at"], MOMENT).replace(tzinfo=UTC)
        return ChainHead(found[0]["number"], found[0]["hash"], at)


def read_seals(file: PortfolioFile) -> tuple[Seal, ...]:
    """All links of the chain in their order, without what was sealed."""
    with held_still(file):
        found = all_rows(file, 'SELECT number, "by", at, previous, hash FROM seal ORDER BY number')
        return tuple(
            Seal(
                row["number"],
                row["by"],
                datetime.strptime(row["at"], MOMENT).replace(tzinfo=UTC),
                row["previous"],
                row["hash"],
                "",
            )
            for row in found
        )


def read_rates(file: PortfolioFile) -> RateTable:
    """The portfolio's rates, by month and pair."""
    with held_still(file):
        found = all_rows(file, "SELECT * FROM rate ORDER BY month, base, quote")
        return RateTable(tuple(map(ledger_rows.rate_value, found)))


def known_fingerprints(file: PortfolioFile) -> frozenset[str]:
    """The fingerprints of all imported lines, whichever initiative they went to."""
    found = all_rows(
        file,
        "SELECT fingerprint FROM cost WHERE fingerprint <> '' "
        "UNION SELECT fingerprint FROM usage WHERE fingerprint <> '' "
        "UNION SELECT fingerprint FROM benefit WHERE fingerprint <> ''",
    )
    return frozenset(row["fingerprint"] for row in found)


def read_rubric(file: PortfolioFile, rubric_id: str, version: str) -> Rubric:
    """One rubric. Raises UserError when the portfolio does not hold it."""
    found = all_rows(file, "SELECT * FROM rubric WHERE id = ? AND version = ?", rubric_id, version)
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
    return tuple(_parsed(file, row) for row in all_rows(file, "SELECT * FROM rubric ORDER BY rowid"))


def find_initiative(file: PortfolioFile, code: str) -> int | None:
    """The id of the initiative with this code, upper and lower case alike.

    A code from a command line may hold bytes that are no text; no initiative has those.
    """
    found = all_rows(file, "SELECT id FROM initiative WHERE code = ?", code.encode(errors="replace").decode())
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


def owner_of_decision(file: PortfolioFile, decision_id: int) -> int:
    """The initiative of a decision. Raises UserError when it is gone."""
    return _owner(file, "decision", decision_id)


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
    found = all_rows(file, f'SELECT initiative_id FROM "{table}" WHERE id = ?', row_id)  # noqa: S608
    if not found:
        raise UserError("What you were editing is no longer in the portfolio.")
    return int(found[0]["initiative_id"])
