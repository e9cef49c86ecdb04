"""Which reviews count once one has been corrected."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from builders import days_before, record, review, two_gates

from fivegates.domain.errors import UserError
from fivegates.domain.review.history import (
    correction_problems,
    current_reviews,
    has_final,
    require_draft,
    same_day,
    second_reviews,
)
from fivegates.domain.review.review import InitiativeRecord, Review, Seal


def final(number: int, *, supersedes: int | None = None) -> Review:
    """A final review, the older the lower its number."""
    seal = Seal(number, "E. Lindqvist", datetime(2026, 5, 13, tzinfo=UTC), "0" * 64, "1" * 64, "{}")
    dated = days_before(100 - number)
    return replace(review(two_gates(), {"owner": 1}), dated=dated, seal=seal, supersedes=supersedes)


def history(*reviews: Review) -> InitiativeRecord:
    return replace(record(), reviews=reviews)


def test_every_review_stands_until_it_is_corrected() -> None:
    reviews = (final(1), final(4), review(two_gates(), {}))
    assert current_reviews(history(*reviews)) == reviews


def test_a_corrected_review_gives_way_to_its_correction() -> None:
    first, second, third = final(1), final(2, supersedes=1), final(3, supersedes=2)
    assert current_reviews(history(first, second, third)) == (third,)


def test_a_draft_correction_stands_at_once() -> None:
    draft = replace(review(two_gates(), {}), supersedes=1)
    assert current_reviews(history(final(1), final(5), draft)) == (final(5), draft)


# Days and corrections


def places(*reviews: Review) -> list[str]:
    return [problem.place for problem in (*second_reviews(reviews), *correction_problems(reviews))]


def dated(review: Review, days_old: int, review_id: int = 0) -> Review:
    return replace(review, dated=days_before(days_old), id=review_id)


DRAFT = review(two_gates(), {})
CORRECTION = replace(DRAFT, supersedes=1, correction="Wrong.")


def test_a_day_has_one_review() -> None:
    assert places(dated(DRAFT, 3), dated(DRAFT, 2), dated(DRAFT, 3)) == ["reviews[2].date"]
    other = same_day([dated(DRAFT, 3, 1), dated(DRAFT, 2, 2)], dated(DRAFT, 3, 3))
    assert other is not None
    assert other.id == 1
    assert same_day([dated(DRAFT, 3, 1)], dated(DRAFT, 3, 1)) is None


def test_a_correction_may_be_of_the_day_of_what_it_corrects() -> None:
    first, second = dated(final(1), 3, 1), dated(final(2, supersedes=1), 3, 2)
    third = dated(replace(DRAFT, supersedes=2, correction="Again."), 3, 3)
    assert places(first, replace(second, correction="Wrong."), third) == []
    assert same_day([first, second], third) is None
    assert same_day([first, second], dated(DRAFT, 3)) == first


@pytest.mark.parametrize(
    ("reviews", "bad"),
    [
        ((CORRECTION,), ["reviews[0].supersedes"]),
        ((replace(DRAFT, dated=days_before(1)), CORRECTION), ["reviews[1].supersedes"]),
        ((final(1), CORRECTION, dated(CORRECTION, 1)), ["reviews[2].supersedes"]),
        ((final(1, supersedes=1),), ["reviews[0].supersedes"]),
        ((final(1, supersedes=2), final(2, supersedes=1)), ["reviews[0].supersedes"]),
        ((final(1), CORRECTION), []),
    ],
)
def test_only_what_was_final_before_is_corrected_and_once(
    reviews: tuple[Review, ...], bad: list[str]
) -> None:
    assert places(*reviews) == bad


def test_a_final_review_does_not_change() -> None:
    require_draft(DRAFT)
    with pytest.raises(UserError, match="final and does not change"):
        require_draft(final(1))


def test_whether_anything_is_final() -> None:
    assert has_final(history(DRAFT, final(1)))
    assert not has_final(history(DRAFT))


def test_the_stage_is_known_for_the_latest_review_alone() -> None:
    of = history(final(1), final(4))
    assert of.stage_at(final(4)) is of.initiative.stage
    assert of.stage_at(final(1)) is None
    assert history().stage_at(DRAFT) is of.initiative.stage
