"""The head of page 1 names the meeting, and the resolution the item of its agenda."""

from dataclasses import replace
from datetime import date

import brief_cases as cases
import comparison_cases
import page
import pypdfium2
import pytest
from brief_cases import PALETTE
from builders import meeting
from letterheads import logo
from pdf_reading import assert_text_has_its_own_room, boxes_of, outline_of, pages_of, words_of

from fivegates.briefs.comparison.brief import render as render_comparison
from fivegates.briefs.initiative.brief import render
from fivegates.domain.brief import Chapter, Edition, Extent, InitiativeBrief, Omission, PaperSize
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.meeting import MeetingDetails, Purpose
from fivegates.domain.portfolio.settings import Letterhead

MATTER = replace(meeting(), meeting_date=date(2026, 12, 3), presenter="Maria Keller")
ABOUT = Extent(Edition.ONE_PAGE, frozenset({Chapter.ABOUT}))
LONGEST = MeetingDetails(
    "x" * 50 + " " + "y" * 49,
    "R" * 100,
    "Meeting " * 25,
    date(2026, 12, 3),
    "Presenter " * 20,
    Purpose.DECIDE,
    "minute " * 57,
    "Classified " * 18,
)


def with_matter(matter: MeetingDetails, **changes: object) -> InitiativeBrief:
    found = cases.pilot()
    extent = Extent(Edition.BOARD)
    brief = replace(found, record=replace(found.record, meeting=matter), extent=extent)
    return replace(brief, **changes)  # type: ignore[arg-type]


def reported(brief: InitiativeBrief) -> list[str]:
    """The words of each page."""
    return [" ".join(text.split()) for text in pages_of(render(brief, ENGLISH, PaperSize.A4, PALETTE).pdf)]


def test_the_head_of_page_1_and_the_resolution_name_it() -> None:
    rendered = render(with_matter(MATTER), ENGLISH, PaperSize.A4, PALETTE)
    first, last = (" ".join(text.split()) for text in pages_of(rendered.pdf))
    head = (
        "Agenda item 7.2 · Reference BP-2026-114 · For decision "
        "Board of Example Insurance, 3 December 2026 · Presented by Maria Keller · "
        "Previous minute: 2026-03, item 4 Claims triage assistant"
    )
    assert head in first
    resolution = (
        "Resolution Agenda item 7.2 · Reference BP-2026-114 · Board of Example Insurance, 3 December 2026 "
        "To be minuted:"
    )
    assert resolution in last
    assert outline_of(rendered.pdf)[0] == (0, "Claims triage assistant")
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        assert page.validate_pdf_bytes(rendered.pdf, profile=profile).is_compliant


def test_the_words_below_the_lines_to_sign_on_do_not_touch_them() -> None:
    brief = with_matter(MeetingDetails(), extent=Extent(Edition.BOARD))
    pdf = render(brief, ENGLISH, PaperSize.A4, PALETTE).pdf
    lowest = min((box for box in boxes_of(pdf)[-1] if box.text.startswith("Name")), key=lambda box: box.top)
    with pypdfium2.PdfDocument(pdf) as document:
        paths = document[len(document) - 1].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH])
        lines = [path.get_bounds()[1] for path in paths]
    assert min(line for line in lines if line > lowest.bottom) - lowest.top >= 3


def test_without_any_of_it_the_page_begins_with_its_title() -> None:
    first, second, *_, last = reported(
        with_matter(MeetingDetails(), extent=replace(ABOUT, edition=Edition.BOARD))
    )
    assert "Agenda" not in first
    assert "Resolution To be minuted:" in second
    assert "Meeting" not in last


def test_a_paper_to_note_asks_for_no_resolution_but_that() -> None:
    first, last = reported(with_matter(MeetingDetails(purpose=Purpose.NOTE)))
    assert "To note Claims triage assistant" in first
    assert "Noted Name Date Signature" in last
    assert "Approved" not in last


@pytest.mark.parametrize("edition", [Edition.ONE_PAGE, Edition.BOARD])
def test_the_longest_texts_leave_the_pages_as_many(edition: Edition) -> None:
    longest = cases.longest()
    letterhead = Letterhead("Example SE", logo=logo(400, 110))
    record = replace(longest.record, meeting=LONGEST)
    brief = replace(longest, record=record, extent=Extent(edition), letterhead=letterhead)
    rendered = render(brief, ENGLISH, PaperSize.LETTER, PALETTE)
    assert rendered.pages == (1 if edition is Edition.ONE_PAGE else 2)
    assert "Decision asked of the board" in pages_of(rendered.pdf)[0]


def test_the_full_brief_says_all_of_it_and_one_without_names_no_presenter() -> None:
    whole = render(with_matter(MATTER, extent=ABOUT), ENGLISH, PaperSize.A4, PALETTE)
    last = " ".join(pages_of(whole.pdf)[-1].split())
    assert "Meeting Agenda item 7.2 Reference BP-2026-114 For decision" in last
    without = with_matter(MATTER, omitted=frozenset({Omission.NAMES}), extent=ABOUT)
    words = words_of(render(without, ENGLISH, PaperSize.A4, PALETTE).pdf)
    assert "Keller" not in words
    assert "BP-2026-114" in words


def test_a_comparison_has_it_above_its_title_and_in_full_at_its_end() -> None:
    brief = replace(comparison_cases.two(), meeting=replace(LONGEST, meeting="M" * 150))
    rendered = render_comparison(brief, ENGLISH, PaperSize.A4, PALETTE)
    first, *_, last = (" ".join(text.split()) for text in pages_of(rendered.pdf))
    assert first.index("For decision") < first.index("Which initiative first, and why")
    assert "M" * 150 not in first.replace(" ", "")
    assert "M" * 150 in last.replace(" ", "")
    assert_text_has_its_own_room(rendered.pdf, PaperSize.A4)
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        assert page.validate_pdf_bytes(rendered.pdf, profile=profile).is_compliant
