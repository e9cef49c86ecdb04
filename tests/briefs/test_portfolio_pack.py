"""The portfolio pack as a PDF: its order, its links, its standards, and the same bytes in any way."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import page
import pytest
from letterheads import logo
from office_reading import opened_slides, slide_paragraphs
from packs import NAMES, TODAY, forty_long_names, small
from pdf_reading import elements_of, fonts_of, outline_of, pages_of, read
from spoken import spoken

from fivegates.actions.file.files import close_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.pack import gather_briefs, gather_front
from fivegates.briefs.pack.brief import PackOrder, render
from fivegates.briefs.pack.chapters import set_chapters, workers_for
from fivegates.briefs.pack.context import sheet_of
from fivegates.briefs.pack.front_matter import front_of
from fivegates.briefs.pack.slides import render_slides
from fivegates.domain.brief import Chapter, DocumentOrder, Edition, Extent, PaperSize, RenderedBrief
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.pack import PackExtent, PackFront
from fivegates.domain.portfolio.settings import Letterhead
from fivegates.resources import read_resource

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenPortfolio]:
    portfolio = small(tmp_path_factory.mktemp("pack"))
    yield portfolio
    close_portfolio(portfolio)


@pytest.fixture(scope="module")
def front(opened: OpenPortfolio) -> PackFront:
    return gather_front(opened, TODAY, ENGLISH)


def order(workers: int = 0) -> PackOrder:
    return PackOrder(ENGLISH, PaperSize.A4, read_resource("styles/palette.toml"), workers)


@pytest.fixture(scope="module")
def rendered(opened: OpenPortfolio, front: PackFront) -> RenderedBrief:
    return render(front, gather_briefs(opened, front), order(), lambda _: None)


@pytest.fixture(scope="module")
def pages(rendered: RenderedBrief) -> list[str]:
    return pages_of(rendered.pdf)


def test_it_meets_the_standards_for_reading_aloud_and_keeping(
    rendered: RenderedBrief, tmp_path: Path
) -> None:
    path = tmp_path / "pack.pdf"
    path.write_bytes(rendered.pdf)
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        found = page.validate_pdf(str(path), profile=profile)
        assert found.is_compliant, [str(each) for each in found.failures]


def test_the_cover_tells_the_portfolio_on_one_page(pages: list[str]) -> None:
    cover = pages[0]
    assert "PORTFOLIO PACK" in cover.splitlines()[0]
    assert "3 initiatives, 1 not reviewed" in cover
    for title in ("What moved since the last final reviews", "What stands out", "Conditions of decisions"):
        assert title in cover


def test_every_page_has_its_number_and_says_how_many_there_are(
    rendered: RenderedBrief, pages: list[str]
) -> None:
    assert rendered.pages == len(pages)
    for number, text in enumerate(pages, 1):
        assert f" {number} / {len(pages)} " in text


def test_each_brief_is_a_chapter_of_the_outline_and_begins_where_the_contents_say(
    rendered: RenderedBrief, pages: list[str]
) -> None:
    reader = read(rendered.pdf)
    chapters = [title for depth, title in outline_of(rendered.pdf) if depth == 0]
    assert chapters[1:] == list(NAMES)
    for entry in (each for each in reader.outline[2:] if not isinstance(each, list)):
        number = reader.get_destination_page_number(entry) + 1
        assert "INITIATIVE BRIEF" in pages[number - 1].splitlines()[0]
        assert f"{entry.title}" in pages[number - 1]
        assert f"{number}" in pages[1].split(entry.title)[1].split("INITIATIVE")[0]


def test_the_contents_lead_to_every_part(rendered: RenderedBrief, pages: list[str]) -> None:
    reader = read(rendered.pdf)
    places = reader.named_destinations
    links = {
        str(link["/Contents"]): reader.get_destination_page_number(places[str(link["/Dest"])])
        for link in (each.get_object() for each in reader.pages[1]["/Annots"])
    }
    assert set(links) == {
        "Heatmap",
        "Conditions of decisions",
        "Decisions asked of the board",
        "How long verdicts and proofs hold",
        "Evidence that lapses soon",
        *NAMES,
    }
    for text, number in links.items():
        assert text in pages[number]


def test_what_is_not_reviewed_has_a_line_and_no_brief_and_what_is_archived_neither(pages: list[str]) -> None:
    assert "Policy wording search for underwriters · UWR-SEARCH Not reviewed –" in pages[1]
    assert sum("INITIATIVE BRIEF" in text.splitlines()[0] for text in pages) == len(NAMES)
    assert "Motor claims triage" not in " ".join(pages)


def test_the_headings_of_a_brief_stand_below_its_name(rendered: RenderedBrief) -> None:
    outline = outline_of(rendered.pdf)
    at = outline.index((0, NAMES[0]))
    depths = {title: depth for depth, title in outline[at + 1 :]}
    assert depths["Why it was ready on 10 Nov 2026"] == 1
    both_days = "as of the review of 10 November 2026, proofs as of 23 November 2026"
    assert depths[f"Appendix: every criterion, {both_days}"] == 1


def test_a_full_brief_leads_to_its_own_pages_where_nothing_decides(pages: list[str]) -> None:
    first = next(page for page in pages if "Why it was ready on 10 Nov 2026" in page)
    assert " more further on" in first
    assert "in the full brief" not in first


def test_the_contents_lead_to_each_brief_which_leads_back(rendered: RenderedBrief) -> None:
    front, *briefs = [each for each in spoken(rendered.pdf).all() if each.role == "Part"]
    led = [link for each in front.all() for link in each.links]
    starts = [next(each.pages[0] for each in brief.all() if each.pages) for brief in briefs]
    assert [link.place for link in led[-len(NAMES) :]] == [f"page-{start:06}" for start in starts]
    contents = next(each for each in front.all() if each.text == "Contents")
    for brief in briefs:
        first = next(each for each in brief.all() if each.text)
        assert (first.text, [link.place for link in first.links]) == ("Back to contents", ["page-000002"])
    assert contents.pages == (2,)


def test_parts_follow_each_other_in_the_structure(rendered: RenderedBrief) -> None:
    roles = [str(each["/S"]) for each in elements_of(rendered.pdf)]
    assert roles[0] == "/Document"
    assert roles.count("/Part") == 1 + len(NAMES)
    titles = [each for each in elements_of(rendered.pdf) if each["/S"] == "/H1"]
    assert len(titles) == 1 + len(NAMES)


def test_no_two_subsets_of_fonts_have_one_name(rendered: RenderedBrief) -> None:
    files = {str(font["/BaseFont"]): font["/FontDescriptor"]["/FontFile2"] for font in fonts_of(rendered.pdf)}
    embedded = {file.indirect_reference.idnum for file in files.values()}
    assert len(embedded) == len(files) == 2 * (1 + len(NAMES))


def test_other_processes_give_the_same_bytes_and_tell_how_far_they_are(
    opened: OpenPortfolio, front: PackFront, rendered: RenderedBrief
) -> None:
    reported: list[int] = []
    again = render(front, gather_briefs(opened, front), order(2), reported.append)
    assert again.pdf == rendered.pdf
    assert reported == [1, 2]


def test_where_no_process_can_be_started_it_is_set_here(
    opened: OpenPortfolio, front: PackFront, rendered: RenderedBrief, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("fivegates.briefs.pack.chapters.ProcessPoolExecutor.submit", refuse)
    assert render(front, gather_briefs(opened, front), order(2), lambda _: None).pdf == rendered.pdf


def test_what_the_tick_raises_ends_the_work(opened: OpenPortfolio, front: PackFront) -> None:
    taken: list[int] = []

    def stop(_done: int) -> None:
        raise KeyboardInterrupt

    def asked() -> Iterator[Any]:
        for brief in gather_briefs(opened, front):
            taken.append(brief.record.initiative.id)
            yield brief

    with pytest.raises(KeyboardInterrupt):
        render(front, asked(), order(), stop)
    assert len(taken) == 1


def test_what_no_font_can_show_is_named_with_its_initiative(opened: OpenPortfolio, front: PackFront) -> None:
    brief = next(iter(gather_briefs(opened, front)))
    initiative = replace(brief.record.initiative, sponsor="\u4e2d")
    odd = replace(brief, record=replace(brief.record, initiative=initiative))
    other = list(gather_briefs(opened, front))[1]
    found = render(replace(front, marking="\u4e2d"), [odd, other], order(), lambda _: None).unprintable
    assert [(each.field, each.characters) for each in found] == [
        ("Marking", "\u4e2d"),
        ("BRK-MAIL: Sponsor", "\u4e2d"),
    ]


@pytest.mark.parametrize("refusal", [PermissionError, ImportError, NotImplementedError])
def test_where_processes_can_share_no_lock_this_one_sets_the_pack(
    refusal: type[Exception],
    opened: OpenPortfolio,
    front: PackFront,
    rendered: RenderedBrief,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise refusal

    monkeypatch.setattr("fivegates.briefs.pack.chapters.ProcessPoolExecutor", refuse)
    assert render(front, gather_briefs(opened, front), order(2), lambda _: None).pdf == rendered.pdf


def test_few_chapters_are_quicker_in_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fivegates.briefs.pack.chapters._cores", lambda: 64)
    assert [workers_for(count) for count in (0, 1, 7, 8, 12, 50)] == [0, 0, 0, 2, 3, 4]
    assert [workers_for(count, short=True) for count in (40, 48, 200)] == [0, 2, 4]
    assert list(set_chapters([], 0)) == []


@pytest.mark.parametrize(("cores", "workers"), [(1, 0), (2, 2), (3, 3), (8, 4)])
def test_there_are_no_more_workers_than_cores(
    cores: int, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fivegates.briefs.pack.chapters._cores", lambda: cores)
    assert workers_for(200) == workers


def test_slides_of_a_pack_have_logo_resolution_and_chapters(opened: OpenPortfolio, front: PackFront) -> None:
    extent = replace(front.extent, briefs=Extent(Edition.BOARD, frozenset({Chapter.WORDS})))
    made = replace(front, extent=extent, letterhead=Letterhead("Northmark Mutual plc", logo=logo()))
    brief = next(gather_briefs(opened, made))
    deck = DocumentOrder(ENGLISH, PaperSize.A4, read_resource("styles/palette.toml"))
    data = render_slides(made, [brief], deck, lambda _: None)
    slides = opened_slides(data).slides
    assert any(hasattr(shape, "image") for shape in slides[0].shapes)
    told = " ".join(text for text in slide_paragraphs(data) if text.startswith("and "))
    assert " more" not in told.replace("more in the full brief", "")
    name = brief.record.initiative.name
    titles = [slide.shapes.title.text for slide in slides][-4:]
    assert titles[:2] == [name, name]
    assert [title.split()[0] for title in titles[2:]] == ["Resolution", "How"]
    assert all(title.endswith(name) for title in titles)


def test_the_board_version_of_forty_initiatives_with_long_names_has_at_most_90_pages(tmp_path: Path) -> None:
    opened = forty_long_names(tmp_path)
    front = gather_front(opened, TODAY, ENGLISH, PackExtent(Extent(Edition.BOARD)))
    close_portfolio(opened)
    sheet = sheet_of(front, ENGLISH, read_resource("styles/palette.toml"))
    lengths = [2] * len(front.with_brief)
    for paper in PaperSize:
        assert len(front_of(sheet, paper, lengths).part.pages) + sum(lengths) <= 90
