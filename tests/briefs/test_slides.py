"""Briefs as slides, read back and held against the PDF."""

import re
import zipfile
from dataclasses import replace
from gettext import NullTranslations
from io import BytesIO

import brief_cases as cases
import comparison_cases
import pptx
import pytest
from brief_cases import PALETTE, every
from examples import slow_after
from letterheads import logo
from money_ledgers import sample_ledger
from office_reading import opened_slides, parts_of_package, slide_paragraphs, squeezed
from pdf_reading import words_of
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from python_calamine import load_workbook

from fivegates.briefs.comparison import brief as comparison_pdf
from fivegates.briefs.comparison.slides import render_slides as comparison_slides
from fivegates.briefs.initiative.brief import render
from fivegates.briefs.initiative.slides import render_slides
from fivegates.briefs.office.packages import package_texts
from fivegates.domain.brief import (
    Chapter,
    DocumentOrder,
    Edition,
    Extent,
    InitiativeBrief,
    LeftOut,
    Omission,
    PaperSize,
    Template,
)
from fivegates.domain.errors import UserError
from fivegates.domain.language import ENGLISH, Language
from fivegates.domain.portfolio.settings import Letterhead
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.wording.comparison import answer_headline
from fivegates.domain.wording.comparison_rehearsal import comparison_rehearsal
from fivegates.domain.wording.rehearsal import rehearsal

ORDER = DocumentOrder(ENGLISH, PaperSize.A4, PALETTE)


def priced() -> InitiativeBrief:
    """A brief with a ledger and an earlier review."""
    made = cases.pilot()
    earlier = cases.unscored().assessment.case
    return replace(made, record=replace(made.record, ledger=sample_ledger("broker-mail")), earlier=(earlier,))


@pytest.fixture(scope="module")
def made() -> bytes:
    return render_slides(priced(), ORDER)


def test_every_sentence_is_one_of_the_pdf(made: bytes) -> None:
    told = squeezed(words_of(render(priced(), ENGLISH, PaperSize.A4, PALETTE).pdf))
    for text in (re.sub(r"^\d(?=[A-Z])", "", squeezed(each)) for each in slide_paragraphs(made)):
        assert text in told or re.match(r"(and)?\d+more", text), text


@pytest.mark.slow
def test_a_comparison_has_the_sentences_of_its_pdf() -> None:
    brief = comparison_cases.two()
    told = squeezed(words_of(comparison_pdf.render(brief, ENGLISH, PaperSize.A4, PALETTE).pdf))
    for text in map(squeezed, slide_paragraphs(comparison_slides(brief, ORDER))):
        assert text in told or re.match(r"(and)?\d+more", text), text


def test_the_same_brief_gives_the_same_bytes(made: bytes) -> None:
    assert render_slides(priced(), ORDER) == made
    with zipfile.ZipFile(BytesIO(made)) as package:
        books = [package.read(name) for name in package.namelist() if name.endswith(".xlsx")]
    assert books
    assert all(b"1980" not in book for book in books)


@pytest.mark.parametrize(
    "make", slow_after(1, [cases.longest, lambda: cases.gates(12, 5), lambda: cases.script("arabic")])
)
def test_nothing_is_over_the_edge_of_a_slide(make: object) -> None:
    presentation = opened_slides(render_slides(make(), ORDER))  # type: ignore[operator]
    for slide in presentation.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= presentation.slide_width, shape.name
            assert shape.top + shape.height <= presentation.slide_height, shape.name


def test_charts_are_native_described_and_have_their_figures(made: bytes) -> None:
    shapes = [shape for slide in opened_slides(made).slides for shape in slide.shapes if shape.has_chart]
    kinds = [str(shape.chart.chart_type).split()[0] for shape in shapes]
    assert kinds == ["BAR_CLUSTERED", "COLUMN_STACKED", "LINE_MARKERS"]
    assert all(shape._element._nvXxPr.cNvPr.get("descr").startswith("Chart: ") for shape in shapes)
    gates = shapes[0].chart
    assert list(gates.plots[0].categories) == [gate.name for gate in cases.RUBRIC.gates]
    blob = gates.part.chart_workbook.xlsx_part.blob
    rows = load_workbook(BytesIO(blob)).get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows[1:]] == list(gates.plots[0].series[0].values)


def formula_rubric() -> Rubric:
    """A rubric whose first gate is called like a formula."""
    first, *others = cases.RUBRIC.gates
    return replace(cases.RUBRIC, gates=(replace(first, name="=HYPERLINK(A1)"), *others))


def test_user_text_is_data() -> None:
    initiative = replace(cases.CLAIMS, name='<a:t/> & "x" \x0b\x01\ud800')
    brief = cases.brief(every(2, formula_rubric()), initiative=initiative, rubric=formula_rubric())
    presentation = opened_slides(render_slides(brief, ORDER))
    assert presentation.slides[0].shapes.title.text.startswith('<a:t/> & "x"')
    charts = [shape.chart for slide in presentation.slides for shape in slide.shapes if shape.has_chart]
    with zipfile.ZipFile(BytesIO(charts[0].part.chart_workbook.xlsx_part.blob)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_the_questions_are_notes_for_the_presenter(made: bytes) -> None:
    slides = opened_slides(made).slides
    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in slides if slide.has_notes_slide)
    for question in rehearsal(priced(), ENGLISH):
        assert question.text in notes
        assert question.answer in notes


def test_slides_for_others_have_no_notes_and_nothing_that_is_left_out() -> None:
    data = render_slides(replace(priced(), omitted=frozenset(Omission)), ORDER)
    assert not any(slide.has_notes_slide for slide in opened_slides(data).slides)
    told = list(package_texts(data))
    assert any("left out" in text for text in told)
    assert not any("Lindqvist" in text or "€" in text for text in told)


@pytest.mark.slow
def test_the_questions_of_a_comparison_are_notes_on_its_answer() -> None:
    brief = comparison_cases.two()
    slides = opened_slides(comparison_slides(replace(brief, questions=True), ORDER)).slides
    [noted] = [slide for slide in slides if slide.has_notes_slide]
    assert noted.shapes.title.text_frame.text == answer_headline(brief.comparison, ENGLISH)
    notes = noted.notes_slide.notes_text_frame.text
    for question in comparison_rehearsal(brief.comparison, ENGLISH):
        assert question.text in notes
        assert question.answer in notes
    others = replace(brief, left_out=LeftOut(frozenset({Omission.MONEY})))
    assert not any(slide.has_notes_slide for slide in opened_slides(comparison_slides(others, ORDER)).slides)
    paper = slide_paragraphs(comparison_slides(replace(brief, questions=True), ORDER))
    assert "Questions to expect" not in paper


def test_one_page_is_one_slide_with_its_language() -> None:
    data = render_slides(replace(priced(), extent=Extent(Edition.ONE_PAGE)), ORDER)
    presentation = opened_slides(data)
    assert len(presentation.slides) == 1
    assert presentation.core_properties.title == "Initiative brief: Claims triage assistant"
    slide = dict(parts_of_package(data))["ppt/slides/slide1.xml"]
    assert set(re.findall(r'<a:rPr[^>]* lang="([^"]+)"', slide)) == {"en-GB"}
    assert {lang for _, xml in parts_of_package(data) for lang in re.findall(r' lang="([^"]+)"', xml)} == {
        "en-GB"
    }
    assert 'type="sldNum"' in slide
    assert "DRAFT" in slide


def template(*, layouts: bool = True, kind: str = "presentation") -> Template:
    """A template of an organisation, in its own size, with a slide in it."""
    presentation = pptx.Presentation()
    presentation.slides.add_slide(presentation.slide_layouts[0]).shapes.title.text = "Lorem ipsum"
    if not layouts:
        for layout in list(presentation.slide_layouts)[1:]:
            presentation.slide_layouts.remove(layout)
    out, changed = BytesIO(), BytesIO()
    presentation.save(out)
    with zipfile.ZipFile(out) as given, zipfile.ZipFile(changed, "w") as package:
        for name in given.namelist():
            content = given.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(b"presentation.main+xml", f"{kind}.main+xml".encode())
            package.writestr(name, content)
    return Template("house.potx", changed.getvalue())


def test_the_marking_is_not_cut_in_the_narrow_foot_of_a_template() -> None:
    brief = replace(cases.pilot(), marking="Strictly confidential", extent=Extent(Edition.ONE_PAGE))
    parts = dict(parts_of_package(render_slides(brief, replace(ORDER, template=template()))))
    assert "Strictly confidential" in parts["ppt/slides/slide1.xml"]


def test_gates_of_a_chart_are_named_in_the_language_of_the_paper() -> None:
    class Capitals(NullTranslations):
        def gettext(self, message: str) -> str:
            return message.upper()

    capitals = Language(ENGLISH.code, ENGLISH.translations, Capitals())
    parts = parts_of_package(render_slides(priced(), replace(ORDER, language=capitals)))
    charts = "".join(text for name, text in parts if "charts/chart" in name)
    assert "ECONOMICS" in charts
    assert "Economics" not in charts


@pytest.mark.parametrize("kind", slow_after(1, ["presentation", "template"]))
def test_a_template_gives_its_size_and_its_layout(kind: str) -> None:
    brief = replace(cases.pilot(), extent=Extent(Edition.BOARD))
    presentation = opened_slides(render_slides(brief, replace(ORDER, template=template(kind=kind))))
    assert presentation.slide_width.inches == 10
    assert presentation.slides[0].slide_layout.name == "Title and Content"
    assert presentation.slides[0].shapes.title.text == "Claims triage assistant"
    for slide in presentation.slides:
        for shape in slide.shapes:
            assert shape.left + shape.width <= presentation.slide_width
            assert shape.top + shape.height <= presentation.slide_height


def test_a_template_that_cannot_be_used_is_refused() -> None:
    refused = {
        "it has no layout with a title and room for content": template(layouts=False),
        "it is no presentation or template without macros": template(kind="macroEnabledTemplate"),
    }
    for reason, given in refused.items():
        with pytest.raises(UserError, match=f"^house.potx was not used as template: {reason}"):
            render_slides(cases.pilot(), replace(ORDER, template=given))


def test_a_template_whose_layout_loads_something_is_refused_by_its_address() -> None:
    presentation = pptx.Presentation()
    layout = presentation.slide_layouts[1].part
    layout.relate_to("https://example.com/back.png", RT.IMAGE, is_external=True)
    out = BytesIO()
    presentation.save(out)
    given = Template("house.potx", out.getvalue())
    with pytest.raises(UserError, match=r"^house.potx was not used .* loads “https://example.com/back.png”"):
        render_slides(cases.pilot(), replace(ORDER, template=given))


def chosen(edition: Edition, *chapters: Chapter) -> bytes:
    """Slides of a brief with a logo, of an edition with so many chapters."""
    letterhead = Letterhead("Northmark Mutual plc", logo=logo(400, 110))
    extent = Extent(edition, frozenset(chapters))
    return render_slides(replace(cases.pilot(), letterhead=letterhead, extent=extent), ORDER)


def titles_of(data: bytes) -> list[str]:
    return [slide.shapes.title.text for slide in opened_slides(data).slides]


def test_the_logo_is_beside_the_title_of_the_first_slide_alone() -> None:
    first, *others = opened_slides(chosen(Edition.BOARD)).slides
    (picture,) = (shape for shape in first.shapes if hasattr(shape, "image"))
    assert picture._element._nvXxPr.cNvPr.get("descr") == "Logo of Northmark Mutual plc"
    title = first.shapes.title
    assert title.left + title.width <= picture.left
    assert abs(picture.width / picture.height - 400 / 110) < 0.01
    assert not any(hasattr(shape, "image") for slide in others for shape in slide.shapes)


def test_the_board_edition_ends_with_the_resolution() -> None:
    last = opened_slides(chosen(Edition.BOARD)).slides[-1]
    assert last.shapes.title.text == "Resolution"
    told = " ".join(shape.text_frame.text for shape in last.shapes if shape.has_text_frame)
    assert all(f"☐\u00a0{word}" in told for word in ("Approved", "Amended", "Rejected"))
    (lines,) = (shape.table for shape in last.shapes if shape.has_table)
    assert [row.cells[0].text for row in lines.rows] == ["Name", "Date", "Signature"]
    assert all(row.height.pt >= 36 for row in lines.rows)
    assert "Resolution" not in titles_of(chosen(Edition.FULL))


def test_slides_have_the_chapters_that_are_chosen() -> None:
    chapters = frozenset(Chapter) - {Chapter.QUESTIONS}
    titles = titles_of(chosen(Edition.BOARD, *chapters))
    assert {"Appendix: every criterion", "Actions", "How to read this", "About this brief"} < set(titles)
    assert titles.index("Resolution") < titles.index("Appendix: every criterion")
    assert "Changes" in titles_of(chosen(Edition.ONE_PAGE, Chapter.CHANGES))
    without = replace(cases.pilot(), extent=Extent(Edition.FULL))
    assert "Changes" not in titles_of(render_slides(without, ORDER))


def test_questions_are_never_on_a_slide_but_in_its_notes() -> None:
    data = chosen(Edition.ONE_PAGE, Chapter.QUESTIONS)
    assert "Questions to expect" not in titles_of(data)
    assert opened_slides(data).slides[0].has_notes_slide


def test_an_address_of_evidence_is_a_link() -> None:
    slides = opened_slides(chosen(Edition.ONE_PAGE, Chapter.CRITERIA)).slides
    runs = [
        run
        for slide in slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    ]
    assert {run.text for run in runs if run.hyperlink.address} == {"https://example.com/runs/118"}


def test_no_text_is_too_small_to_be_read_from_a_seat() -> None:
    chapters = frozenset(Chapter) - {Chapter.QUESTIONS}
    data = render_slides(replace(priced(), extent=Extent(Edition.FULL, chapters)), ORDER)
    slides = [xml for name, xml in parts_of_package(data) if re.match(r"ppt/slides/slide\d+.xml", name)]
    bodies = [re.sub(r'<p:sp>(?:(?!</p:sp>).)*type="(ftr|sldNum)".*?</p:sp>', "", xml) for xml in slides]
    sizes = {int(size) for xml in bodies for size in re.findall(r'<a:rPr[^>]* sz="(\d+)"', xml)}
    # The month table gives way where no number may break, and by a third at most.
    assert min(sizes) >= 1050


def test_a_gate_of_the_appendix_is_larger_than_its_criteria() -> None:
    xml = "".join(
        xml
        for name, xml in parts_of_package(chosen(Edition.ONE_PAGE, Chapter.CRITERIA))
        if name.startswith("ppt/slides/slide")
    )
    size = {
        text: int(size) for size, text in re.findall(r' sz="(\d+)"(?:(?!<a:t>).)*<a:t>([^<]*)</a:t>', xml)
    }
    assert size["1\u00a0\u00a0Value"] > size["One named person answers for the result"]


@pytest.mark.parametrize(("script", "tag"), [("hebrew", "he-IL"), ("arabic", "ar-SA")])
def test_words_from_right_to_left_are_in_their_language(script: str, tag: str) -> None:
    brief = replace(cases.script(script), extent=Extent(Edition.ONE_PAGE))
    title = opened_slides(render_slides(brief, ORDER)).slides[0].shapes.title
    assert title.text_frame.paragraphs[0].runs[0]._r.rPr.get("lang") == tag
