"""A PDF with a password: AES-256, read back by two readers of other make, closed without it."""

from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pypdf import PdfReader

from fivegates.briefs.typesetting.accessibility import Metadata, archived
from fivegates.briefs.typesetting.fonts import Face
from fivegates.briefs.typesetting.password import protected
from fivegates.briefs.typesetting.structure import Element, Role
from fivegates.briefs.typesetting.tagged_canvas import Paper
from fivegates.domain.brief import PaperSize

PASSWORD = "vier Wörter reichen aus"  # noqa: S105 - of a PDF made here


@pytest.fixture(scope="module")
def plain() -> bytes:
    paper = Paper(PaperSize.A4, "en-GB")
    with paper.content(Element(Role.HEADING)):
        paper.text((50, 700), "Not ready for production", Face.REGULAR, 10, "#000000")
    paper.end_page()
    about = Metadata("Brief", "Author", "Subject", "Program", "en-GB", date(2026, 5, 12))
    return archived(paper.finish(), paper.root, about)


@pytest.fixture(scope="module")
def closed(plain: bytes) -> bytes:
    return protected(plain, PASSWORD)


def reader(pdf: bytes) -> Any:  # noqa: ANN401 - pypdf's types say little of what is in a file
    return PdfReader(BytesIO(pdf))


def test_it_is_encrypted_by_aes_256_of_pdf_2(closed: bytes) -> None:
    with pikepdf.open(BytesIO(closed), password=PASSWORD) as document:
        assert (document.encryption.R, document.encryption.V) == (6, 5)
        assert document.encryption.bits == 256
        assert document.encryption.stream_method is pikepdf.models.EncryptionMethod.aesv3
    assert b"Not ready" not in closed


def test_both_readers_open_it_with_the_password(closed: bytes) -> None:
    found = reader(closed)
    assert found.is_encrypted
    assert found.decrypt(PASSWORD)
    assert "Not ready for production" in found.pages[0].extract_text()
    document = pypdfium2.PdfDocument(closed, password=PASSWORD)
    try:
        assert "Not ready for production" in document[0].get_textpage().get_text_range()
    finally:
        document.close()


@pytest.mark.parametrize("wrong", ["", "vier wörter reichen aus", PASSWORD + " "])
def test_neither_opens_it_with_another(closed: bytes, wrong: str) -> None:
    assert not reader(closed).decrypt(wrong)
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(closed, password=wrong or None)


def test_nothing_is_forbidden_that_a_reader_could_allow_again(closed: bytes) -> None:
    with pikepdf.open(BytesIO(closed), password=PASSWORD) as document:
        assert all(document.allow)


def test_it_stays_accessible_and_claims_to_be_no_archive(plain: bytes, closed: bytes) -> None:
    with pikepdf.open(BytesIO(plain)) as before, pikepdf.open(BytesIO(closed), password=PASSWORD) as after:
        assert b"<pdfaid:part>" in before.Root.Metadata.read_bytes()
        described = after.Root.Metadata.read_bytes()
        assert b"<pdfaid:" not in described
        assert b"<pdfuaid:part>1" in described
        assert str(after.Root.Lang) == "en-GB"
        assert "/StructTreeRoot" in after.Root


def test_the_same_pdf_is_never_the_same_bytes(plain: bytes, closed: bytes) -> None:
    assert protected(plain, PASSWORD) != closed
