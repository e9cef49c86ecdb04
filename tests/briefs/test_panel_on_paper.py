"""A brief on a review that a panel agreed on: a verdict that hangs, the chapter, dissent by name or role."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import brief_cases as cases
import pytest
from brief_cases import PALETTE
from panels import panel_of
from pdf_reading import outline_of, pages_of, words_of

from fivegates.briefs.initiative.brief import render
from fivegates.domain.brief import Chapter, Extent, InitiativeBrief, Omission, PaperSize
from fivegates.domain.language import ENGLISH

if TYPE_CHECKING:
    from builders import Answer

AT: Final = datetime(2026, 5, 14, 9, tzinfo=UTC)


def by_a_panel() -> InitiativeBrief:
    """The ready case, on whose first required criterion one of three is not convinced."""
    of = cases.ready()
    case = of.assessment.case
    agreed: dict[str, Answer] = {key: score.level for key, score in case.review.scores.items()}
    doubted = next(each.id for each in case.rubric.criteria if each.required)
    settled = (replace(case.review.scores[doubted], rationale="Shown in May."),)
    panel = panel_of(of.record, case, agreed, {**agreed, doubted: 1}, agreed, settled=settled)
    review = replace(case.review, panel=replace(panel, agreed=AT, questions=("Who answers for it?",)))
    assessment = replace(of.assessment, case=replace(case, review=review))
    extent = Extent(chapters=frozenset({Chapter.PANEL}))
    return replace(of, assessment=assessment, extent=extent)


def words(pages: list[str]) -> str:
    return " ".join(" ".join(pages).split())


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """That brief, with the names of the panel."""
    return render(by_a_panel(), ENGLISH, PaperSize.A4, PALETTE).pdf


def test_page_1_says_that_the_verdict_hung_on_a_disagreement(pdf: bytes) -> None:
    first = words(pages_of(pdf)[:1])
    assert (
        "depended on a disagreement before it was settled: Ready for two of three; Not ready for one."
        in first
    )


def test_the_chapter_has_ballots_levels_what_was_settled_and_dissent(pdf: bytes) -> None:
    reported = words(pages_of(pdf))
    for said in (
        "Appendix: the panel",
        "Round 1: 3 of 3 ballots collected.",
        "Krippendorff’s alpha (ordinal): ",
        "The panel agreed on 14 May 2026.",
        "Who answers for it?",
        "R. Marsh, CTO 1",
        "Shown in May.",
        "R. Marsh, CTO: 1, where 4 was agreed on.",
    ):
        assert said in reported
    ballot = by_a_panel().assessment.case.review.panel
    assert ballot is not None
    assert ballot.ballots[1].seal[:8] in reported
    assert "Dissent" in [title for _, title in outline_of(pdf)]


def test_dissent_is_reported_by_role_where_names_are_left_out() -> None:
    brief = replace(by_a_panel(), omitted=frozenset({Omission.NAMES, Omission.RATIONALE}))
    reported = words_of(render(brief, ENGLISH, PaperSize.A4, PALETTE).pdf)
    assert "CTO: 1, where 4 was agreed on." in " ".join(reported.split())
    for name in ("Marsh", "Ana Ruiz", "Park", "Shown in May", "on bias."):
        assert name not in reported


def test_without_a_panel_there_is_no_chapter_and_no_line() -> None:
    plain = replace(cases.ready(), extent=Extent(chapters=frozenset({Chapter.PANEL})))
    reported = words_of(render(plain, ENGLISH, PaperSize.A4, PALETTE).pdf)
    assert "panel" not in reported
