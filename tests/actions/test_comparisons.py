"""Comparing: by the latest review that stands, in the order chosen, saved under a name that sorts."""

from pathlib import Path

import pytest
from acting import created
from builders import REVIEWED, initiative

from fivegates.actions.briefs import save_brief
from fivegates.actions.comparisons import comparison_file_name, gather_comparison, render_comparison
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.initiatives import add_initiative, delete_initiative
from fivegates.actions.reviews import start_review
from fivegates.actions.scoring import set_level
from fivegates.domain.brief import PaperSize
from fivegates.domain.errors import UserError
from fivegates.domain.language import ENGLISH


@pytest.fixture
def other_id(opened: OpenPortfolio) -> int:
    """A second initiative, not reviewed."""
    return created(add_initiative(opened, initiative("BILLS", 0)))


def test_the_latest_review_of_each_in_the_order_chosen(
    opened: OpenPortfolio, initiative_id: int, review_id: int, other_id: int
) -> None:
    later = created(start_review(opened, other_id, REVIEWED.replace(month=8)))
    set_level(opened, review_id, "value-owner", 3)

    sides = gather_comparison(opened, [other_id, initiative_id], REVIEWED).comparison.sides
    assert [side.initiative.code for side in sides] == ["BILLS", "CLAIMS"]
    assert [side.assessment.case.review.id for side in sides if side.assessment] == [later, review_id]
    assert [[mark.review_id for mark in side.marks] for side in sides] == [[later], [review_id]]


@pytest.mark.usefixtures("review_id")
def test_what_is_not_reviewed_has_no_assessment_and_no_money(
    opened: OpenPortfolio, initiative_id: int, other_id: int
) -> None:
    _claims, bills = gather_comparison(opened, [initiative_id, other_id], REVIEWED).comparison.sides
    assert (bills.assessment, bills.marks, bills.prospect.month) == (None, (), None)
    assert bills.prospect.target_volume == 40_000


@pytest.mark.usefixtures("review_id")
def test_what_cannot_be_compared_is_refused_in_one_sentence(
    opened: OpenPortfolio, initiative_id: int, other_id: int
) -> None:
    with pytest.raises(UserError, match="at least two"):
        gather_comparison(opened, [initiative_id], REVIEWED)
    with pytest.raises(UserError, match="CLAIMS is chosen twice"):
        gather_comparison(opened, [initiative_id, initiative_id], REVIEWED)
    with pytest.raises(UserError, match="No more than four"):
        gather_comparison(opened, [initiative_id] * 5, REVIEWED)
    delete_initiative(opened, other_id)
    with pytest.raises(UserError):
        gather_comparison(opened, [initiative_id, other_id], REVIEWED)


def test_without_any_review_there_is_nothing_to_compare(
    opened: OpenPortfolio, initiative_id: int, other_id: int
) -> None:
    with pytest.raises(UserError, match="nothing to compare"):
        gather_comparison(opened, [initiative_id, other_id], REVIEWED)


@pytest.mark.usefixtures("review_id")
def test_the_same_comparison_gives_the_same_bytes_and_is_saved_whole(
    opened: OpenPortfolio, initiative_id: int, other_id: int, tmp_path: Path
) -> None:
    brief = gather_comparison(opened, [initiative_id, other_id], REVIEWED)
    first = render_comparison(brief, ENGLISH, PaperSize.A4)
    again = render_comparison(
        gather_comparison(opened, [initiative_id, other_id], REVIEWED), ENGLISH, PaperSize.A4
    )
    assert first.pdf == again.pdf
    assert comparison_file_name(brief) == "comparison-claims-bills-2026-05-12.pdf"
    save_brief(first, tmp_path / "out.pdf", opened.path)
    assert (tmp_path / "out.pdf").read_bytes() == first.pdf
