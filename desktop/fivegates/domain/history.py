"""Which reviews of an initiative count: a corrected one gives way to the review that supersedes it."""

from collections.abc import Iterable

from fivegates.domain.reviews import InitiativeRecord, Review


def standing_reviews(record: InitiativeRecord) -> tuple[Review, ...]:
    """The reviews that count, oldest first: all but those that another one supersedes."""
    superseded = superseded_numbers(record.reviews)
    return tuple(review for review in record.reviews if not _corrected(review, superseded))


def superseded_numbers(reviews: Iterable[Review]) -> frozenset[int]:
    """The numbers, in the chain, of the final reviews that one of these supersedes."""
    return frozenset(review.supersedes for review in reviews if review.supersedes is not None)


def _corrected(review: Review, superseded: frozenset[int]) -> bool:
    """Whether a later review stands in this one's place."""
    return review.seal is not None and review.seal.number in superseded
