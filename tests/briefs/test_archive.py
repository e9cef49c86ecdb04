"""What is added to a drawn PDF: structure, metadata, corrected text, streams that end clearly."""

import zlib
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import count

import pikepdf
import pytest

from fivegates.briefs.typesetting.accessibility import Metadata, archived
from fivegates.briefs.typesetting.fonts import Face
from fivegates.briefs.typesetting.structure import Element, Role
from fivegates.briefs.typesetting.tagged_canvas import Paper
from fivegates.domain.brief import PaperSize

ABOUT = Metadata("Title <&>", "Author", "Subject", "Program", "en-GB", date(2026, 5, 12))


def drawn(text: str = "Text") -> Paper:
    """A page with a heading and a paragraph in two pieces."""
    paper = Paper(PaperSize.A4, "en-GB")
    paragraph = Element(Role.PARAGRAPH)
    with paper.content(Element(Role.HEADING)):
        paper.text((50, 700), text, Face.REGULAR, 10, "#000000")
    with paper.decoration():
        paper.line((50, 690), (200, 690), "#000000", 1)
    with paper.content(paragraph):
        paper.text((50, 650), "First", Face.REGULAR, 10, "#000000")
    paper.end_page()
    with paper.content(paragraph):
        paper.text((50, 650), "Second", Face.REGULAR, 10, "#000000")
    paper.end_page()
    return paper


def opened(paper: Paper, about: Metadata = ABOUT) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(archived(paper.finish(), paper.root, about)))


def test_structure_follows_the_drawing_and_a_paragraph_on_two_pages_is_one() -> None:
    document = opened(drawn())
    tree = document.Root.StructTreeRoot
    kids = list(tree.K.K)
    assert [str(kid.S) for kid in kids] == ["/H2", "/P"]
    assert [piece.Pg.objgen for piece in kids[1].K] == [page.objgen for page in document.pages]
    owners = tree.ParentTree.Nums
    assert [owners[0], owners[2]] == [0, 1]
    assert [owner.objgen for owner in owners[1]] == [kid.objgen for kid in kids]
    assert document.pages[1].StructParents == 1


def test_decoration_is_marked_as_such() -> None:
    document = opened(drawn())
    content = document.pages[0].Contents.read_bytes()
    assert content.count(b" BDC\n") == 2
    assert content.count(b"/Artifact BMC\n") == 1
    assert content.count(b"EMC\n") == 3


def test_metadata_says_the_same_in_both_places() -> None:
    document = opened(drawn())
    assert document.docinfo["/Title"] == "Title <&>"
    assert document.docinfo["/CreationDate"] == "D:20260512000000Z"
    with document.open_metadata() as metadata:
        assert metadata["dc:title"] == "Title <&>"
        assert metadata["xmp:CreateDate"] == "2026-05-12T00:00:00Z"
        assert metadata["pdfaid:conformance"] == "A"
    assert b"<dc:title>" in document.Root.Metadata.read_raw_bytes()


def test_what_xml_cannot_carry_is_left_out_of_the_metadata() -> None:
    document = opened(drawn(), replace(ABOUT, title="a\x00b\uffff"))
    assert document.docinfo["/Title"] == "ab"


def test_the_colour_profile_carries_no_moment() -> None:
    document = opened(drawn())
    profile = document.Root.OutputIntents[0].DestOutputProfile.read_bytes()
    assert profile[24:36] == bytes(12)
    assert profile[36:40] == b"acsp"


@pytest.mark.parametrize(("char", "mapped"), [("é", b"<00E9>"), ("😀", b"<D83DDE00>")])
def test_glyphs_map_to_their_characters(char: str, mapped: bytes) -> None:
    found = mappings(char)
    assert mapped in found
    assert b"<0000>" not in found


def test_more_characters_than_a_table_may_hold_go_into_several() -> None:
    text = "".join(chr(code) for code in range(0x400, 0x450)) + "".join(
        chr(code) for code in range(0x391, 0x3A0)
    )
    found = mappings(text)
    sizes = [int(part.rsplit(b"\n", 1)[-1]) for part in found.split(b" beginbfchar")[:-1]]
    assert max(sizes) <= 100
    assert sum(sizes) == found.count(b"> <") - found.count(b"endcodespacerange")


def mappings(text: str) -> bytes:
    """The tables that lead from the glyphs of `text` back to its characters."""
    document = opened(drawn(text))
    fonts = [
        item for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item
    ]
    return b"".join(font.ToUnicode.read_bytes() for font in fonts)


def test_streams_are_packed_once_and_read_back() -> None:
    document = opened(drawn())
    for item in document.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Type") != pikepdf.Name.Metadata:
            assert item.Filter == pikepdf.Name.FlateDecode


def test_a_stream_does_not_end_in_what_looks_like_a_line_end() -> None:
    unlucky = next(text for text in map(str, count()) if zlib.compress(text.encode(), 9).endswith(b"\r"))
    with pikepdf.open(BytesIO(drawn().finish())) as document:
        document.Root.Extra = document.make_stream(unlucky.encode())
        bytes_of = BytesIO()
        document.save(bytes_of)
    paper = drawn()
    result = pikepdf.open(BytesIO(archived(bytes_of.getvalue(), paper.root, ABOUT)))
    assert result.Root.Extra.read_raw_bytes().endswith(b"~>")
    assert result.Root.Extra.read_bytes() == unlucky.encode()


def test_the_same_drawing_gives_the_same_bytes() -> None:
    one, other = drawn(), drawn()
    assert archived(one.finish(), one.root, ABOUT) == archived(other.finish(), other.root, ABOUT)
