"""How much of a brief and of a pack is set: editions, chapters, initiatives."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import brief_cases as cases
import page
import pytest
from brief_cases import PALETTE
from builders import framework
from examples import slow_after
from packs import NAMES, TODAY, small
from pdf_reading import assert_text_has_its_own_room, elements_of, outline_of, pages_of, read

from fivegates.actions.file.files import close_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.pack import gather_briefs, gather_front, render_pack
from fivegates.briefs.initiative.brief import render
from fivegates.domain.brief import Chapter, Edition, Extent, PaperSize, RenderedBrief
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.pack import PackExtent
from fivegates.domain.wording.glossary import glossary
from fivegates.domain.wording.proposals import decision_proposal
from fivegates.languages import language as spoken_language

PAPERS = list(PaperSize)


@cache
def pilot(edition: Edition, *chapters: Chapter, paper: PaperSize = PaperSize.A4) -> RenderedBrief:
    """The pilot in one extent, set once for all that is asked of it."""
    extent = Extent(edition, frozenset(chapters) if chapters else None)
    return render(replace(cases.pilot(), extent=extent), ENGLISH, paper, PALETTE)


def parts(rendered: RenderedBrief) -> list[str]:
    """The headings of the outline's first level, without the title."""
    return [title for depth, title in outline_of(rendered.pdf) if depth == 0][1:]


@pytest.mark.parametrize(
    "make", slow_after(2, [cases.longest, cases.pilot, cases.ready, cases.unscored, cases.unbroken])
)
@pytest.mark.parametrize("edition", [Edition.ONE_PAGE, Edition.BOARD])
def test_one_page_is_one_and_the_board_s_edition_at_most_two(make: object, edition: Edition) -> None:
    assert callable(make)
    brief = replace(make(), extent=Extent(edition))
    most = 1 if edition is Edition.ONE_PAGE else 2
    assert all(render(brief, ENGLISH, paper, PALETTE).pages <= most for paper in PAPERS)


def test_the_board_s_page_2_has_evidence_and_meets_the_standards() -> None:
    rendered = pilot(Edition.BOARD)
    assert rendered.pages == 2
    assert parts(rendered) == ["The whole path to ready", "8 more reasons that decide it", "Resolution"]
    asked = decision_proposal(cases.pilot().assessment, cases.CLAIMS, cases.CLAIMS.stage, ENGLISH)
    last = " ".join(pages_of(rendered.pdf)[1].split())
    assert f"To be minuted: {asked} Approved Amended Rejected Name Date Signature" in last
    assert_text_has_its_own_room(rendered.pdf, PaperSize.A4)
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        assert page.validate_pdf_bytes(rendered.pdf, profile=profile).is_compliant


def test_the_board_s_page_2_of_what_is_ready_says_how_long_that_holds_and_on_what_it_rests() -> None:
    rendered = render(replace(cases.ready(), extent=Extent(Edition.BOARD)), ENGLISH, PaperSize.A4, PALETTE)
    assert parts(rendered) == ["How long the proofs hold", "What else was found", "Resolution"]


def test_the_board_s_page_2_has_the_first_steps_of_a_path_that_is_too_long_for_it() -> None:
    brief = replace(cases.unscored(), extent=Extent(Edition.BOARD))
    rendered = render(brief, spoken_language("de"), PaperSize.LETTER, PALETTE)
    assert rendered.pages == 2
    first, second = pages_of(rendered.pdf)
    assert "und noch" in first
    assert "auf Seite 2" not in first
    told = re.search(
        r"Die ersten (\d+) von 22 Schritten .* und noch (\d+) in der vollständigen Vorlage", second
    )
    assert told
    assert int(told[1]) + int(told[2]) == 22


def test_chapters_are_chosen_singly_and_keep_their_order() -> None:
    assert parts(pilot(Edition.ONE_PAGE, Chapter.CHANGES, Chapter.ACTIONS)) == ["Actions", "Changes"]
    full = parts(pilot(Edition.FULL))
    appendix = ["Appendix: every criterion", "Actions", "Changes", "How to read this", "About this brief"]
    assert full[-5:] == appendix
    assert parts(pilot(Edition.FULL, Chapter.ABOUT)) == [*full[:-5], "About this brief"]


def test_frameworks_are_set_only_where_they_are_chosen() -> None:
    assert "Appendix: frameworks" not in parts(pilot(Edition.FULL))
    held = replace(cases.pilot(), frameworks=(framework(),))
    chosen = Extent(Edition.ONE_PAGE, frozenset({Chapter.FRAMEWORKS}))
    rendered = render(replace(held, extent=chosen), ENGLISH, PaperSize.A4, PALETTE)
    last = " ".join(pages_of(rendered.pdf)[-1].split())
    assert "It is no audit, no certificate and no legal advice." in last
    assert "Rules of our own (3)" in last
    assert "R 3 It is fun Not asked No criterion touches this." in last


def test_words_of_money_are_explained_where_there_are_figures() -> None:
    reported = [dict(glossary(cases.RUBRIC, ENGLISH, money=money)) for money in (False, True)]
    assert set(reported[1]) - set(reported[0]) == {"Run cost, build cost", "Payback", "Break-even"}
    assert "0 absent, 1 intended, 2 designed, 3 demonstrated and 4 operating" in reported[0]["Level"]


def test_a_risk_class_is_explained_where_it_asks_for_more() -> None:
    first, *others = cases.RUBRIC.criteria
    asking = replace(cases.RUBRIC, criteria=(replace(first, class_levels=("high: 4",)), *others))
    reported = [dict(glossary(each, ENGLISH, money=False)) for each in (cases.RUBRIC, asking)]
    assert set(reported[1]) - set(reported[0]) == {"Risk class"}
    assert "while none is known" in reported[1]["Risk class"]


def test_page_1_says_where_the_rest_is_and_leads_there() -> None:
    rendered = pilot(Edition.FULL)
    first, *rest = pages_of(rendered.pdf)
    number = next(n for n, text in enumerate(rest, 2) if "The whole path to ready" in text)
    assert f"more on page {number}" in first
    reader = read(rendered.pdf)
    links = [each.get_object() for each in reader.pages[0]["/Annots"]]
    targets = {
        str(link["/Contents"]): reader.get_page_number(link["/Dest"][0].get_object()) for link in links
    }
    assert len(targets) == 2
    assert all(text.endswith(f"on page {at + 1}") for text, at in targets.items())


def test_what_an_edition_leaves_out_is_said_to_be_in_the_full_brief() -> None:
    rendered = pilot(Edition.ONE_PAGE)
    assert pages_of(rendered.pdf)[0].count("more in the full brief") == 2
    assert "/Annots" not in read(rendered.pdf).pages[0]


def test_an_alternative_text_sends_to_no_chapter_that_is_left_out() -> None:
    figures = [str(each["/Alt"]) for each in elements_of(pilot(Edition.BOARD).pdf) if "/Alt" in each]
    assert not [text for text in figures if "appendix" in text]


def test_questions_are_set_only_where_they_are_chosen_and_name_pages() -> None:
    assert "Questions to expect" not in parts(pilot(Edition.FULL))
    pages = pages_of(pilot(Edition.FULL, Chapter.CRITERIA, Chapter.QUESTIONS).pdf)
    last = " ".join(pages[-1].split())
    path = next(n for n, text in enumerate(pages[1:], 2) if "The whole path to ready" in text)
    assert f"comes first. {path} " in last
    gate = next(
        n for n, text in enumerate(pages, 1) if "5 Operations Closed" in " ".join(text.split()) and n > 2
    )
    assert f"22 Apr 2026 {gate} " in last


# A pack


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenPortfolio]:
    portfolio = small(tmp_path_factory.mktemp("extents"))
    yield portfolio
    close_portfolio(portfolio)


def packed(opened: OpenPortfolio, extent: PackExtent) -> RenderedBrief:
    front = gather_front(opened, TODAY, ENGLISH, extent)
    return render_pack(front, gather_briefs(opened, front), ENGLISH, PaperSize.A4, lambda _: None)


@pytest.mark.slow
def test_a_pack_has_the_track_record_where_it_is_asked_for(opened: OpenPortfolio) -> None:
    without, with_it = (
        pages_of(packed(opened, PackExtent(briefs=None, track_record=wanted)).pdf) for wanted in (False, True)
    )
    assert not any("Track record" in text for text in without)
    assert "Track record" in with_it[1]
    assert "Forecasts with a probability" in with_it[-1]


def test_a_summary_has_no_briefs(opened: OpenPortfolio) -> None:
    pages = pages_of(packed(opened, PackExtent(briefs=None)).pdf)
    assert not any("INITIATIVE BRIEF" in text for text in pages)
    assert "The initiatives" in pages[1]
    assert "Page" not in pages[1].splitlines()


@pytest.mark.slow
def test_the_initiatives_chosen_come_in_their_order_and_alone(opened: OpenPortfolio) -> None:
    found = {each.name: each.id for each in gather_front(opened, TODAY, ENGLISH).reviewed}
    order = NAMES[::-1]
    rendered = packed(opened, PackExtent(Extent(Edition.BOARD), tuple(found[name] for name in order)))
    assert [title for title in parts(rendered) if title in NAMES] == list(order)
    pages = pages_of(rendered.pdf)
    assert "2 of 3 initiatives" in pages[0]
    assert "Policy wording search" not in " ".join(pages)
    assert sum("INITIATIVE BRIEF" in text for text in pages) == len(NAMES)
    chapters = [each for each in read(rendered.pdf).outline if not isinstance(each, list)]
    assert f"{read(rendered.pdf).get_destination_page_number(chapters[1]) + 1}" in pages[1]


def test_a_pack_on_one_initiative_compares_it_with_none(opened: OpenPortfolio) -> None:
    (first, *_) = gather_front(opened, TODAY, ENGLISH).reviewed
    pages = []
    for extent in (PackExtent(None), PackExtent(None, (first.id,))):
        front = gather_front(opened, TODAY, ENGLISH, extent)
        pages.append(pages_of(render_pack(front, (), ENGLISH, PaperSize.A4, lambda _: None).pdf)[0])
    every, one = pages
    assert "cause" in every
    assert "cause" not in one
    assert "for least" not in one


def test_one_initiative_makes_a_pack(opened: OpenPortfolio) -> None:
    (first, *_) = gather_front(opened, TODAY, ENGLISH).reviewed
    rendered = packed(opened, PackExtent(Extent(Edition.ONE_PAGE), (first.id,)))
    assert sum("INITIATIVE BRIEF" in text for text in pages_of(rendered.pdf)) == 1
