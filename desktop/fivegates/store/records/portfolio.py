"""The portfolio as a whole, and an initiative with everything recorded about it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar

from fivegates.domain.errors import UserError
from fivegates.domain.initiative.initiative import UNASSIGNED
from fivegates.domain.review.review import InitiativeRecord, Portfolio
from fivegates.domain.review.seal_reader import read_content
from fivegates.store.file.portfolio_file import PortfolioFile, cached_by_tables
from fivegates.store.records.edits import Edit
from fivegates.store.records.initiative_table import INITIATIVE
from fivegates.store.records.initiatives import (
    ACTION,
    CHANGE,
    COMMENT,
    DECISION,
    EVIDENCE,
    FORECAST,
    RISK_CLASS,
    SCENARIO,
    WAIVER,
    read_initiative_ids,
    read_price_books,
)
from fivegates.store.records.ledger import OF_LEDGER, read_ledger, read_rates
from fivegates.store.records.overview import insert_all_verdict_summaries
from fivegates.store.records.portfolio_tables import (
    BRIEF_MEETING,
    read_capacity,
    read_frameworks,
    read_ideas,
    read_meeting,
    read_meetings,
)
from fivegates.store.records.reviews import PANEL, REVIEW, SEAL, read_review, read_reviews, read_rubrics
from fivegates.store.records.rows import Row, Value
from fivegates.store.records.settings import read_settings
from fivegates.store.records.table import RecordTable

_OF_RECORD: Final[Mapping[str, RecordTable[Any]]] = {
    "decisions": DECISION,
    "scenarios": SCENARIO,
    "evidence": EVIDENCE,
    "changes": CHANGE,
    "actions": ACTION,
    "waivers": WAIVER,
    "risk_classes": RISK_CLASS,
    "forecasts": FORECAST,
    "comments": COMMENT,
}
"""The tables of what is recorded of an initiative, by the fields of `InitiativeRecord`."""
_FACTS: Final = (*_OF_RECORD.values(), *OF_LEDGER.values(), BRIEF_MEETING)
_REVIEW_TABLES: Final = REVIEW.tables | SEAL.tables | PANEL.tables
_FACT_TABLES: Final = INITIATIVE.tables.union(*(table.tables for table in _FACTS))


def _owners(owner: str, tables: Iterable[RecordTable[Any]]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Tables whose rows belong to those of `owner`, and theirs, each with its owner and the column for it."""
    for table in tables:
        yield table.name, (owner, table.parent)
        yield from _owners(table.name, table.children)


OWNERS: Final = dict(_owners("initiative", (REVIEW, *_FACTS))) | {SEAL.name: ("review", SEAL.parent)}
"""The tables of what belongs to an initiative, each with the table and the column by which it does."""


def owner_of(file: PortfolioFile, table: str, row: Row, held: dict[tuple[str, Value], Row]) -> int:
    """The id of the initiative to which a row belongs; 0 for what belongs to none, or to what is gone.

    `held` are rows by table and id that need not be read, since they were edited or read before. Raises
    UserError when the file cannot be read.
    """
    while table in OWNERS:
        table, column = OWNERS[table]
        if table == "initiative":
            return int(str(row[column]))
        key = (table, row[column])
        if key not in held:
            sql = f'SELECT * FROM "{table}" WHERE id = ?'  # noqa: S608 - our names
            stored = file.rows(sql, int(str(row[column])))
            if not stored:
                return 0
            held[key] = dict(stored[0])
        row = held[key]
    return int(str(row["id"])) if table == "initiative" else 0


V = TypeVar("V")


def read_portfolio(file: PortfolioFile) -> Portfolio:
    """Everything in the file; initiatives in the order in which they were added."""
    with file.read_transaction():
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


@cached_by_tables(_FACT_TABLES | _REVIEW_TABLES)
def read_record(file: PortfolioFile, initiative_id: int) -> InitiativeRecord:
    """Everything about one initiative, reviews and decisions oldest first; UserError when it is gone.

    What nobody has written to since is not read again: an edit of a score leaves all but the reviews.
    """
    return replace(_kept_facts(file, initiative_id), reviews=read_reviews(file, initiative_id))


def read_record_at(file: PortfolioFile, initiative_id: int, review_id: int) -> InitiativeRecord:
    """Everything about one initiative, and of its reviews that one alone; UserError when either is gone."""
    with file.read_transaction():
        return replace(_facts(file, initiative_id), reviews=(read_review(file, review_id),))


def _facts(file: PortfolioFile, initiative_id: int) -> InitiativeRecord:
    """Read a record without its reviews, from a file that is held still."""
    found = file.rows("SELECT * FROM initiative WHERE id = ?", initiative_id)
    if not found:
        raise UserError("This initiative is no longer in the portfolio.")
    return InitiativeRecord(
        initiative=INITIATIVE.value(found[0]),
        ledger=read_ledger(file, initiative_id),
        meeting=read_meeting(file, initiative_id),
        **{field: table.of(file, initiative_id) for field, table in _OF_RECORD.items()},
    )


_kept_facts: Final = cached_by_tables(_FACT_TABLES)(_facts)


def count_unassigned(file: PortfolioFile) -> dict[int, int]:
    """Number of evidence items that back no criterion yet, by the id of their initiative."""
    rows = file.rows(
        "SELECT initiative_id, count(*) AS held FROM evidence WHERE criterion = ? GROUP BY initiative_id",
        UNASSIGNED,
    )
    return {row["initiative_id"]: row["held"] for row in rows}


def delete_initiative(edit: Edit, initiative_id: int) -> None:
    """Delete an initiative with all its records, row by row, so that it can be undone."""
    for table in (REVIEW, *_FACTS):
        table.delete_of(edit, initiative_id)
    INITIATIVE.delete(edit, initiative_id)


def insert_records(edit: Edit, records: Sequence[InitiativeRecord]) -> list[InitiativeRecord]:
    """Write initiatives with all their records, table by table; returns them with the ids of their reviews.

    Final reviews come with the verdicts that were sealed.
    """
    ids = INITIATIVE.insert_all(edit, [(0, record.initiative) for record in records])
    for field, table in _OF_RECORD.items():
        table.insert_all(edit, _owned(ids, (getattr(record, field) for record in records)))
    for field, table in OF_LEDGER.items():
        table.insert_all(edit, _owned(ids, (getattr(record.ledger, field) for record in records)))
    meetings = zip(ids, (record.meeting for record in records), strict=True)
    BRIEF_MEETING.insert_all(edit, [(each, matter) for each, matter in meetings if matter.is_filled])
    stored = _insert_reviews(edit, ids, records)
    reviews = [review for record in stored for review in record.reviews]
    PANEL.insert_all(edit, [(each.id, each.panel) for each in reviews if each.panel is not None])
    # The rows of what is final cannot be written any more after its seal.
    sealed = [(review.id, review.seal) for review in reviews if review.seal is not None]
    insert_all_verdict_summaries(
        edit, [(review_id, read_content(seal.content).reached) for review_id, seal in sealed]
    )
    SEAL.insert_all(edit, sealed)
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
            reviews=tuple(replace(review, id=next(review_ids)) for review in record.reviews),
        )
        for initiative_id, record in zip(ids, records, strict=True)
    ]


def _owned(ids: Iterable[int], groups: Iterable[Iterable[V]]) -> list[tuple[int, V]]:
    """Values of initiatives, each with the id of its initiative."""
    return [(each, value) for each, values in zip(ids, groups, strict=True) for value in values]
