"""Exceptions on paper: who allowed what fails, until when; on page 1 and in a chapter of their own."""

from dataclasses import replace
from datetime import timedelta

import brief_cases as cases
from brief_cases import PALETTE
from builders import REVIEWED, waiver_for
from pdf_reading import outline_of, pages_of

from fivegates.briefs.initiative.brief import render
from fivegates.domain.brief import Chapter, Edition, Extent, InitiativeBrief, PaperSize, RenderedBrief
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.review import NotApplicable, Score
from fivegates.domain.verdict.assessment import assess
from fivegates.domain.wording.waivers import exceptions_sentence

FAILING = ("trust-drift", "ops-response", "arch-provider")
CHAPTER = Extent(Edition.ONE_PAGE, frozenset({Chapter.EXCEPTIONS}))


def waived() -> InitiativeBrief:
    """An initiative that is ready but for three waived criteria, and one that does not apply."""
    made = cases.ready()
    case = made.assessment.case
    left_out = NotApplicable("It decides nothing about people.", "R. Marsh", REVIEWED)
    scores = {
        **case.review.scores,
        **{key: Score(key, 2) for key in FAILING},
        "trust-bias": Score("trust-bias", not_applicable=left_out),
    }
    waivers = tuple(waiver_for(key) for key in FAILING)
    judged = assess(replace(case, review=replace(case.review, scores=scores), waivers=waivers))
    return replace(made, assessment=judged, extent=CHAPTER)


def set_on_paper(brief: InitiativeBrief) -> RenderedBrief:
    return render(brief, ENGLISH, PaperSize.A4, PALETTE)


def test_page_1_says_who_allowed_what_until_when_and_a_chapter_has_all_of_it() -> None:
    rendered = set_on_paper(waived())
    first, *rest = (" ".join(text.split()) for text in pages_of(rendered.pdf))
    assert "Ready for production, under a waiver until 11 June 2026" in first
    same = (
        "Waived until 11 June 2026 (approved by R. Marsh): the way out of each provider, the watch for drift"
    )
    assert f"{same} and 1 more." in first
    assert "What is waived" in first
    chapter = " ".join(rest)
    assert "3 waivers are in force on 12 May 2026; the first ends after 11 June 2026." in chapter
    assert chapter.count("Asked for by E. Lindqvist, approved on 2 May 2026 by R. Marsh") == 3
    assert "It decides nothing about people. R. Marsh 12 May 2026" in chapter
    assert "Exceptions" in [title for _, title in outline_of(rendered.pdf)]


def test_waivers_that_end_apart_are_named_each_with_its_day() -> None:
    made = waived()
    case = made.assessment.case
    first, *others = case.waivers
    waivers = (replace(first, until=first.until + timedelta(1)), *others)
    exceptions = exceptions_sentence(assess(replace(case, waivers=waivers)), ENGLISH)
    assert exceptions.startswith(
        "Waived: the way out of each provider until 11 June 2026 (approved by R. Marsh)"
    )


def test_without_exceptions_there_is_no_chapter() -> None:
    rendered = set_on_paper(replace(cases.ready(), extent=CHAPTER))
    assert "Exceptions" not in [title for _, title in outline_of(rendered.pdf)]
