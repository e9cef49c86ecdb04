"""Briefs: of the latest review or the one named, under a name that sorts, saved whole."""

from pathlib import Path

import pytest
from acting import created, latest_assessment
from builders import REVIEWED
from pdf_reading import words_of

from fivegates.actions.briefs import brief_file_name, gather_brief, in_extent, render_brief, save_brief
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.reviews import delete_review, start_review
from fivegates.domain.brief import Chapter, Edition, Extent, PaperSize
from fivegates.domain.errors import UserError
from fivegates.domain.language import ENGLISH


def test_the_latest_review_is_reported_unless_another_is_named(
    opened: OpenPortfolio, initiative_id: int, review_id: int
) -> None:
    later = created(start_review(opened, initiative_id, REVIEWED.replace(month=8)))

    assert gather_brief(opened, initiative_id).assessment.case.review.id == later
    named = gather_brief(opened, initiative_id, review_id)
    assert named.assessment.case.review.id == review_id
    assert gather_brief(opened, initiative_id, later).assessment.case.review.id == later
    assert brief_file_name(named) == "claims-brief-2026-05-12.pdf"


@pytest.mark.usefixtures("review_id")
def test_the_chapter_on_frameworks_names_criteria_that_the_rubric_does_not_ask(
    opened: OpenPortfolio, initiative_id: int
) -> None:
    extent = Extent(Edition.ONE_PAGE, frozenset({Chapter.FRAMEWORKS}))
    brief = in_extent(opened, gather_brief(opened, initiative_id), extent)
    text = words_of(render_brief(brief, ENGLISH, PaperSize.A4).pdf)
    assert "Not asked by this rubric: People who oversee it are trained and may say no" in text
    assert "ops-oversight" not in text
    assert not in_extent(opened, brief, Extent(Edition.BOARD)).criterion_titles


def test_a_review_that_is_gone_is_reported(opened: OpenPortfolio, initiative_id: int, review_id: int) -> None:
    delete_review(opened, review_id)
    with pytest.raises(UserError, match="no longer there"):
        gather_brief(opened, initiative_id, review_id)
    with pytest.raises(UserError, match="not been reviewed"):
        gather_brief(opened, initiative_id)
    assert latest_assessment(opened, initiative_id)[1] is None


@pytest.mark.usefixtures("review_id")
def test_the_same_brief_gives_the_same_bytes_and_is_saved_whole(
    opened: OpenPortfolio, initiative_id: int, tmp_path: Path
) -> None:
    brief = gather_brief(opened, initiative_id)
    first = render_brief(brief, ENGLISH, PaperSize.A4)
    second = render_brief(gather_brief(opened, initiative_id), ENGLISH, PaperSize.A4)

    assert first.pdf == second.pdf
    save_brief(first, tmp_path / "brief.pdf", opened.path)
    assert (tmp_path / "brief.pdf").read_bytes() == first.pdf
