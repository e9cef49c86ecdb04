"""The leak check: searches a finished PDF for omitted content, in text, metadata and attachments."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from io import BytesIO
from typing import Final

import pikepdf
from pypdfium2 import PdfDocument

from fivegates.domain.brief import LeftOut, Omission
from fivegates.domain.errors import UserError
from fivegates.domain.language import has_right_to_left
from fivegates.domain.redaction import AMOUNT

_ACTUAL_TEXT: Final = re.compile(rb"/ActualText <FEFF([0-9A-Fa-f]*)>", re.IGNORECASE)
_BESIDE: Final = 40
"""The number of characters around a match that the error quotes."""
_WORD: Final = re.compile(r"\w+")
# Includes the hyphens that PDFium reports for words broken at a line end.
_MARKS: Final = re.compile("[\x02\ufffe\u00ad\u200b-\u200f\u2060\u2066-\u2069]")


def require_no_leak(pdf: bytes, secrets: Iterable[str], *, amounts: bool) -> None:
    """Raise UserError where a PDF holds one of the `secrets`, or, with `amounts`, an amount of money.

    Text of pages, seen or not, alternative and actual texts, outline, metadata and attachments are read.
    """
    require_none(_texts(pdf), secrets, amounts=amounts)


def require_none(read: Iterable[str], secrets: Iterable[str], *, amounts: bool) -> None:
    """Raise UserError where texts of a file hold one of the `secrets`, or, with `amounts`, one of money."""
    texts, wanted = [_plain(text) for text in read], [_plain(secret) for secret in secrets]
    from_the_left = _any_of([each for each in wanted if not has_right_to_left(each)])
    from_the_right = [each for each in wanted if has_right_to_left(each)]
    for text in texts:
        for secret, place in _matches(text, from_the_left, from_the_right):
            raise UserError(
                "Nothing was written: “{text}” was to be left out and is still in the file, in “{place}”. "
                "Change those words, or, where “{text}” is a common word, enter a fuller name for whoever it "
                "means.",
                text=secret,
                place=place,
            )
    for text in texts if amounts else ():
        if found := AMOUNT.search(text):
            raise UserError(
                "Nothing was written: the amount “{text}” was to be left out and is still in the file, in "
                "“{place}”. Change those words.",
                text=found[0],
                place=_around(text, *found.span()),
            )


def require_none_left_out(read: Iterable[str], left_out: LeftOut) -> None:
    """Raise UserError where texts of a file contain omitted content."""
    if left_out.omitted:
        require_none(read, left_out.secrets, amounts=Omission.MONEY in left_out.omitted)


def _any_of(secrets: Sequence[str]) -> re.Pattern[str] | None:
    """A pattern that matches any of these; None where there are none."""
    words = [r"\s+".join(map(re.escape, each.split())) for each in secrets]
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})s?(?!\w)") if words else None


def _matches(
    text: str, from_the_left: re.Pattern[str] | None, from_the_right: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """The secrets of which a text holds the words, one after the other, each with the words around it.

    The words of a right-to-left text may be in visual order.
    """
    if from_the_left and (found := from_the_left.search(text)):
        yield " ".join(found[0].split()), _around(text, *found.span())
    if not has_right_to_left(text):
        return
    words = _WORD.findall(text)
    for secret in from_the_right:
        wanted = sorted(_WORD.findall(secret))
        starts = range(len(words) - len(wanted) + 1)
        if any(sorted(words[at : at + len(wanted)]) == wanted for at in starts):
            yield secret, _around(text, 0, 0)


def _around(text: str, start: int, end: int) -> str:
    """A part of a text with some of the words before and after it."""
    first, last = max(start - _BESIDE, 0), min(end + _BESIDE, len(text))
    if first:
        first = text.find(" ", first, start) + 1 or start
    if last < len(text):
        last = max(text.rfind(" ", end, last), end)
    quoted = " ".join(text[first:last].split())
    return f"{'…' if first else ''}{quoted}{'…' if last < len(text) else ''}"


def _plain(text: str) -> str:
    """Text in a normal form, without invisible characters."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text))


def _texts(pdf: bytes) -> Iterator[str]:
    """Every text in a file."""
    with PdfDocument(pdf) as document:
        for number in range(len(document)):
            yield " ".join(document[number].get_textpage().get_text_bounded().split())
    with pikepdf.open(BytesIO(pdf)) as opened:
        for item in opened.objects:
            yield from _strings(item)
            if isinstance(item, pikepdf.Stream):
                yield from _stream_texts(item)


def _stream_texts(stream: pikepdf.Stream) -> Iterator[str]:
    """The texts that a stream carries beside what is drawn."""
    content = stream.read_bytes()
    if stream.get("/Type") in {pikepdf.Name.Metadata, pikepdf.Name.EmbeddedFile}:
        yield unescape(content.decode("utf-8", "replace"))
    for found in _ACTUAL_TEXT.finditer(content):
        yield bytes.fromhex(found[1].decode()).decode("utf-16-be", "replace")


def _strings(item: object) -> Iterator[str]:
    """The texts of an object and of what is inside it; what it refers to is an object of its own."""
    if isinstance(item, pikepdf.String):
        yield str(item)
    elif isinstance(item, pikepdf.Array):
        for each in item:
            yield from _direct(each)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for _, each in sorted(item.items()):
            yield from _direct(each)


def _direct(item: object) -> Iterator[str]:
    """The texts of an object that is written where it is used."""
    if not (isinstance(item, pikepdf.Object) and item.is_indirect):
        yield from _strings(item)
