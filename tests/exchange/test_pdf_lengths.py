"""A PDF whose objects would fill the memory is refused before it is read; usual ones are not."""

import random

import pytest
from documents import PDF, packed_pdf, pdf
from pikepdf.settings import get_qpdf_limits

from fivegates.exchange.evidence import pdf_documents
from fivegates.exchange.evidence import pdf_documents as pdf_lengths
from fivegates.exchange.evidence.pdf_documents import MOST_DIRECT, is_parsable, judge_pdf

MANY = b"0 " * (MOST_DIRECT // 2)
SPLIT = b"0 " * (MOST_DIRECT // 20)


def stream(content: bytes) -> bytes:
    return b"<</Length %d>>\nstream\n%b\nendstream" % (len(content), content)


BOMBS = {
    "a list": pdf(b"/X 4 0 R", b"[%b]" % MANY),
    "a list of lists": pdf(b"/X 4 0 R", b"[%b]" % (b"[%b]" % (b"0 " * 999) * 1_100)),
    "a catalogue": pdf(b"/X[%b]" % MANY),
    "what follows the last object": PDF.replace(b"/Root", b"/X[%b]/Root" % MANY),
    "an end in a text": pdf(b"/X 4 0 R", b"[%b]" % ((SPLIT + b"(endobj)") * 20)),
    "an end in a text in a text": pdf(b"/X 4 0 R", b"[%b]" % ((SPLIT + b"(\\)(()) endobj )") * 20)),
    "an end in a remark": pdf(b"/X 4 0 R", b"[%b]" % ((SPLIT + b"% ]] endobj \n") * 20)),
    "an end in a name": pdf(b"/X 4 0 R", b"[%b]" % ((SPLIT + b"/stream /endobj ") * 20)),
    "an end within brackets": pdf(b"/X 4 0 R", b"[%b]" % ((SPLIT + b" endobj ") * 12)),
    "a beginning after a remark": pdf(b"/X 4 0 R", b"[%b]" % MANY).replace(b"4 0 obj", b"4 0%!\nobj"),
    "a beginning after a long remark": pdf(b"/X 4 0 R", b"[%b]" % MANY).replace(
        b"4 0 obj", b"4 0%" + b"!" * 9_000 + b"\nobj"
    ),
}


@pytest.mark.parametrize("content", BOMBS.values(), ids=BOMBS.keys())
def test_a_long_object_is_refused_unread(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_parsable(content)
    monkeypatch.setattr("pikepdf.open", lambda *_, **__: pytest.fail("it was read"))
    assert "more than can be looked through" in str(judge_pdf(content))


def test_objects_that_seem_to_stand_in_one_another_are_given_up() -> None:
    assert not is_parsable(b"1 0 obj [ " * (MOST_DIRECT // 4))


PICTURE = random.Random(7).randbytes(MOST_DIRECT)  # noqa: S311 - chance, not secrecy
USUAL = {
    "pictures": pdf(b"", stream(PICTURE), stream(PICTURE)),
    "pictures in which the words come up": pdf(b"", stream(PICTURE + b"\0obj 4 0 obj trailer" + PICTURE)),
    "pages that are not packed": pdf(b"", *[stream(b"0.1 20 m 30.4 5 l S\n" * 30_000)] * 4),
    "many objects": pdf(b"", *[b"<</S/P/K[1 2 3]/T(a (text) here)/U<28>/P 4 0 R>>"] * 50_000),
    "a long text": pdf(b"", b"(%b)" % (b"a text \\) " * (MOST_DIRECT // 20)), stream(PICTURE)),
    "stray marks": pdf(b"", b"] >> <</A/endobj>>", stream(PICTURE), b"<< \x01 >>"),
}


@pytest.mark.parametrize("content", USUAL.values(), ids=USUAL.keys())
def test_a_usual_document_is_read(content: bytes) -> None:
    assert len(content) > MOST_DIRECT
    assert is_parsable(content)
    assert judge_pdf(content) is None


def test_a_small_document_is_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_lengths, "_length", lambda *_: pytest.fail("it was measured"))
    assert judge_pdf(PDF) is None


def test_many_short_lists_are_given_up_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_documents, "MOST_ITEMS", 1_000)
    lists = [b"[%b]" % (b"0 " * 100)] * 20
    assert judge_pdf(pdf(b"/X[%b]" % b" ".join(b"%d 0 R" % n for n in range(4, 12)), *lists)) is None
    content = pdf(b"/X[%b]" % b" ".join(b"%d 0 R" % n for n in range(4, 24)), *lists)
    assert "more than can be looked through" in str(judge_pdf(content))


def test_what_unpacks_to_a_long_list_is_refused() -> None:
    assert "more than can be looked through" in str(judge_pdf(packed_pdf(b"[%b]" % (MANY + MANY))))


def test_its_limits_are_not_left_to_the_papers_of_the_same_process() -> None:
    before = get_qpdf_limits()
    assert judge_pdf(PDF) is None
    assert judge_pdf(b"%PDF-1.7 broken") is not None
    assert get_qpdf_limits() == before
