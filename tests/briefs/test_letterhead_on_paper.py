"""Legal entity, accent colour and logo on paper."""

from dataclasses import replace

import brief_cases as cases
import comparison_cases
import page
from brief_cases import PALETTE
from builders import LOGO
from letterheads import logo
from pdf_reading import assert_text_has_its_own_room, elements_of, pages_of

from fivegates.briefs.comparison.brief import render as render_comparison
from fivegates.briefs.initiative.brief import render
from fivegates.briefs.typesetting.logo import picture_of
from fivegates.domain.brief import Edition, Extent, PaperSize
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.settings import Letterhead, decoded_logo

ENTITY = "Example Insurance SE, Munich, HRB 123456"


def figures(pdf: bytes) -> list[str]:
    """The alternative texts of the figures, in the order of reading."""
    return [each["/Alt"] for each in elements_of(pdf) if each["/S"] == "/Figure"]


LETTERHEAD = Letterhead(ENTITY, "#7A1F4B", logo())


def test_a_brief_has_all_of_it_and_meets_the_standards() -> None:
    brief = replace(cases.longest(), letterhead=LETTERHEAD, extent=Extent(Edition.BOARD))
    rendered = render(brief, ENGLISH, PaperSize.A4, PALETTE)
    assert rendered.pages == 2
    assert all(ENTITY in text for text in pages_of(rendered.pdf))
    assert figures(rendered.pdf) == [f"Logo of {ENTITY}"]
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        assert page.validate_pdf_bytes(rendered.pdf, profile=profile).is_compliant


def test_a_comparison_has_it_too_and_a_logo_without_an_entity_is_a_logo() -> None:
    brief = replace(comparison_cases.two(), letterhead=Letterhead(logo=logo(20, 400)))
    rendered = render_comparison(brief, ENGLISH, PaperSize.LETTER, PALETTE)
    assert figures(rendered.pdf)[0] == "Logo"
    assert_text_has_its_own_room(rendered.pdf, PaperSize.LETTER)


def test_a_damaged_logo_is_left_out() -> None:
    assert picture_of(decoded_logo(LOGO)) is None
    brief = replace(
        cases.pilot(), letterhead=Letterhead(logo=decoded_logo(LOGO)), extent=Extent(Edition.ONE_PAGE)
    )
    assert "Logo" not in str(elements_of(render(brief, ENGLISH, PaperSize.A4, PALETTE).pdf))
