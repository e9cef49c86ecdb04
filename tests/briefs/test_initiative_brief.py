"""The initiative brief, read back from its PDF."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path

import brief_cases as cases
import page
import pikepdf
import pytest
from brief_cases import MARKUP, PALETTE, brief, every
from builders import REVIEWED, Answer
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

from fivegates.briefs.initiative.brief import render
from fivegates.domain.brief import Edition, Extent, InitiativeBrief, PaperSize, RenderedBrief
from fivegates.domain.initiative.initiative import Action
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.fingerprint import short_fingerprint
from fivegates.domain.review.review import NotApplicable
from fivegates.domain.verdict.reasons import ReasonKind
from fivegates.domain.wording.paths import firmness_sentence, path_sentence
from fivegates.domain.wording.proposals import decision_proposal
from fivegates.domain.wording.reasons import reason_headline
from fivegates.domain.wording.verdicts import verdict_headline, verdict_sentence

VERDICTS = [cases.pilot, cases.ready, cases.conditional, cases.unscored]
HARD: dict[str, Callable[[], InitiativeBrief]] = {
    "unscored": cases.unscored,
    "pilot": cases.pilot,
    "longest": cases.longest,
    "unbroken": cases.unbroken,
    "stretched": cases.stretched,
    "one gate": lambda: cases.gates(1, 1),
    "twelve gates": lambda: cases.gates(12, 5),
    "markup": cases.markup,
    "unknown": cases.unknown_script,
    "hebrew": lambda: cases.script("hebrew"),
    "arabic": lambda: cases.script("arabic"),
    "cyrillic": lambda: cases.script("cyrillic"),
}


def rendered(made: InitiativeBrief, paper: PaperSize = PaperSize.A4) -> RenderedBrief:
    return render(made, ENGLISH, paper, PALETTE)


@cache
def set_once(make: Callable[[], InitiativeBrief], paper: PaperSize = PaperSize.A4) -> RenderedBrief:
    """A brief, set once for all that is asked of it."""
    return rendered(make(), paper)


def hard(name: str, paper: PaperSize = PaperSize.A4) -> RenderedBrief:
    """One of the hard cases."""
    return set_once(HARD[name], paper)


def one_line(text: str) -> str:
    return " ".join(text.split())


# What it says


@pytest.mark.parametrize("make", slow_after(2, VERDICTS))
def test_page_1_tells_the_board_what_it_must_know(make: Callable[[], InitiativeBrief]) -> None:
    made = make()
    assessment = made.assessment
    first = pages_of(set_once(make).pdf)[0]
    assert made.record.initiative.name in first
    assert verdict_headline(assessment.verdict.state, ENGLISH) in first
    assert verdict_sentence(assessment, made.stage, ENGLISH) in first
    assert path_sentence(assessment.path, ENGLISH) in first
    assert firmness_sentence(assessment, ENGLISH) in first
    assert decision_proposal(assessment, made.record.initiative, made.stage, ENGLISH) in first
    assert "Board confidential" in first
    for number, gate in enumerate(assessment.verdict.gates, 1):
        assert f"{number} {gate.gate.name}" in first


def test_the_deciding_reasons_come_first_and_the_rest_behind() -> None:
    made = cases.pilot()
    pages = pages_of(hard("pilot").pdf)
    deciding = [r for r in made.assessment.reasons if r.deciding]
    headlines = [reason_headline(r, made.assessment.case.rubric, ENGLISH) for r in deciding]
    shown = [f"{number} {headline}." in pages[0] for number, headline in enumerate(headlines, 1)]
    first = shown.index(False)
    assert 3 <= first <= 5
    assert not any(shown[first:])
    assert f"and {len(deciding) - first} more on page" in pages[0]
    assert all(headline in " ".join(pages[1:]) for headline in headlines[first:])


def test_what_the_reviewer_wrote_of_a_failing_criterion_stands_on_page_1() -> None:
    made = cases.pilot()
    first = pages_of(hard("pilot").pdf)[0]
    failing = next(r for r in made.assessment.reasons if r.deciding and r.kind is ReasonKind.FAILING)
    assert failing.criterion is not None
    rationale = one_line(made.assessment.verdict.criterion(failing.criterion).score.rationale)
    assert rationale
    assert rationale[:100] in first


def test_every_reason_is_somewhere() -> None:
    for make in VERDICTS:
        made = make()
        words = words_of(set_once(make).pdf)
        for reason in made.assessment.reasons:
            assert reason_headline(reason, made.assessment.case.rubric, ENGLISH) in words


def test_the_whole_path_stands_behind_where_page_1_cuts_it() -> None:
    pages = pages_of(hard("pilot").pdf)
    assert "The whole path to ready" in " ".join(pages[1:])
    assert "The whole path to ready" not in words_of(set_once(cases.conditional).pdf)


@pytest.mark.slow
def test_the_most_person_days_that_a_path_can_have_stay_on_one_line() -> None:
    most = Decimal("9999.9")
    actions = [Action(c.id, "Start again", 3, "Ada", REVIEWED, most) for c in cases.RUBRIC.criteria]
    first = read(rendered(brief(every(2), actions=actions)).pdf).pages[0]
    lines = first.extract_text().splitlines()
    assert any("160,019.4" in line for line in lines)
    assert any("9,999.9" in line for line in lines)


@pytest.mark.slow
def test_person_days_below_each_other_have_the_same_decimals() -> None:
    actions = [Action("owner", "Name one", 3, "Ada", REVIEWED, Decimal("2.5"), id=1)]
    actions += [Action("test", "Try it", 3, "Ada", REVIEWED, Decimal(17), id=2)]
    words = words_of(rendered(brief(every(2), actions=actions)).pdf)
    assert "17.0" in words
    assert "17.0" not in words_of(rendered(brief(every(2), actions=actions[1:])).pdf)


def test_the_reviewers_own_decision_replaces_the_proposal() -> None:
    made = brief(every(2), decision_asked="Hold the launch & look again in June.\nStop if nobody answers.")
    first = pages_of(rendered(made).pdf)[0]
    assert "Hold the launch & look again in June. Stop if nobody answers." in first
    assert decision_proposal(made.assessment, made.record.initiative, made.stage, ENGLISH) not in first


def test_the_appendix_has_every_criterion_with_level_rationale_and_evidence() -> None:
    words = words_of(hard("pilot").pdf)
    for criterion in cases.RUBRIC.criteria:
        assert criterion.title in words
    assert "3 claimed → 2 Designed" in words
    assert "Engineering and Claims each name the other." in words
    assert "proof voided on 2 May 2026" in words
    assert "proof lapsed after 28 Feb 2026" in words
    assert "It reads from the archive only and writes nothing back." in words
    assert "Left out with the approval of R. Marsh, CIO." in words
    assert "nw-large-2 replaced nw-large-1 in all regions." in words
    assert "Agree the baseline" in words


def test_a_target_needs_no_unit() -> None:
    initiative = replace(cases.CLAIMS, unit="", target_go_live=None)
    first = pages_of(rendered(brief(every(3), initiative=initiative)).pdf)[0]
    assert "Target 40,000 a month" in first
    assert "Target go-live" not in first


@pytest.mark.slow
def test_a_gate_longer_than_a_page_has_its_chart_on_several() -> None:
    pdf = rendered(cases.gates(1, 60)).pdf
    outline, pages = outline_of(pdf), pages_of(pdf)
    assert sum("Demonstrated" in words and "falls short. Square" in words for words in pages) == 2
    assert outline.count((0, "Readiness by criterion")) == 1


def test_unanswered_not_applicable_and_failed_read_differently() -> None:
    answers: dict[str, Answer] = {"value-owner": 0, "arch-legacy": NotApplicable("None here.")}
    words = words_of(rendered(brief(answers)).pdf)
    assert words.count("Not answered") == 20
    assert words.count("Not applicable") >= 1
    assert "0 Absent" in words


def test_a_waiver_that_nobody_approved_is_reported_as_such() -> None:
    words = words_of(rendered(brief({"value-owner": NotApplicable("No owner needed.")})).pdf)
    assert "Marked not applicable, but nobody has approved that." in words
    assert "No owner needed." in words


def test_evidence_dated_after_the_review_is_shown_not_to_count() -> None:
    late = cases.proof("value-owner", -5)
    words = words_of(rendered(brief(every(3), evidence=[late])).pdf)
    assert "dated after the review, so it does not count" in words


def test_without_a_score_there_is_no_chart_and_no_empty_list() -> None:
    words = words_of(hard("unscored").pdf)
    for title in ("Readiness by criterion", "How firm the verdict is", "Actions", "Changes"):
        assert title not in words
    assert "0%" not in words


def test_every_page_names_rubric_review_credit_and_its_number() -> None:
    made = cases.pilot()
    pages = pages_of(hard("pilot").pdf)
    for number, words in enumerate(pages, 1):
        assert "rubric five-gates 1.1" in words
        assert f"review {short_fingerprint(made.assessment.case)}" in words
        assert "After the five production gates described by Deazy" in words
        assert f"{number} / {len(pages)}" in words


def test_a_proof_of_several_criteria_is_given_once_and_referred_to_under_the_others() -> None:
    shared = cases.proof("value-owner", note="Kept in the archive.", also=("trust-bias", "gone"))
    made = brief(every(3), evidence=[shared])
    text = words_of(rendered(made).pdf)
    assert text.count("Kept in the archive.") == 1
    title = {each.id: each.title for each in cases.RUBRIC.criteria}
    assert f"Described under {title['value-owner']}." in text
    assert f"One proof for this criterion and 2 others: {title['trust-bias']}; gone" in text
    assert "Proofs that back several criteria" in text
    assert "1 piece of evidence backs several criteria: an error in it" in text
    alone = words_of(rendered(brief(every(3), evidence=[cases.proof("value-owner")])).pdf)
    assert "Proofs that back several" not in alone
    assert "One proof for" not in alone


def test_forty_items_of_evidence_are_all_there() -> None:
    words = words_of(hard("longest").pdf)
    assert all(f"Minutes of meeting {number}" in words for number in range(40))


# What users write is data


def test_text_is_never_markup_path_or_placeholder() -> None:
    result = hard("markup")
    words = words_of(result.pdf)
    assert words.count(one_line(MARKUP)) > 40
    assert not any(name in result.pdf for name in (b"/JavaScript", b"/URI", b"/Launch", b"/EmbeddedFile"))
    reader = read(result.pdf)
    assert not any("/Annots" in found for found in reader.pages)
    assert not any(found.images for found in reader.pages)


@pytest.mark.parametrize("script", slow_after(1, ["polish", "greek", "cyrillic", "vietnamese"]))
def test_other_alphabets_are_printed_and_can_be_selected(script: str) -> None:
    first = pages_of(rendered(cases.script(script)).pdf)[0]
    assert cases.SCRIPTS[script] in first


@pytest.mark.parametrize("script", slow_after(1, ["hebrew", "arabic"]))
def test_right_to_left_text_is_copied_and_found_in_the_order_of_writing(script: str) -> None:
    pdf = rendered(brief(every(3), decision_asked=cases.SCRIPTS[script])).pdf
    words = re.findall(r"\w{2,}", cases.SCRIPTS[script])
    # pdfium puts Arabic into an order of its own.
    text = " ".join(found.extract_text() for found in read(pdf).pages)
    assert all(word in text for word in words)
    assert b"/ActualText" not in b"".join(found.get_contents().get_data() for found in read(pdf).pages)


def test_characters_beyond_the_first_plane_can_be_selected() -> None:
    assert "😀 smile" in words_of(rendered(brief(every(3), decision_asked="😀 smile")).pdf)


# How it looks


@pytest.mark.slow
@pytest.mark.parametrize("paper", PaperSize)
@pytest.mark.parametrize("name", HARD)
def test_all_text_stands_inside_the_frame_and_none_over_another(name: str, paper: PaperSize) -> None:
    assert_text_has_its_own_room(hard(name, paper).pdf, paper)


@pytest.mark.parametrize("paper", slow_after(1, PaperSize))
@pytest.mark.parametrize("make", VERDICTS)
def test_page_1_holds_what_is_meant_for_it_and_no_page_is_empty(
    make: Callable[[], InitiativeBrief], paper: PaperSize
) -> None:
    pages = pages_of(set_once(make, paper).pdf)
    assert "Decision asked of the board" in pages[0]
    assert min(len(words) for words in pages) > 300


@pytest.mark.parametrize("paper", PaperSize)
def test_pages_have_the_size_of_the_paper(paper: PaperSize) -> None:
    for found in read(set_once(cases.ready, paper).pdf).pages:
        assert float(found.mediabox.width) == pytest.approx(paper.width, abs=0.1)
        assert float(found.mediabox.height) == pytest.approx(paper.height, abs=0.1)


# The file


def test_headings_are_in_the_outline() -> None:
    outline = outline_of(hard("pilot").pdf)
    assert outline[:5] == [
        (0, "Claims triage assistant"),
        (1, "Why it is not ready"),
        (1, "Shortest path to ready"),
        (1, "Decision asked of the board"),
        (1, "Cost and dates"),
    ]
    assert (0, "Readiness by criterion") in outline
    assert (0, "Appendix: every criterion") in outline
    assert [title.split("\u00a0")[-1] for depth, title in outline if depth == 1][4:] == [
        gate.name for gate in cases.RUBRIC.gates
    ]


def test_the_file_says_what_it_is() -> None:
    reader = read(hard("pilot").pdf)
    assert reader.metadata is not None
    assert reader.metadata.title == "Initiative brief: Claims triage assistant"
    assert reader.metadata.author == "E. Lindqvist"
    assert reader.metadata.subject == "Not ready for production"
    assert reader.metadata.creator == "Fivegates 0.1.0"
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == date(2026, 5, 12)
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


@pytest.mark.parametrize(("name", "tag"), [("hebrew", "he"), ("arabic", "ar")])
def test_words_in_another_script_carry_their_language(name: str, tag: str) -> None:
    brief = replace(cases.script(name), extent=Extent(Edition.ONE_PAGE))
    with pikepdf.open(BytesIO(render(brief, ENGLISH, PaperSize.A4, PALETTE).pdf)) as document:
        marks = [
            str(instruction.operands[1].Lang)
            for instruction in pikepdf.parse_content_stream(document.pages[0])
            if str(instruction.operator) == "BDC" and "/Lang" in instruction.operands[1]
        ]
    assert marks
    assert set(marks) == {tag}


@pytest.mark.parametrize("name", slow_after(1, ["pilot", "arabic", "unknown"]))
def test_fonts_are_embedded_subsets(name: str) -> None:
    fonts = fonts_of(hard(name).pdf)
    assert {"/FontFile2" in font["/FontDescriptor"] for font in fonts} == {True}
    found = {str(font["/BaseFont"]) for font in fonts}
    assert all(re.fullmatch(r"/[A-Z]{6}\+.+", font) for font in found)
    assert {font.split("+")[1] for font in found} <= {
        "SourceSansPro-Regular",
        "SourceSansPro-Semibold",
        "DejaVuSans",
        "DejaVuSans-Bold",
    }


@pytest.mark.parametrize("name", slow_after(3, [name for name in HARD if name != "stretched"]))
def test_it_is_accessible_and_archival(name: str) -> None:
    pdf = hard(name).pdf
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert report.is_compliant, [str(failure) for failure in report.failures][:5]


def test_the_charts_are_described_for_those_who_cannot_see_them() -> None:
    figures = [element for element in elements_of(hard("pilot").pdf) if element["/S"] == "/Figure"]
    profile, proofs = (str(figure["/Alt"]) for figure in figures)
    assert "Economics is limited by 3 criteria" in profile
    assert "Not ready; 3 claims rest on proof that is no longer current" in proofs


def test_a_table_over_two_pages_is_one_table() -> None:
    roles = [str(element["/S"]) for element in elements_of(hard("unscored").pdf)]
    assert roles.count("/Table") == 5  # the short and the whole path, the reasons, words, about this brief
    assert roles.count("/H1") == 1


RENDER = """
import sys, hashlib
import brief_cases as cases
from fivegates.briefs.initiative.brief import render
from fivegates.domain.brief import PaperSize
from fivegates.domain.language import ENGLISH
for made in (cases.pilot(), cases.script("arabic"), cases.unknown_script()):
    print(hashlib.sha256(render(made, ENGLISH, PaperSize.LETTER, cases.PALETTE).pdf).hexdigest())
"""


@pytest.mark.slow
def test_the_same_brief_has_the_same_bytes_in_every_process() -> None:
    root = Path(__file__).parents[2]
    path = os.pathsep.join([str(root / "desktop"), str(root / "tests" / "support")])
    first, second = (
        reported(RENDER, {"PYTHONHASHSEED": seed, "PYTHONPATH": path, "TZ": f"UTC{seed}"}) for seed in "12"
    )
    assert first == second
    assert len(set(first.split())) == 3


def reported(code: str, environment: dict[str, str]) -> str:
    """What a fresh Python prints."""
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=True)
    return run.stdout.strip()


def test_the_room_is_entered_without_loading_what_it_needs_later() -> None:
    heavy = "{'reportlab', 'matplotlib', 'pikepdf', 'PIL'}"
    code = f"import sys, fivegates.briefs; print({heavy} & set(sys.modules))"
    assert reported(code, {"PYTHONPATH": str(Path(__file__).parents[2] / "desktop")}) == "set()"
