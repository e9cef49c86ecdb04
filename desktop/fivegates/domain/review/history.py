"""The review history of an initiative: reviews that count, drafts, and corrections."""

from collections.abc import Iterable, Iterator, Sequence

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.review.review import InitiativeRecord, Review


def current_reviews(record: InitiativeRecord) -> tuple[Review, ...]:
    """The reviews that count, oldest first: all but those that another one supersedes."""
    superseded = superseded_numbers(record.reviews)
    return tuple(review for review in record.reviews if not _corrected(review, superseded))


def final_until(record: InitiativeRecord, review: Review) -> tuple[Review, ...]:
    """The reviews that were final when a final review became so, itself included, in order."""
    last = review.seal.number if review.seal else 0
    return tuple(each for each in record.reviews if each.seal is not None and each.seal.number <= last)


def superseded_numbers(reviews: Iterable[Review]) -> frozenset[int]:
    """The numbers, in the chain, of the final reviews that one of these supersedes."""
    return frozenset(review.supersedes for review in reviews if review.supersedes is not None)


def correction_of(review: Review, reviews: Iterable[Review]) -> Review | None:
    """The one of these that supersedes a review, draft or final; None where none does."""
    if review.seal is None:
        return None
    return next((other for other in reviews if other.supersedes == review.seal.number), None)


def _corrected(review: Review, superseded: frozenset[int]) -> bool:
    """True if a later review replaces this one."""
    return review.seal is not None and review.seal.number in superseded


def has_final(record: InitiativeRecord) -> bool:
    """True if the initiative has a final review, so that it cannot be removed."""
    return any(review.seal is not None for review in record.reviews)


def require_draft(review: Review) -> None:
    """Raise UserError for a final review."""
    if review.seal is not None:
        raise UserError(
            "This review is final and does not change. Correct it with a new review that supersedes it."
        )


def same_day(reviews: Iterable[Review], review: Review) -> Review | None:
    """Another review of the same day, except those that `review` corrects; None where there is none."""
    others = [other for other in reviews if other.id != review.id]
    every = [*others, review]
    own = _origin(every, len(others))
    for index, other in enumerate(others):
        if other.dated == review.dated and _origin(every, index) != own:
            return other
    return None


def day_problems(reviews: Iterable[Review], review: Review) -> Iterator[Problem]:
    """Find that the day of `review`, one of theirs or a new one, is taken by another."""
    if same_day(reviews, review) is not None:
        yield Problem("date", UserError("There is a review of this date already. Choose another."))


def second_reviews(reviews: Sequence[Review]) -> Iterator[Problem]:
    """Find second reviews of a day; a correction may have the day of the review that it corrects."""
    firsts: dict[object, int] = {}
    for index, review in enumerate(reviews):
        first = firsts.setdefault(review.dated, index)
        if first != index and _origin(reviews, index) != _origin(reviews, first):
            reason = UserError("reviews[{index}] is of this day already.", index=first)
            yield Problem(f"reviews[{index}].date", reason)


def correction_problems(reviews: Sequence[Review]) -> Iterator[Problem]:
    """Find corrections of reviews that are missing, not yet final, or corrected already."""
    places = _places(reviews)
    firsts: dict[int, int] = {}
    for index, review in enumerate(reviews):
        number = review.supersedes
        if number is None:
            continue
        first = firsts.setdefault(number, index)
        if number not in places or (review.seal is not None and review.seal.number <= number):
            reason = UserError("This initiative had no final review no. {number} to correct.", number=number)
            yield Problem(f"reviews[{index}].supersedes", reason)
        elif first != index:
            reason = UserError("reviews[{index}] corrects that review already.", index=first)
            yield Problem(f"reviews[{index}].supersedes", reason)


def _places(reviews: Sequence[Review]) -> dict[int, int]:
    """Positions of the final reviews, by their number in the chain."""
    return {review.seal.number: place for place, review in enumerate(reviews) if review.seal is not None}


def _origin(reviews: Sequence[Review], index: int) -> int:
    """Position of the original review that this one corrects, directly or not."""
    places = _places(reviews)
    for _ in reviews:  # others may have written corrections in a circle
        index = places.get(reviews[index].supersedes or 0, index)
    return index
