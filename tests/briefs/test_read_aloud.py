"""Papers as a screen reader speaks them: read from the structure tree, in its order, without the pictures."""

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

import brief_cases as cases
import comparison_cases
import pytest
from brief_cases import PALETTE, brief, every, proof
from spoken import Spoken, spoken

from fivegates.briefs.comparison.brief import render as comparison
from fivegates.briefs.initiative.brief import render
from fivegates.domain.brief import Chapter, Edition, Extent, InitiativeBrief, PaperSize
from fivegates.domain.language import ENGLISH

ADDRESS = "https://example.com/runs/118"
CRITERIA = Extent(Edition.ONE_PAGE, frozenset({Chapter.CRITERIA}))


def read(made: InitiativeBrief) -> Spoken:
    return spoken(render(made, ENGLISH, PaperSize.A4, PALETTE).pdf)


@cache
def pilot() -> Spoken:
    return read(replace(cases.pilot(), extent=Extent(Edition.FULL, frozenset(Chapter) - {Chapter.LEDGER})))


def texts(document: Spoken, role: str) -> list[str]:
    return [each.text for each in document.all() if each.role == role]


def test_words_are_apart_at_the_ends_of_lines() -> None:
    heard = " ".join(pilot().heard().split())
    made = cases.pilot()
    assert made.record.initiative.summary in heard
    assert "Engineering and Claims each name the other. The steering group has discussed it twice." in heard


def test_the_titles_of_a_table_over_several_pages_are_heard_once() -> None:
    tables = [each for each in pilot().all() if each.role == "Table"]
    for table in tables:
        heads = [cell.heard() for cell in table.all() if cell.role == "TH" and cell.heard()]
        assert len(heads) == len(set(heads))


def test_every_heading_comes_before_what_it_heads() -> None:
    depths = [int(each.role[1]) for each in pilot().all() if re.fullmatch("H[1-6]", each.role)]
    assert depths[0] == 1
    assert depths.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(depths))
    pages = [page for each in pilot().all() for page in each.pages[:1]]
    assert pages == sorted(pages)


def test_no_alternative_text_sends_to_what_is_not_there() -> None:
    document = pilot()
    titles = {each.text for each in document.all() if each.role == "H2"}
    for figure in (each for each in document.all() if each.role == "Figure"):
        assert figure.alternative
        assert "appendix" not in figure.alternative or any("Appendix" in title for title in titles)
        assert "ledger by month" not in figure.alternative  # the chapter is left out


def test_what_goes_on_says_on_which_page_and_leads_there() -> None:
    document = pilot()
    more = [each for each in document.all() if each.role == "Link" and " more on page " in each.text]
    headings = {page for each in document.all() if each.role == "H2" for page in each.pages}
    assert more
    for link in more:
        assert [led.place for led in link.links] == ["page"]
        assert int(link.text.rpartition(" ")[2]) in headings


def test_a_comparison_is_read_in_order_with_words_for_its_pictures() -> None:
    made = comparison_cases.two()
    document = spoken(comparison(made, ENGLISH, PaperSize.A4, PALETTE).pdf)
    pages = [page for each in document.all() for page in each.pages[:1]]
    assert pages == sorted(pages)
    assert all(each.alternative for each in document.all() if each.role == "Figure")
    for table in (each for each in document.all() if each.role == "Table"):
        cells = {sum(cell.role in {"TH", "TD"} for cell in row.kids) for row in table.kids}
        assert len(cells) == 1


def test_the_address_of_evidence_leads_there_over_its_whole_length_and_names_its_host() -> None:
    address = f"{ADDRESS}?of={'0123456789/' * 9}end"
    made = brief(every(3), evidence=[proof("value-owner", reference=address)])
    (link,) = [each for each in read(replace(made, extent=CRITERIA)).all() if each.role == "Link"]
    assert link.text == address
    (led,) = link.links
    assert led.address == address
    assert led.description == "Page of example.com"
    left, bottom, right, top = led.box
    assert right - left > 100
    assert top - bottom > 2 * 9  # two lines and more


@pytest.mark.parametrize(
    "reference", ["file:///etc/passwd", "https://bank.example@evil.example/", "Minutes of 3 May"]
)
def test_other_references_are_text(reference: str) -> None:
    made = brief(every(3), evidence=[proof("value-owner", reference=reference)])
    document = read(replace(made, extent=CRITERIA))
    assert reference in texts(document, "P")
    assert not texts(document, "Link")
