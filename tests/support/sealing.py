"""Builders of portfolios with final reviews, for tests of the chain."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from fivegates.domain.review.case import draft_case
from fivegates.domain.review.chain import seal_after
from fivegates.domain.review.review import ChainHead, InitiativeRecord, Portfolio, Review
from fivegates.domain.review.seal import VERSION
from fivegates.domain.review.sealed_record import record_to_seal

SEALED_AT = datetime(2026, 5, 13, 9, 12, 30, tzinfo=UTC)
"""When the first review was made final; each further one a day later."""

Place = tuple[int, int]
"""The indexes of an initiative and of one of its reviews."""


def with_finals(
    of: Portfolio, places: Iterable[Place], by: str = "E. Lindqvist", *, version: int = VERSION
) -> Portfolio:
    """The portfolio with the reviews at these places made final, in that order, by seals of a version."""
    last: ChainHead | None = None
    for days, (record, review) in enumerate(places):
        found = of.records[record].reviews[review]
        final = _final(of, of.records[record], found, by, SEALED_AT + timedelta(days), last, version)
        of = with_review(of, (record, review), final)
        assert final.seal is not None
        last = ChainHead(final.seal.number, final.seal.hash)
    return of


def _final(  # noqa: PLR0913, PLR0917 - a link of the chain
    of: Portfolio,
    record: InitiativeRecord,
    review: Review,
    by: str,
    at: datetime,
    last: ChainHead | None,
    version: int,
) -> Review:
    """Finalise a review as of the current state."""
    used = next(r for r in of.rubrics if (r.id, r.version) == (review.rubric_id, review.rubric_version))
    case = draft_case(record, review, used, of.settings.currency, of.rates)
    held = record_to_seal(record, review, of.settings.currency, of.rates, of.price_books)
    seal = seal_after(last, case, record.initiative, by, at, held if version == VERSION else None)
    return replace(review, seal=seal)


def with_review(of: Portfolio, place: Place, review: Review) -> Portfolio:
    """The portfolio with another review at a place."""
    record, index = place
    reviews = list(of.records[record].reviews)
    reviews[index] = review
    records = list(of.records)
    records[record] = replace(records[record], reviews=tuple(reviews))
    return replace(of, records=tuple(records))
