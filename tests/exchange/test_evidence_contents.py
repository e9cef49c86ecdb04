import time
from io import BytesIO

import pikepdf
import pytest
from documents import OLD_OFFICE, PDF, PNG, PROGRAM, office, open_document, packed, packed_pdf, pdf
from examples import slow_after

from fivegates.domain.errors import DataError
from fivegates.domain.initiative.evidence_files import MOST_BYTES, digest_of
from fivegates.domain.initiative.initiative import EvidenceFile
from fivegates.exchange.evidence.contents import evidence_file

KEPT = {
    "report.pdf": PDF,
    "Report.PDF": PDF,
    "at its first page.pdf": pdf(b"/OpenAction[3 0 R/Fit]"),
    "at a place in it.pdf": pdf(b"/OpenAction<</S/GoTo/D[3 0 R/Fit]>>"),
    "with links.pdf": pdf(b"/X 4 0 R", b"<</Type/Annot/Subtype/Link/A<</S/URI/URI(https://a.example)>>>>"),
    "about scripts.pdf": pdf(b"/X 4 0 R", b"<</Title(What /JavaScript and \\(/Launch\\) do)/T<2f4a53>>>"),
    "cut off.pdf": PDF[:-60],
    "screen.png": PNG,
    "photo.jpg": b"\xff\xd8\xff\xe0 and so on",
    "moving.gif": b"GIF89a and so on",
    "picture.webp": b"RIFF\x10\0\0\0WEBPVP8 ",
    "scan.tiff": b"II*\0 and so on",
    "drawing.bmp": b"BM and so on",
    "notes.txt": "Zażółć gęślą jaźń\r\n\tand a tab".encode(),
    "utf-16.txt": "Zażółć".encode("utf-16"),
    "old.csv": "name;Größe\n".encode("cp1252"),
    "mail.eml": b"From: a@example.com\r\nSubject: Approved\r\n\r\nYes.\r\n",
    "result.json": b'{"accuracy": 0.97}',
    "paper.docx": office("docx"),
    "sheet.xlsx": office("xlsx", xl__worksheets__sheet1_dot_xml=b"<a/>"),
    "slides.pptx": office("pptx", ppt__embeddings__Sheet_dot_xlsx=office("xlsx")),
    "paper.odt": open_document("text"),
    "sheet.ods": open_document("spreadsheet"),
}


@pytest.mark.parametrize("name", KEPT)
def test_what_a_board_would_be_shown_is_kept(name: str) -> None:
    content = KEPT[name]
    assert evidence_file(name, content) == EvidenceFile(name, digest_of(content), len(content))


EXTERNAL = b'<R><Relationship Id="1" Type="http://x/%s" Target="http://e/" TargetMode="External"/></R>'


SCRIPT = b"<</S/JavaScript/JS(app.alert)>>"


def scripted(
    mode: pikepdf.ObjectStreamMode = pikepdf.ObjectStreamMode.disable,
    encryption: pikepdf.Encryption | None = None,
) -> bytes:
    """A PDF with a script in it, written in some way."""
    with pikepdf.open(BytesIO(pdf(b"/OpenAction 4 0 R", SCRIPT))) as document:
        out = BytesIO()
        document.save(out, object_stream_mode=mode, encryption=encryption or False)
    return out.getvalue()


PACKED = pikepdf.ObjectStreamMode.generate
LOCKED = pikepdf.Encryption(owner="a password", user="")

REFUSED = {
    "a program": ("setup.exe", PROGRAM, "program or a script"),
    "a renamed program": ("report.pdf", PROGRAM, "program or a script"),
    "a renamed program of Linux": ("report.txt", b"\x7fELF\x02", "program or a script"),
    "a program of macOS": ("report.png", b"\xcf\xfa\xed\xfe", "program or a script"),
    "a script": ("notes.txt", b"#!/bin/sh\nrm -rf ~", "program or a script"),
    "a script by its name": ("run.vbs", b"MsgBox 1", "program or a script"),
    "a page that runs scripts": ("page.html", b"<p>", "program or a script"),
    "a drawing that runs scripts": ("drawing.svg", b"<svg/>", "program or a script"),
    "a shortcut": ("report.pdf", b"L\0\0\0\x01\x14\x02\0", "program or a script"),
    "an ending after another": ("report.pdf.exe", PDF, "program or a script"),
    "a name that turns around": ("report\u202efdp.exe", PDF, "program or a script"),
    "a document with macros by its name": ("paper.docm", office("docx"), "can hold macros"),
    "a document with macros": ("paper.docx", office("docx", word__vbaProject_dot_bin=b"x"), "holds macros"),
    "macros of old sheets": ("a.xlsx", office("xlsx", xl__macrosheets__s_dot_xml=b"x"), "holds macros"),
    "a control that runs": ("a.pptx", office("pptx", ppt__activeX__x_dot_xml=b"x"), "holds macros"),
    "an object of another program": ("a.docx", office("docx", word__oleObject1_dot_bin=b"x"), "holds macros"),
    "a program inside": ("a.docx", office("docx", word__media__x_dot_png=PROGRAM), "holds macros"),
    "an old document inside": ("a.docx", office("docx", word__x_dot_bin=OLD_OFFICE), "holds macros"),
    "macros one level down": (
        "a.pptx",
        office("pptx", ppt__embeddings__s_dot_xlsx=office("xlsx", xl__vbaProject_dot_bin=b"x")),
        "holds macros",
    ),
    "a type that says macros": (
        "a.docx",
        packed(
            {"[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main+xml", "word/a": b""}
        ),
        "holds macros",
    ),
    "macros of OpenDocument": ("a.odt", open_document("text", Basic__script_dot_xml=b"x"), "holds macros"),
    "a template from elsewhere": (
        "a.docx",
        office("docx", word___rels__settings_dot_xml_dot_rels=EXTERNAL % b"attachedTemplate"),
        "fetches parts",
    ),
    "a script at once": ("a.pdf", pdf(b"/OpenAction<</S/JavaScript/JS(x)>>"), "runs scripts"),
    "a script by another spelling": (
        "a.pdf",
        pdf(b"/Names 4 0 R", b"<</Java#53cript 5 0 R>>", b"<<>>"),
        "runs scripts",
    ),
    "a script in a page": ("a.pdf", pdf(b"/X 4 0 R", b"<</Annots[<</AA<</O<<>>>>>>]>>"), "runs scripts"),
    "a script that is packed": ("a.pdf", scripted(PACKED), "runs scripts"),
    "a script in a damaged file": ("a.pdf", scripted()[:-200], "runs scripts"),
    "a script behind a password": ("a.pdf", scripted(encryption=LOCKED), "protected by a password"),
    "a script in an object stream": ("a.pdf", packed_pdf(SCRIPT), "runs scripts"),
    "a script that is packed too well": (
        "a.pdf",
        packed_pdf(SCRIPT + b" " * (5 * 2**20)),
        "more than can be looked through",
    ),
    "a program that is started": ("a.pdf", pdf(b"/X 4 0 R", b"<</S/Launch/F(calc.exe)>>"), "starts programs"),
    "a page that is fetched at once": ("a.pdf", pdf(b"/OpenAction<</S/URI/URI(http://e/)>>"), "runs scripts"),
    "a form that sends": ("a.pdf", pdf(b"/X 4 0 R", b"<</S/SubmitForm/F(http://e/)>>"), "sends what"),
    "files in a PDF": ("a.pdf", pdf(b"/Names<</EmbeddedFiles<</Names[]>>>>"), "carries other files"),
    "a damaged PDF": ("a.pdf", b"%PDF-1.7 and no more", "damaged"),
    "an old document": ("paper.doc", OLD_OFFICE, "older programs"),
    "a renamed old document": ("paper.docx", OLD_OFFICE, "older programs"),
    "rich text": ("paper.txt", b"{\\rtf1\\object}", "older programs"),
    "an archive": ("all.zip", packed({"a.txt": b"a"}), "archive"),
    "a renamed archive": ("all.txt", packed({"a.txt": b"a"}), "archive"),
    "another archive": ("all.pdf", b"7z\xbc\xaf\x27\x1c", "archive"),
    "an archive called a document": ("all.docx", packed({"a.txt": b"a"}), "not what the name says"),
    "a sheet called slides": ("all.pptx", office("xlsx"), "not what the name says"),
    "text called a drawing": ("a.ods", open_document("text"), "not what the name says"),
    "text called a PDF": ("a.pdf", b"hello", "not what the name says"),
    "a picture called a document": ("a.docx", PNG, "not what the name says"),
    "bytes called text": ("a.txt", b"a\0b", "not what the name says"),
    "half a character of UTF-16": ("a.txt", b"\xff\xfe\0\xd8", "not what the name says"),
    "a damaged document": ("a.docx", office("docx")[:-30], "damaged"),
    "a kind that nobody knows": ("a.xyz", b"hello", "This kind of file"),
    "no kind at all": ("README", b"hello", "This kind of file"),
    "nothing": ("a.pdf", b"", "empty"),
    "too much": ("a.txt", b"a" * (MOST_BYTES + 1), "larger than 20 MB"),
}


@pytest.mark.parametrize(("name", "content", "said"), REFUSED.values(), ids=REFUSED)
def test_what_could_run_or_cannot_be_judged_is_refused(name: str, content: bytes, said: str) -> None:
    with pytest.raises(DataError, match=said) as refused:
        evidence_file(name, content)
    text = str(refused.value)
    assert "nothing was attached" in text or "Give the file" in text
    assert "\u202e" not in text


def test_a_link_in_a_document_is_no_part_of_it() -> None:
    document = office("docx", word___rels__document_dot_xml_dot_rels=EXTERNAL % b"hyperlink")
    assert evidence_file("a.docx", document).size == len(document)


def bomb(depth: int) -> bytes:
    """Documents within documents, each of which unpacks to a thousand times its size."""
    content = office("xlsx", xl__big_dot_xml=b" " * 60_000_000)
    for _ in range(depth):
        content = office("xlsx", xl__inner_dot_xlsx=content, xl__other_dot_xlsx=content)
    return content


@pytest.mark.parametrize("depth", slow_after(1, [0, 2, 5]))
def test_a_bomb_is_judged_in_little_time(depth: int) -> None:
    content = bomb(depth)
    begun = time.monotonic()
    try:
        evidence_file("a.xlsx", content)
    except DataError as refused:
        assert "more than can be looked through" in str(refused)  # noqa: PT017 - the shallow one may be kept
    assert time.monotonic() - begun < 5


def test_a_part_that_says_what_parts_are_has_a_bound() -> None:
    content = packed({"[Content_Types].xml": b" " * 5_000_000, "word/document.xml": b""})
    with pytest.raises(DataError, match="damaged"):
        evidence_file("a.docx", content)


def test_a_stream_that_does_not_unpack_is_damage() -> None:
    content = bytearray(office("docx", word__x_dot_rels=b"abcdefgh" * 500))
    place = content.index(b"word/x.rels") + len("word/x.rels")
    content[place : place + 8] = b"\xff" * 8
    with pytest.raises(DataError, match="damaged"):
        evidence_file("a.docx", bytes(content))
