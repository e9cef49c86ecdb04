"""The comparison brief, read back from its PDF."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from unittest.mock import patch

import brief_cases
import comparison_cases as cases
import page
import pytest
from brief_cases import PALETTE
from examples import slow_after
from pdf_reading import (
    assert_text_has_its_own_room,
    elements_of,
    fonts_of,
    outline_of,
    pages_of,
    read,
    words_of,
)

from fivegates.briefs.comparison.brief import render
from fivegates.briefs.comparison.context import ComparisonSheet
from fivegates.briefs.comparison.side_by_side import side_by_side
from fivegates.briefs.typesetting.styles import styles_of
from fivegates.briefs.typesetting.tagged_canvas import Paper
from fivegates.charts.palette import read_palettes
from fivegates.domain.brief import ComparisonBrief, PaperSize, RenderedBrief
from fivegates.domain.language import ENGLISH
from fivegates.domain.wording.comparison import (
    answer_headline,
    answer_sentences,
    rule_sentence,
    trend_finding,
)
from fivegates.domain.wording.comparison_rehearsal import comparison_rehearsal
from fivegates.domain.wording.paths import path_sentence
from fivegates.domain.wording.proposals import asked_note

STYLES = styles_of(read_palettes(PALETTE).light)
HARD: dict[str, Callable[[], ComparisonBrief]] = {
    "two": cases.two,
    "three": cases.three,
    "four": cases.four,
    "unreviewed": cases.unreviewed,
    "level": cases.level,
    "other rubric": cases.other_rubric,
    "losing": cases.losing_money,
    "longest": cases.longest,
    "unbroken": cases.unbroken,
    "stretched": cases.stretched,
    "unknown": cases.unknown_script,
    "markup": cases.markup,
    "polish": lambda: cases.script("polish"),
    "greek": lambda: cases.script("greek"),
    "cyrillic": lambda: cases.script("cyrillic"),
    "arabic": lambda: cases.script("arabic"),
}


@cache
def hard(name: str, paper: PaperSize = PaperSize.A4) -> RenderedBrief:
    """One of the cases, set once for all that is asked of it."""
    return render(HARD[name](), ENGLISH, paper, PALETTE)


# What it says


@pytest.mark.parametrize("name", slow_after(2, ["two", "three", "four", "unreviewed", "level"]))
def test_page_1_answers_which_first_and_why(name: str) -> None:
    comparison = HARD[name]().comparison
    first = pages_of(hard(name).pdf)[0]
    assert answer_headline(comparison, ENGLISH) in first
    for sentence in answer_sentences(comparison, ENGLISH):
        assert sentence in first
    for side in comparison.sides:
        assert side.initiative.name in first
        assert side.initiative.code in first
    for title in ("Place", "Verdict", "Readiness", "Effort to ready", "Result of a month at target volume"):
        assert title in first


def test_differences_come_first_and_what_is_the_same_is_folded() -> None:
    comparison = cases.two().comparison
    words = words_of(hard("two").pdf)
    differing = words.index("20 of 22 criteria differ")
    same = words.index("2 criteria are the same")
    titles = [row.criterion.title for row in comparison.differing]
    places = [words.index(title, differing) for title in titles]
    assert places == sorted(places)
    assert max(places) < same
    assert all(words.index(row.criterion.title, same) > same for row in comparison.alike)


def test_where_all_is_the_same_it_is_said() -> None:
    words = words_of(hard("level").pdf)
    assert "No criterion differs" in words
    assert "22 criteria are the same" in words
    assert "criteria are the same" not in words_of(hard("other rubric").pdf)


def test_three_kinds_of_nothing_read_differently() -> None:
    four, other = words_of(hard("four").pdf), words_of(hard("other rubric").pdf)
    assert "Not answered" in four
    assert "Not applicable" in four
    assert "Not in its rubric" in other
    assert "Not reviewed" in words_of(hard("unreviewed").pdf)


def test_money_trend_and_every_path_are_reported() -> None:
    comparison = cases.three().comparison
    words = words_of(hard("three").pdf)
    assert "Margin of a unit there" in words
    assert "2,310 claims a month" in words
    for side in comparison.sides:
        assert side.assessment is not None
        assert path_sentence(side.assessment.path, ENGLISH) in words
    assert rule_sentence(ENGLISH) in words


def test_a_missing_rate_is_reported_beside_the_figures_that_are_known() -> None:
    words = words_of(hard("losing").pdf)
    assert "There is no rate from EUR to USD" in words
    assert "any volume" in words


def test_a_name_that_page_1_cuts_stands_whole_at_the_end() -> None:
    names = [side.initiative.name for side in cases.longest().comparison.sides]
    words = words_of(hard("longest").pdf)
    assert all(" ".join(name.split()) in words for name in names)
    assert not any(name in pages_of(hard("longest").pdf)[0] for name in names)


def test_every_page_carries_the_marking_the_rubrics_and_its_number() -> None:
    pages = pages_of(hard("other rubric").pdf)
    for number, words in enumerate(pages, 1):
        assert "Board confidential" in words
        assert "rubric five-gates 1.1" in words
        assert "rubric own 1.1" in words
        assert f"{number} / {len(pages)}" in words


# What users write is data


def test_text_is_never_markup() -> None:
    found = hard("markup")
    assert not any(name in found.pdf for name in (b"/JavaScript", b"/URI", b"/Launch", b"/EmbeddedFile"))
    assert " ".join(brief_cases.MARKUP.split())[:40] in words_of(found.pdf)


def test_a_name_from_right_to_left_heads_its_column_on_the_side_of_what_is_below() -> None:
    made = cases.two()
    first = made.comparison.sides[0]
    named = replace(first, initiative=replace(first.initiative, name="דנה"))
    comparison = replace(made.comparison, sides=(named, *made.comparison.sides[1:]))
    sheet = ComparisonSheet(replace(made, comparison=comparison), STYLES, ENGLISH)
    head = side_by_side(sheet, "Side by side", []).head
    assert head is not None
    paper = Paper(PaperSize.A4, "en-GB")
    at: list[float] = []
    with patch.object(paper, "text", lambda point, *_: at.append(point[0])):
        head.stacks[1].draw(paper, 0, 500, 200)
    assert at == [0, 0]


@pytest.mark.parametrize("script", slow_after(1, ["polish", "greek", "cyrillic"]))
def test_other_alphabets_are_printed_and_can_be_selected(script: str) -> None:
    found = hard(script)
    assert found.unprintable == ()
    assert brief_cases.SCRIPTS[script] in words_of(found.pdf)


def test_what_no_font_can_show_is_reported_by_initiative_and_field() -> None:
    fields = {found.field for found in hard("unknown").unprintable}
    assert {"A: Name", "B: Name", "A: Reviewer"} <= fields
    assert not any("Summary" in field for field in fields)


# How it looks


@pytest.mark.slow
@pytest.mark.parametrize("paper", PaperSize)
@pytest.mark.parametrize("name", HARD)
def test_all_text_stands_inside_the_frame_and_none_over_another(name: str, paper: PaperSize) -> None:
    assert_text_has_its_own_room(hard(name, paper).pdf, paper)


@pytest.mark.slow
@pytest.mark.parametrize("paper", PaperSize)
@pytest.mark.parametrize("name", ["two", "three", "four", "longest"])
def test_page_1_holds_the_whole_answer(name: str, paper: PaperSize) -> None:
    assert "Result of a month at target volume" in pages_of(hard(name, paper).pdf)[0]


def test_what_is_asked_names_whose_words_it_has_and_of_which_day() -> None:
    text = " ".join(" ".join(pages_of(hard("two").pdf)).split())
    assert f"What is asked of the board {asked_note(ENGLISH)}" in text


# The file


def test_headings_are_in_the_outline() -> None:
    assert outline_of(hard("two").pdf) == [
        (0, "Which initiative first, and why"),
        (0, "What is asked of the board"),
        (0, "20 of 22 criteria differ"),
        (0, "2 criteria are the same"),
        (0, "What a unit costs and brings"),
        (0, "Readiness over time"),
        (0, "The shortest path to ready of each"),
        (1, "POL-02 \u200e\u00a0·\u00a0\u200e Policy search for brokers"),
        (1, "CLM-01 \u200e\u00a0·\u00a0\u200e Claims triage assistant"),
        (0, "About this comparison"),
    ]


def test_the_file_says_what_it_is() -> None:
    reader = read(hard("three").pdf)
    assert reader.metadata is not None
    assert reader.metadata.title == "Comparison: LET-03, POL-02, CLM-01"
    assert reader.metadata.author == "E. Lindqvist"
    assert reader.metadata.subject == "Customer letters first"
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"


@pytest.mark.parametrize("name", slow_after(3, [name for name in HARD if name != "stretched"]))
def test_it_is_accessible_and_archival(name: str) -> None:
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        report = page.validate_pdf_bytes(hard(name).pdf, profile=profile)
        assert report.is_compliant, [str(failure) for failure in report.failures][:5]


def test_the_chart_is_drawn_as_vectors_and_described() -> None:
    figures = [element for element in elements_of(hard("three").pdf) if element["/S"] == "/Figure"]
    assert [trend_finding(cases.three().comparison, ENGLISH) in each["/Alt"] for each in figures] == [True]
    assert not any(found.images for found in read(hard("three").pdf).pages)
    assert {"/FontFile2" in font["/FontDescriptor"] for font in fonts_of(hard("three").pdf)} == {True}


def test_the_same_comparison_has_the_same_bytes() -> None:
    assert render(cases.four(), ENGLISH, PaperSize.A4, PALETTE).pdf == hard("four").pdf


# The questions to expect


def questions_for(brief: ComparisonBrief) -> list[str]:
    """The pages of a brief with the questions."""
    made = render(replace(brief, questions=True), ENGLISH, PaperSize.A4, PALETTE)
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        assert page.validate_pdf_bytes(made.pdf, profile=profile).is_compliant
    return [" ".join(text.split()) for text in pages_of(made.pdf)]


def test_questions_are_set_only_where_they_are_asked_for() -> None:
    assert "Questions to expect" not in words_of(hard("three").pdf)


def test_questions_are_on_a_page_of_their_own_behind_all_else_and_name_pages() -> None:
    pages = questions_for(cases.two())
    *before, last = pages
    assert not any("Questions to expect" in text for text in before)
    assert "For the presenter alone, made by rule from this comparison." in last
    for question in comparison_rehearsal(cases.two().comparison, ENGLISH):
        assert question.text in last
        assert question.answer in last
    for title, evidence in (
        ("What a unit costs and brings", "CLM-01: figures of April 2026"),
        ("The shortest path to ready of each", "from level 2 to 4. Run of April, 22 Apr 2026"),
        ("20 of 22 criteria differ", "puts another first."),
    ):
        number = next(n for n, text in enumerate(pages, 1) if n > 1 and title in text)
        assert f"{evidence} {number} " in last, (title, last)
    assert "Draft, review of 12 May 2026 1 " in last


def test_characters_of_evidence_that_cannot_be_shown_are_reported_with_the_questions() -> None:
    def fields(brief: ComparisonBrief) -> set[str]:
        return {each.field for each in render(brief, ENGLISH, PaperSize.A4, PALETTE).unprintable}

    brief = cases.unknown_script()
    assert not any("Evidence" in field for field in fields(brief))
    assert "A: Evidence of 22 April 2026" in fields(replace(brief, questions=True))


@pytest.mark.parametrize("name", slow_after(1, ["longest", "unbroken", "arabic"]))
def test_questions_on_hard_texts_are_set_whole(name: str) -> None:
    assert any("Questions to expect" in text for text in questions_for(HARD[name]()))
