"""Briefs as Word documents, read back and held against the PDF."""

import tracemalloc
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any

import brief_cases as cases
import comparison_cases
import docx
import pytest
from brief_cases import PALETTE, every
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from letterheads import logo
from office_reading import opened_word, parts_of_package, pdf_text, squeezed, word_paragraphs

from fivegates.briefs.comparison import brief as comparison_pdf
from fivegates.briefs.comparison.word import render_word as comparison_word
from fivegates.briefs.initiative.brief import render, running_of, sheet_of
from fivegates.briefs.initiative.references import References
from fivegates.briefs.initiative.word import render_word
from fivegates.briefs.leak_check import require_none
from fivegates.briefs.office.packages import package_texts
from fivegates.briefs.office.templates import usable_template
from fivegates.domain.brief import (
    Chapter,
    DocumentOrder,
    Edition,
    Extent,
    FileType,
    InitiativeBrief,
    Omission,
    PaperSize,
    Template,
)
from fivegates.domain.errors import UserError
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.settings import Letterhead

ORDER = DocumentOrder(ENGLISH, PaperSize.A4, PALETTE)
WITHOUT_CHARTS = Extent(Edition.ONE_PAGE, frozenset(Chapter) - {Chapter.FRAMEWORKS, Chapter.QUESTIONS})


def pilot() -> InitiativeBrief:
    """A brief with all chapters of text, and no chart."""
    letterhead = Letterhead(legal_entity="Northmark Mutual plc")
    return replace(cases.pilot(), extent=WITHOUT_CHARTS, letterhead=letterhead)


@pytest.fixture(scope="module")
def written() -> bytes:
    return render_word(pilot(), ORDER)


@pytest.fixture(scope="module")
def with_charts() -> bytes:
    return render_word(replace(cases.pilot(), extent=Extent(Edition.FULL, frozenset())), ORDER)


def test_a_document_has_the_words_of_the_pdf_and_no_others(written: bytes) -> None:
    brief = pilot()
    sheet = sheet_of(brief, ENGLISH, PALETTE, References())
    left = pdf_text(render(brief, ENGLISH, PaperSize.A4, PALETTE).pdf, running_of(sheet))
    for text in sorted(map(squeezed, word_paragraphs(written)), key=len, reverse=True):
        assert text in left, text
        left = left.replace(text, "", 1)
    assert left.strip("0123456789/") == ""  # the numbers of lists and pages


@pytest.mark.slow
def test_a_comparison_has_the_sentences_of_its_pdf() -> None:
    brief = comparison_cases.two()
    sheet = comparison_pdf.sheet_of(brief, ENGLISH, PALETTE, References())
    told = pdf_text(
        comparison_pdf.render(brief, ENGLISH, PaperSize.A4, PALETTE).pdf, comparison_pdf.running_of(sheet)
    )
    for text in word_paragraphs(comparison_word(brief, ORDER)):
        assert squeezed(text) in told, text


@pytest.mark.slow
def test_the_questions_of_a_comparison_name_the_headings_that_they_lead_to() -> None:
    brief = replace(comparison_cases.two(), questions=True)
    body = opened_word(comparison_word(brief, ORDER)).element.body
    told = [
        "".join(each.text for each in link.iter(qn("w:t")))
        for link in body.iter(qn("w:hyperlink"))
        if link.get(qn("w:anchor"))
    ]
    assert told[-6:] == [
        "Policy search for brokers first, with conditions",
        "20 of 22 criteria differ",
        "What a unit costs and brings",
        "Policy search for brokers first, with conditions",
        "The shortest path to ready of each",
        "Policy search for brokers first, with conditions",
    ]
    assert "Questions to expect" in word_paragraphs(comparison_word(brief, ORDER))


def test_the_same_brief_gives_the_same_bytes(written: bytes) -> None:
    assert render_word(pilot(), ORDER) == written
    with zipfile.ZipFile(BytesIO(written)) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}


def test_headings_are_headings_and_tables_have_head_rows(written: bytes) -> None:
    document = opened_word(written)
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles.count("Title") == 1
    assert {"Heading 1", "Heading 2", "Heading 3", "Brief Verdict"} <= set(styles)
    rows = list(document.element.body.iter(qn("w:tr")))
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    assert any(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows)


def test_a_table_says_in_both_forms_which_row_or_column_heads_it(written: bytes) -> None:
    looks = []
    for found in opened_word(written).element.body.iter(qn("w:tbl")):
        look = found.find(qn("w:tblPr")).find(qn("w:tblLook"))
        flags = int(look.get(qn("w:val")), 16)
        titled = any(True for _ in found.iter(qn("w:tblHeader")))
        looks.append((titled, bool(flags & 0x20), bool(flags & 0x80)))
        assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == (
            str(int(bool(flags & 0x20))),
            str(int(bool(flags & 0x80))),
        )
    assert {(True, True, False), (False, False, True)} == set(looks)


def test_a_document_says_what_it_is_as_the_pdf_does(written: bytes) -> None:
    parts = dict(parts_of_package(written))
    properties = opened_word(written).core_properties
    assert properties.title == "Initiative brief: Claims triage assistant"
    assert (properties.author, properties.subject) == ("E. Lindqvist", "Not ready for production")
    assert properties.language == "en-GB"
    assert 'w:val="en-GB"' in parts["word/styles.xml"]
    assert "<Company>Northmark Mutual plc</Company>" in parts["docProps/app.xml"]
    foot = next(xml for name, xml in parts.items() if "footer" in name)
    assert " PAGE " in foot
    assert " NUMPAGES " in foot
    assert "Northmark Mutual plc" in foot
    head = next(xml for name, xml in parts.items() if "header" in name)
    assert "DRAFT" in head
    assert "Board confidential" in head


def test_a_long_name_in_the_head_is_cut_to_one_line() -> None:
    initiative = replace(cases.CLAIMS, name="Claims triage for all of the group " * 6)
    brief = replace(cases.brief(every(2), initiative=initiative), extent=Extent(Edition.ONE_PAGE))
    parts = dict(parts_of_package(render_word(brief, ORDER)))
    heads = [xml for name, xml in parts.items() if name.startswith("word/header") and "Claims triage" in xml]
    assert heads
    assert all("…</w:t>" in xml and xml.count("for all of the group") < 3 for xml in heads)


@pytest.mark.slow
def test_pictures_are_sharp_and_described(with_charts: bytes) -> None:
    document = opened_word(with_charts)
    pictures = list(document.element.body.iter(qn("wp:docPr")))
    assert pictures
    assert all(picture.get("descr").startswith("Chart: ") for picture in pictures)
    for shape in document.inline_shapes:
        assert shape.width.pt <= PaperSize.A4.width
        assert shape._inline.get("distL") == "0"


def test_user_text_is_data() -> None:
    initiative = replace(cases.CLAIMS, name="<w:b/> & =1+1 \x0b\x01\ud800 {MERGEFIELD}")
    brief = replace(cases.brief(every(2), initiative=initiative), extent=Extent(Edition.ONE_PAGE))
    title = next(p for p in opened_word(render_word(brief, ORDER)).paragraphs if p.style.name == "Title")
    assert title.text.startswith("<w:b/> & =1+1")
    assert title.text.endswith("{MERGEFIELD}")
    assert "\x01" not in title.text


def test_words_from_right_to_left_are_marked_so() -> None:
    brief = replace(cases.script("arabic"), extent=Extent(Edition.ONE_PAGE))
    title = next(p for p in opened_word(render_word(brief, ORDER)).paragraphs if p.style.name == "Title")
    assert title._p.pPr.find(qn("w:bidi")) is not None
    assert title.runs[0]._r.rPr.find(qn("w:rtl")) is not None
    assert title.runs[0]._r.rPr.find(qn("w:lang")).get(qn("w:bidi")) == "ar-SA"
    assert title.style.element.rPr.find(qn("w:szCs")).get(qn("w:val")) == "44"


def test_what_is_left_out_is_in_no_part_of_a_document(written: bytes) -> None:
    brief = replace(pilot(), omitted=frozenset(Omission))
    told = list(package_texts(render_word(brief, ORDER)))
    assert not any("Lindqvist" in text for text in told)
    with pytest.raises(UserError, match="Lindqvist"):
        require_none(package_texts(written), ["E. Lindqvist"], amounts=False)


def template(*, without: str = "", kind: str = "document") -> Template:
    """A template of an organisation, with another look."""
    document = docx.Document()
    document.styles["Heading 1"].font.name = "Georgia"
    document.styles.add_style("Brief Detail", WD_STYLE_TYPE.PARAGRAPH).font.name = "Verdana"
    document.sections[0].header.paragraphs[0].text = "House of Northmark"
    document.add_paragraph("Lorem ipsum")
    if without:
        document.styles[without].delete()
    out = BytesIO()
    document.save(out)
    changed = BytesIO()
    with zipfile.ZipFile(out) as given, zipfile.ZipFile(changed, "w") as package:
        for name in given.namelist():
            content = given.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(b"document.main+xml", f"{kind}.main+xml".encode())
            package.writestr(name, content)
    return Template("house.dotx", changed.getvalue())


@pytest.mark.parametrize("kind", ["document", "template"])
def test_a_template_gives_its_styles_and_its_head(kind: str) -> None:
    brief = replace(pilot(), extent=Extent(Edition.ONE_PAGE))
    document = opened_word(render_word(brief, replace(ORDER, template=template(kind=kind))))
    assert document.styles["Heading 1"].font.name == "Georgia"
    assert document.styles["Brief Detail"].font.name == "Verdana"
    head = [paragraph.text for paragraph in document.sections[0].header.paragraphs]
    assert head[0] == "House of Northmark"
    assert "DRAFT" in head[1]
    assert not any("Lorem" in paragraph.text for paragraph in document.paragraphs)


def test_a_template_that_cannot_be_used_is_refused() -> None:
    refused = {
        "it has no style “Heading 1”": template(without="Heading 1"),
        "it is no Word document": template(kind="macroEnabledTemplate"),
        "it is no Word document or": Template("house.dotx", b"{\\rtf1}"),
    }
    damaged = BytesIO(template().data)
    with zipfile.ZipFile(damaged, "a") as package:
        content = package.read("[Content_Types].xml")
    broken = BytesIO()
    with zipfile.ZipFile(broken, "w") as package:
        package.writestr("[Content_Types].xml", content)
    refused["it is damaged"] = Template("house.dotx", broken.getvalue())
    for reason, given in refused.items():
        with pytest.raises(UserError, match=f"^house.dotx was not used as template: {reason}"):
            render_word(pilot(), replace(ORDER, template=given))


def linked(*, image: bool) -> Template:
    """A template made from another, with a link in its text; or one whose head shows a picture elsewhere."""
    document = docx.Document()
    settings: Any = document.part.part_related_by(RT.SETTINGS)
    attached = RT.SETTINGS.replace("settings", "attachedTemplate")
    key = settings.relate_to("https://example.com/house.dotx", attached, is_external=True)
    named = OxmlElement("w:attachedTemplate")
    named.set(qn("r:id"), key)
    settings.element.insert(0, named)
    document.part.relate_to("https://example.com/lorem.png", RT.IMAGE, is_external=True)
    head = document.sections[0].header
    head.is_linked_to_previous = False
    kind = RT.IMAGE if image else RT.HYPERLINK
    head.part.relate_to("https://example.com/head", kind, is_external=True)
    out = BytesIO()
    document.save(out)
    return Template("house.dotx", out.getvalue())


def test_a_document_on_a_template_loads_nothing_from_elsewhere() -> None:
    brief = replace(pilot(), extent=Extent(Edition.ONE_PAGE))
    written = render_word(brief, replace(ORDER, template=linked(image=False)))
    relations = "".join(text for name, text in parts_of_package(written) if name.endswith(".rels"))
    assert "example.com/head" in relations
    assert "house.dotx" not in relations
    assert "lorem.png" not in relations
    assert opened_word(written).settings.element.find(qn("w:attachedTemplate")) is None


def test_a_template_whose_head_loads_something_is_refused_by_its_address() -> None:
    with pytest.raises(UserError, match=r"^house.dotx was not used .* loads “https://example.com/head”"):
        render_word(pilot(), replace(ORDER, template=linked(image=True)))


def directory_entry(package: bytes, name: str) -> int:
    """Where the directory of a package describes a part."""
    at = package.rindex(name.encode(), 0, len(package)) - 46
    assert package[at : at + 4] == b"PK\x01\x02"
    return at


@pytest.mark.slow
def test_a_template_that_understates_what_it_holds_takes_no_room() -> None:
    out = BytesIO(template().data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/bomb.png", bytes(100_000_000))
    data = bytearray(out.getvalue())
    size = directory_entry(bytes(data), "word/media/bomb.png") + 24
    data[size : size + 4] = (1_000).to_bytes(4, "little")
    tracemalloc.start()
    with pytest.raises(UserError, match=r"^house.dotx was not used as template"):
        usable_template(Template("house.dotx", bytes(data)), FileType.WORD)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000


def test_a_template_with_a_password_a_damaged_part_or_another_packing_is_refused() -> None:
    whole = template().data
    damaged, closed = bytearray(whole), bytearray(whole)
    damaged[whole.index(b"word/styles.xml") + 200] ^= 255
    closed[directory_entry(whole, "word/styles.xml") + 8] |= 1
    other = BytesIO(whole)
    with zipfile.ZipFile(other, "a", zipfile.ZIP_BZIP2) as package:
        package.writestr("word/media/other.png", bytes(1_000))
    for data in (bytes(damaged), bytes(closed), other.getvalue()):
        with pytest.raises(UserError, match=r"^house.dotx was not used as template"):
            usable_template(Template("house.dotx", data), FileType.WORD)


def test_the_address_of_evidence_is_a_link(written: bytes) -> None:
    document = docx.Document(BytesIO(written))
    found = document.element.body.iter(qn("w:hyperlink"))
    relations = {each.get(qn("r:id")) for each in found} - {None}
    assert {document.part.rels[each].target_ref for each in relations} == {"https://example.com/runs/118"}


def test_a_reference_names_the_heading_that_it_leads_to() -> None:
    brief = replace(
        cases.pilot(), extent=Extent(Edition.FULL, frozenset({Chapter.CRITERIA, Chapter.QUESTIONS}))
    )
    data = render_word(brief, ORDER)
    body = opened_word(data).element.body
    marks = {
        mark.get(qn("w:name")): "".join(each.text for each in mark.getparent().iter(qn("w:t")))
        for mark in body.iter(qn("w:bookmarkStart"))
    }
    told = {
        "".join(each.text for each in link.iter(qn("w:t"))): marks[link.get(qn("w:anchor"))]
        for link in body.iter(qn("w:hyperlink"))
        if link.get(qn("w:anchor"))
    }
    more = next(text for text in told if text.startswith("and "))
    assert more.endswith(f"more: see “{told[more]}”")
    assert "further on" not in "".join(word_paragraphs(data))
    gates = {text: heading for text, heading in told.items() if text[:1].isdigit()}
    assert gates
    assert all(text == " ".join(heading.split()) for text, heading in gates.items())


def test_a_short_table_is_not_torn_and_no_last_row_is_alone(written: bytes) -> None:
    tables = list(opened_word(written).element.body.iter(qn("w:tbl")))
    assert tables
    for table in tables:
        rows = list(table.iter(qn("w:tr")))
        stays = [
            all(each.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for each in row.iter(qn("w:p")))
            for row in rows
        ]
        assert stays[-1] is False
        assert all(stays[:-1] if len(rows) <= 8 else (stays[0], stays[-2]))


def test_the_logo_is_beside_the_title_and_takes_no_line() -> None:
    letterhead = Letterhead("Northmark Mutual plc", logo=logo(400, 110))
    brief = replace(cases.pilot(), letterhead=letterhead, extent=Extent(Edition.ONE_PAGE))
    document = opened_word(render_word(brief, ORDER))
    title = next(p for p in document.paragraphs if p.style.name == "Title")
    (anchor,) = title._p.iter(qn("wp:anchor"))
    assert anchor.find(qn("wp:docPr")).get("descr") == "Logo of Northmark Mutual plc"
    assert anchor.find(qn("wp:wrapSquare")) is not None
    assert not document.inline_shapes


def test_the_lines_to_sign_stay_on_the_page_of_the_resolution() -> None:
    document = opened_word(render_word(replace(cases.pilot(), extent=Extent(Edition.BOARD)), ORDER))
    paragraphs = list(document.paragraphs)
    boxes = next(index for index, each in enumerate(paragraphs) if "Approved" in each.text)
    assert all(each.paragraph_format.keep_with_next for each in paragraphs[boxes - 1 : boxes + 1])
