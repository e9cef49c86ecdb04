"""What the items of frameworks rest on in an open portfolio, by initiative and over all."""

from datetime import timedelta

import pytest
from builders import REVIEWED, initiative

from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.frameworks import all_coverages, coverages_of, frameworks, portfolio_coverages
from fivegates.actions.initiatives import add_initiative, set_archived
from fivegates.actions.scoring import set_level
from fivegates.domain.errors import UserError
from fivegates.domain.frameworks.coverage import Basis


def test_coverage_is_as_of_a_day_and_an_unreviewed_one_rests_on_nothing(
    opened: OpenPortfolio, initiative_id: int, review_id: int
) -> None:
    set_level(opened, review_id, "ops-owner", 3)
    add_initiative(opened, initiative("NEW", 0))
    held, later = frameworks(opened), REVIEWED + timedelta(days=10)
    found = coverages_of(opened, held, initiative_id, later)
    assert {each.on for each in found} == {later}
    assert {each.reviewed for each in found} == {REVIEWED}
    assert any(each.counts[Basis.NOTHING] for each in found)
    (over_all,) = portfolio_coverages(opened, held[:1], later)
    assert [each.reviewed for each in over_all.of] == [REVIEWED, None]
    assert over_all.of[1].counts[Basis.CLAIM] == 0


def test_archived_initiatives_are_left_out_of_all_and_one_that_is_gone_is_reported(
    opened: OpenPortfolio, initiative_id: int
) -> None:
    set_archived(opened, initiative_id, archived=True)
    assert list(all_coverages(opened, frameworks(opened), REVIEWED)) == []
    assert coverages_of(opened, frameworks(opened)[:1], initiative_id, REVIEWED)
    with pytest.raises(UserError, match="no longer in the portfolio"):
        coverages_of(opened, frameworks(opened), initiative_id + 1, REVIEWED)
