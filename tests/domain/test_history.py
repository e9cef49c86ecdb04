"""Which reviews count once one has been corrected."""

from dataclasses import replace
from datetime import UTC, datetime

from builders import days_before, record, review, two_gates
from fivegates.domain.history import standing_reviews
from fivegates.domain.reviews import InitiativeRecord, Review, Seal


def final(number: int, *, supersedes: int | None = None) -> Review:
    """A final review, the older the lower its number."""
    seal = Seal(number, "E. Lindqvist", datetime(2026, 5, 13, tzinfo=UTC), "0" * 64, "1" * 64, "{}")
    dated = days_before(100 - number)
    return replace(review(two_gates(), {"owner": 1}), dated=dated, seal=seal, supersedes=supersedes)


def history(*reviews: Review) -> InitiativeRecord:
    return replace(record(), reviews=reviews)


def test_every_review_stands_until_it_is_corrected() -> None:
    reviews = (final(1), final(4), review(two_gates(), {}))
    assert standing_reviews(history(*reviews)) == reviews


def test_a_corrected_review_gives_way_to_its_correction() -> None:
    first, second, third = final(1), final(2, supersedes=1), final(3, supersedes=2)
    assert standing_reviews(history(first, second, third)) == (third,)


def test_a_draft_correction_stands_at_once() -> None:
    draft = replace(review(two_gates(), {}), supersedes=1)
    assert standing_reviews(history(final(1), final(5), draft)) == (final(5), draft)
