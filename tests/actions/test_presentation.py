"""What a presentation shows of an initiative on a day."""

from datetime import date

import pytest
from acting import created
from builders import cost

from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.ledger import add_cost
from fivegates.actions.presentation import gather_presented
from fivegates.domain.errors import UserError

DAY = date(2026, 11, 30)


def test_nothing_is_shown_before_the_first_review(opened: OpenPortfolio, initiative_id: int) -> None:
    assert gather_presented(opened, initiative_id, DAY) is None


def test_the_verdict_is_as_of_the_day(opened: OpenPortfolio, initiative_id: int, review_id: int) -> None:
    shown = gather_presented(opened, initiative_id, DAY)
    assert shown is not None
    assert shown.brief.assessment.case.review.id == review_id
    assert shown.brief.current.case.review.dated == DAY
    assert shown.outlook is not None
    assert shown.gap is None


def test_a_missing_rate_is_named(opened: OpenPortfolio, initiative_id: int, review_id: int) -> None:
    assert review_id
    created(add_cost(opened, initiative_id, cost(currency="JPY")))
    shown = gather_presented(opened, initiative_id, DAY)
    assert shown is not None
    assert shown.outlook is None
    assert shown.gap is not None
    assert shown.gap.base == "JPY"


def test_an_initiative_that_is_gone_is_refused(opened: OpenPortfolio) -> None:
    with pytest.raises(UserError):
        gather_presented(opened, 99, DAY)
