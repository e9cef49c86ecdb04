"""The path and what stands beside it on paper: what is overdue, room for its steps, texts that are cut."""

from dataclasses import replace
from datetime import date

import brief_cases as cases
from brief_cases import PALETTE
from builders import decision
from pdf_reading import pages_of

from fivegates.briefs.initiative.brief import render
from fivegates.briefs.initiative.context import Covered, Sheet, cut
from fivegates.briefs.initiative.findings import findings
from fivegates.briefs.initiative.page_one_fitting import ONE_PAGE_LIMITS, PageOne
from fivegates.briefs.initiative.path_table import short_path_table
from fivegates.briefs.typesetting.blocks import Prose
from fivegates.briefs.typesetting.structure import Role
from fivegates.briefs.typesetting.styles import frame_of, styles_of
from fivegates.briefs.typesetting.tables import Grid
from fivegates.charts.palette import read_palettes
from fivegates.domain.brief import Edition, Extent, InitiativeBrief, PaperSize
from fivegates.domain.language import ENGLISH
from fivegates.domain.verdict.assessment import assess

STYLES = styles_of(read_palettes(PALETTE).light)
A4 = frame_of(PaperSize.A4)


def late(found: InitiativeBrief) -> InitiativeBrief:
    """The brief with its first action due before the review."""
    case = found.assessment.case
    first, *others = case.actions
    actions = (replace(first, due=date(2026, 3, 31)), *others)
    return replace(found, assessment=assess(replace(case, actions=actions)))


def widths_of_path(found: InitiativeBrief) -> list[float]:
    sheet = Sheet(found, STYLES, ENGLISH)
    grid = short_path_table(sheet, sheet.path.steps)
    assert isinstance(grid, Grid)
    return grid.widths(246)


def test_what_is_overdue_stands_beside_the_count_and_takes_no_room_from_the_steps() -> None:
    found = late(cases.conditional())
    text = pages_of(
        render(replace(found, extent=Extent(chapters=frozenset())), ENGLISH, PaperSize.A4, PALETTE).pdf
    )
    assert "2 steps 1 step overdue since 31 Mar 2026 8.5 overdue" in text[0]
    assert widths_of_path(found)[0] >= widths_of_path(cases.conditional())[0]


def headings(found: InitiativeBrief) -> list[str]:
    """The headings of the pages behind page 1, in order."""
    blocks = findings(Sheet(found, STYLES, ENGLISH), Covered((), whole_path=True), A4).blocks
    return [block.text for block in blocks if isinstance(block, Prose) and block.role is Role.HEADING]


def test_what_was_decided_fills_the_page_that_the_chart_of_criteria_leaves_blank() -> None:
    found = cases.pilot()
    case = found.assessment.case
    decided = replace(decision(), dated=date(2026, 3, 1))
    earlier = replace(case, review=replace(case.review, dated=date(2026, 2, 1)))
    held = replace(found, record=replace(found.record, decisions=(decided,)))
    alone = headings(held)
    assert alone.index("Readiness by criterion") < alone.index("What was decided on 1 March 2026")
    after = headings(replace(held, earlier=(earlier,)))
    assert after[:3] == [
        "Readiness since the first review",
        "What was decided on 1 March 2026",
        "Readiness by criterion",
    ]


def test_a_text_is_cut_after_a_word_unless_that_is_most_of_it() -> None:
    assert cut("three departments named each other", 20) == "three departments…"
    assert cut("three departments", 17) == "three departments"
    assert cut("three departments named", 17) == "three departments…"
    assert cut("Wohnungsbaugesellschaft", 10) == "Wohnungsba…"
    assert cut("A Wohnungsbaugesellschaft", 10) == "A Wohnungs…"


def test_a_page_1_that_is_too_tall_leaves_out_how_firm_the_verdict_is_before_it_goes_over() -> None:
    found = replace(cases.pilot(), extent=Extent(Edition.BOARD))
    page = PageOne(Sheet(found, STYLES, ENGLISH))
    tightest = min(page.within(each).height(A4.width) for each in ONE_PAGE_LIMITS if each.firm)
    limits = page.limits(replace(A4, bottom=A4.top - tightest + 1))
    assert not limits.firm
    assert page.within(limits).height(A4.width) < tightest
