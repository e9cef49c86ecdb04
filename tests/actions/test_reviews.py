"""Reviews: started from the last one, one a day, edited and deleted."""

from dataclasses import replace
from datetime import date

import pytest
from acting import created
from builders import REVIEWED, evidence_for

from fivegates.actions.evidence import add_evidence
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import undo
from fivegates.actions.overview import lines, settings
from fivegates.actions.portfolio import edit_settings
from fivegates.actions.queries import assessment, record
from fivegates.actions.reviews import delete_review, edit_review, start_review
from fivegates.actions.scoring import set_level, set_rationale
from fivegates.domain.errors import DataError, UserError
from fivegates.domain.verdict.states import VerdictState

LATER = date(2026, 8, 12)


def test_a_first_review_is_empty_and_judged(
    opened: OpenPortfolio, initiative_id: int, review_id: int
) -> None:
    review = record(opened, initiative_id).reviews[0]
    assert (review.id, review.dated, review.reviewer) == (review_id, REVIEWED, "R. Marsh")
    assert review.scores == {}
    latest = lines(opened)[0].latest
    assert latest is not None
    assert latest.verdict is VerdictState.INCOMPLETE


def test_the_next_review_carries_the_scores(
    opened: OpenPortfolio, initiative_id: int, review_id: int
) -> None:
    set_level(opened, review_id, "value-owner", 2)
    set_rationale(opened, review_id, "value-owner", "Named.")
    later = created(start_review(opened, initiative_id, LATER))

    first, second = record(opened, initiative_id).reviews
    assert second.id == later
    carried = {key: replace(score, carried=True) for key, score in first.scores.items()}
    assert second.scores == carried
    set_level(opened, later, "value-owner", 3)
    assert record(opened, initiative_id).reviews[0].scores["value-owner"].level == 2


def test_an_earlier_review_carries_nothing_from_later(
    opened: OpenPortfolio, initiative_id: int, review_id: int
) -> None:
    set_level(opened, review_id, "value-owner", 2)
    start_review(opened, initiative_id, date(2026, 1, 5))

    assert [dict(r.scores) == {} for r in record(opened, initiative_id).reviews] == [True, False]


@pytest.mark.usefixtures("review_id")
def test_a_second_review_on_one_day_is_refused(opened: OpenPortfolio, initiative_id: int) -> None:
    with pytest.raises(UserError, match="already has a review of 12 May 2026"):
        start_review(opened, initiative_id, REVIEWED)


def test_moving_the_date_judges_anew(opened: OpenPortfolio, initiative_id: int, review_id: int) -> None:
    set_level(opened, review_id, "value-owner", 3)
    add_evidence(opened, initiative_id, evidence_for("value-owner"))
    review = record(opened, initiative_id).reviews[0]
    edit_review(opened, replace(review, dated=date(2027, 5, 12), decision_asked="Hold."))

    of = record(opened, initiative_id)
    found = assessment(opened, of, of.reviews[0])
    assert found.verdict.criterion("value-owner").effective == 2
    assert of.reviews[0].decision_asked == "Hold."
    assert of.reviews[0].scores == review.scores


def test_a_bad_date_is_refused(opened: OpenPortfolio, initiative_id: int) -> None:
    with pytest.raises(DataError):
        start_review(opened, initiative_id, date(1970, 1, 1))


def test_deleting_a_review_can_be_undone(opened: OpenPortfolio, initiative_id: int, review_id: int) -> None:
    set_level(opened, review_id, "value-owner", 2)
    whole = record(opened, initiative_id)
    delete_review(opened, review_id)
    assert record(opened, initiative_id).reviews == ()
    assert lines(opened)[0].latest is None

    undo(opened)
    assert record(opened, initiative_id) == whole


def test_settings_are_saved_and_a_rubric_that_is_not_held_is_refused(opened: OpenPortfolio) -> None:
    changes = edit_settings(opened, replace(settings(opened), title="Q2", marking="Board confidential"))
    assert changes.settings
    assert settings(opened).marking == "Board confidential"

    with pytest.raises(UserError):
        edit_settings(opened, replace(settings(opened), rubric_version="9.9"))
    assert settings(opened).rubric_version == "1.1"
