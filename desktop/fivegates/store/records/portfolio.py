"""The portfolio as a whole with its settings, and an initiative with everything recorded about it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, Final, TypeVar

from fivegates.domain.errors import UserError
from fivegates.domain.initiative.decisions import LoggedDecision
from fivegates.domain.initiative.initiative import UNASSIGNED, Action, Initiative
from fivegates.domain.portfolio.settings import Settings
from fivegates.domain.review.review import InitiativeRecord, Portfolio, Review
from fivegates.domain.review.seal_reader import read_content
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.capacity import read_capacity
from fivegates.store.records.columns import Column
from fivegates.store.records.edits import Edit
from fivegates.store.records.frameworks import read_frameworks
from fivegates.store.records.ideas import read_ideas
from fivegates.store.records.initiatives import (
    ACTION,
    CHANGE,
    DECISION,
    EVIDENCE,
    FORECAST,
    INITIATIVE,
    RISK_CLASS,
    SCENARIO,
    WAIVER,
    read_decisions,
    read_initiative_ids,
    read_price_books,
    read_scenarios,
)
from fivegates.store.records.ledger import BENEFIT, COST, USAGE, read_ledger, read_rates
from fivegates.store.records.meetings import BRIEF_MEETING, read_meeting, read_meetings
from fivegates.store.records.overview import insert_all_reached
from fivegates.store.records.panels import PANEL
from fivegates.store.records.reviews import REVIEW, SEAL, read_review, read_reviews, read_rubrics
from fivegates.store.records.table import RecordTable

SETTINGS: Final = RecordTable(
    Settings,
    "portfolio",
    own=[
        Column("rubric_id", lambda name: {"rubric_id": name or None}, lambda row: row["rubric_id"] or ""),
        Column(
            "rubric_version",
            lambda version: {"rubric_version": version or None},
            lambda row: row["rubric_version"] or "",
        ),
    ],
)


def read_settings(file: PortfolioFile) -> Settings:
    """The portfolio's settings."""
    return file.kept(
        ("settings",),
        frozenset({SETTINGS.name}),
        lambda: SETTINGS.value(file.rows("SELECT * FROM portfolio")[0]),
    )


def save_settings(edit: Edit, settings: Settings) -> None:
    """Save the portfolio's settings."""
    edit.update("portfolio", {"id": 1}, SETTINGS.row(settings))


_OF_INITIATIVE: Final[tuple[RecordTable[Any], ...]] = (
    *(REVIEW, DECISION, SCENARIO, EVIDENCE, CHANGE, ACTION, WAIVER, RISK_CLASS, FORECAST),
    *(COST, USAGE, BENEFIT, BRIEF_MEETING),
)
_REVIEW_TABLES: Final = REVIEW.tables | SEAL.tables | PANEL.tables
_FACT_TABLES: Final = INITIATIVE.tables.union(
    *(table.tables for table in _OF_INITIATIVE if table is not REVIEW)
)

V = TypeVar("V")


def read_portfolio(file: PortfolioFile) -> Portfolio:
    """Everything in the file; initiatives in the order in which they were added."""
    with file.held_still():
        records = tuple(
            replace(_facts(file, initiative_id), reviews=read_reviews(file, initiative_id))
            for initiative_id in read_initiative_ids(file)
        )
        return Portfolio(
            read_settings(file),
            read_rubrics(file),
            records,
            read_rates(file),
            price_books=read_price_books(file),
            capacity=read_capacity(file),
            frameworks=read_frameworks(file),
            ideas=read_ideas(file),
            meetings=read_meetings(file),
        )


def read_record(file: PortfolioFile, initiative_id: int) -> InitiativeRecord:
    """Everything about one initiative, reviews and decisions oldest first; UserError when it is gone.

    What nobody has written to since is not read again: an edit of a score leaves all but the reviews.
    """
    key = ("record", initiative_id)
    return file.kept(key, _FACT_TABLES | _REVIEW_TABLES, lambda: _record(file, initiative_id))


def _record(file: PortfolioFile, initiative_id: int) -> InitiativeRecord:
    """Read facts and reviews, or those of them that are not kept."""
    with file.held_still():
        facts = file.kept(("facts", initiative_id), _FACT_TABLES, lambda: _facts(file, initiative_id))
        return replace(facts, reviews=read_reviews(file, initiative_id))


def read_record_at(file: PortfolioFile, initiative_id: int, review_id: int) -> InitiativeRecord:
    """Everything about one initiative, and of its reviews that one alone; UserError when either is gone."""
    with file.held_still():
        return replace(_facts(file, initiative_id), reviews=(read_review(file, review_id),))


def _facts(file: PortfolioFile, initiative_id: int) -> InitiativeRecord:
    """Read a record without its reviews, from a file that is held still."""
    found = file.rows("SELECT * FROM initiative WHERE id = ?", initiative_id)
    if not found:
        raise UserError("This initiative is no longer in the portfolio.")
    return InitiativeRecord(
        initiative=INITIATIVE.value(found[0]),
        evidence=EVIDENCE.of(file, initiative_id),
        changes=CHANGE.of(file, initiative_id),
        actions=ACTION.of(file, initiative_id),
        ledger=read_ledger(file, initiative_id),
        decisions=read_decisions(file, initiative_id),
        scenarios=read_scenarios(file, initiative_id),
        waivers=WAIVER.of(file, initiative_id),
        risk_classes=RISK_CLASS.of(file, initiative_id, "dated, id"),
        forecasts=FORECAST.of(file, initiative_id),
        meeting=read_meeting(file, initiative_id),
    )


def read_decision_log(file: PortfolioFile) -> tuple[LoggedDecision, ...]:
    """Every decision with its initiative, newest first."""
    sql = "SELECT * FROM initiative WHERE id IN (SELECT initiative_id FROM decision)"
    with file.held_still():
        found = [
            LoggedDecision(INITIATIVE.value(row), decision)
            for row in file.rows(sql)
            for decision in read_decisions(file, row["id"])
        ]
    return tuple(sorted(found, key=lambda each: (each.decision.dated, each.decision.id), reverse=True))


def read_action_log(file: PortfolioFile) -> tuple[tuple[Initiative, Action], ...]:
    """Every action with its initiative, the archived ones too, in the order in which they were added."""
    with file.held_still():
        initiatives = {each.id: each for each in INITIATIVE.all(file)}
        actions = ACTION.grouped(file.rows("SELECT * FROM action ORDER BY id"))
    return tuple((initiatives[owner], action) for owner, held in actions.items() for action in held)


def count_unassigned(file: PortfolioFile) -> dict[int, int]:
    """How many pieces of evidence back no criterion yet, by the id of their initiative."""
    rows = file.rows(
        "SELECT initiative_id, count(*) AS held FROM evidence WHERE criterion = ? GROUP BY initiative_id",
        UNASSIGNED,
    )
    return {row["initiative_id"]: row["held"] for row in rows}


def delete_initiative(edit: Edit, initiative_id: int) -> None:
    """Delete an initiative with all its records, row by row, so that it can be undone."""
    for table in _OF_INITIATIVE:
        table.delete_of(edit, initiative_id)
    INITIATIVE.delete(edit, initiative_id)


def insert_records(edit: Edit, records: Sequence[InitiativeRecord]) -> list[InitiativeRecord]:
    """Write initiatives with all their records, table by table; returns them with the ids of their reviews.

    Final reviews come with the verdicts that were sealed.
    """
    ids = INITIATIVE.insert_all(edit, [(0, record.initiative) for record in records])
    EVIDENCE.insert_all(edit, _owned(ids, (record.evidence for record in records)))
    CHANGE.insert_all(edit, _owned(ids, (record.changes for record in records)))
    ACTION.insert_all(edit, _owned(ids, (record.actions for record in records)))
    COST.insert_all(edit, _owned(ids, (record.ledger.costs for record in records)))
    USAGE.insert_all(edit, _owned(ids, (record.ledger.usage for record in records)))
    BENEFIT.insert_all(edit, _owned(ids, (record.ledger.benefits for record in records)))
    SCENARIO.insert_all(edit, _owned(ids, (record.scenarios for record in records)))
    WAIVER.insert_all(edit, _owned(ids, (record.waivers for record in records)))
    RISK_CLASS.insert_all(edit, _owned(ids, (record.risk_classes for record in records)))
    DECISION.insert_all(edit, _owned(ids, (record.decisions for record in records)))
    FORECAST.insert_all(edit, _owned(ids, (record.forecasts for record in records)))
    meetings = zip(ids, (record.meeting for record in records), strict=True)
    BRIEF_MEETING.insert_all(edit, [(each, matter) for each, matter in meetings if matter.said])
    stored = _insert_reviews(edit, ids, records)
    reviews = [review for record in stored for review in record.reviews]
    PANEL.insert_all(edit, [(each.id, each.panel) for each in reviews if each.panel is not None])
    _insert_seals(edit, reviews)
    return stored


def _insert_reviews(
    edit: Edit, ids: Sequence[int], records: Sequence[InitiativeRecord]
) -> list[InitiativeRecord]:
    """Write reviews as drafts, with their scores; returns the records with all ids of these."""
    review_ids = iter(REVIEW.insert_all(edit, _owned(ids, (record.reviews for record in records))))
    return [
        replace(
            record,
            initiative=replace(record.initiative, id=initiative_id),
            reviews=tuple(
                replace(review, id=review_id)
                for review, review_id in zip(
                    record.reviews, islice(review_ids, len(record.reviews)), strict=True
                )
            ),
        )
        for initiative_id, record in zip(ids, records, strict=True)
    ]


def _insert_seals(edit: Edit, reviews: Iterable[Review]) -> None:
    """Make the final ones final, with their verdicts; their rows cannot be written any more after this."""
    sealed = [(review.id, review.seal) for review in reviews if review.seal is not None]
    insert_all_reached(edit, [(review_id, read_content(seal.content).reached) for review_id, seal in sealed])
    SEAL.insert_all(edit, sealed)


def _owned(ids: Iterable[int], groups: Iterable[Iterable[V]]) -> list[tuple[int, V]]:
    """Values of initiatives, each with the id of its initiative."""
    return [(each, value) for each, values in zip(ids, groups, strict=True) for value in values]
