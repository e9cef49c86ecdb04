"""Checks a PDF for active content: actions that run, send or unpack something when it is opened.

Content is checked as a reader would see it: names in every spelling, in compressed parts too, and in
the parts that a reader repairs in a damaged file. Strings are text, and are ignored.
"""

import re
from io import BytesIO
from itertools import chain
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from fivegates.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pikepdf import Object, Pdf


MOST_DIRECT: Final = 2 * 2**20
"""Bytes of one object, without a stream of its own: far beyond the longest list that anybody writes."""

_MOST_FAULTS: Final = 15
"""The number of faults after which the library gives an object up."""

_MOST_LOOKED_AT: Final = 4
"""Limit of bytes examined, as a multiple of the file's length, where objects seem to be nested."""

_LINE: Final = 4_096
"""Bytes before an object in which a remark is looked for."""

_BLANK: Final = b"\0\t\n\f\r "
_APART: Final = rb"[^\0\t\n\f\r ()<>\[\]{}/%]"
"""The characters of a word; any other ends it."""

_OBJECT: Final = re.compile(rb"obj(?<!%bobj)(?!%b)" % (_APART, _APART))
_TRAILER: Final = re.compile(rb"trailer(?<!%btrailer)(?!%b)" % (_APART, _APART))
# Searched for, instead of matching what is before it by a possessive group: Python 3.11.2, that of Debian 12,
# matches too much with one (CPython issue 106052).
_STOP: Final = re.compile(
    rb"[(%%es\x01-\x08\x0e-\x1f]"
    rb"(?:(?<![es])|(?<![^\0\t\n\f\r ()<>\[\]{}%%][es])(?:(?<=e)ndobj|(?<=s)tream)(?!%b))" % _APART
)
"""Where a text, a remark, what no object is written with, or the word that ends an object begins."""

_REMARK: Final = re.compile(rb"%[^\r\n]*+")
_WORDS: Final = re.compile(rb"(?:[^()\\]++|\\.)*+", re.DOTALL)


def is_parsable(content: bytes) -> bool:
    """True if every object of a PDF is short enough to be parsed within the memory limit."""
    if len(content) <= MOST_DIRECT:
        return True
    looked_at = 0
    for begins in chain(_OBJECT.finditer(content), _TRAILER.finditer(content)):
        if begins[0] == b"obj" and not _is_numbered(content, begins.start()):
            looked_at += _LINE
        else:
            length = _length(content, begins.end())
            looked_at += length
            if length >= MOST_DIRECT:
                return False
        if looked_at > _MOST_LOOKED_AT * len(content):
            return False
    return True


def _is_numbered(content: bytes, at: int) -> bool:
    """True if an object number precedes, or could before a comment: in images the word occurs by chance."""
    line = content[max(at - _LINE, 0) : at]
    before = line.rstrip(_BLANK)
    if before[-1:].isdigit():
        return len(before) < len(line)
    return b"%" in before or not (b"\n" in before or b"\r" in before)


def _length(content: bytes, start: int) -> int:
    """Length of an object from here on, in bytes, at most `MOST_DIRECT`."""
    at, most, depth, faults = start, start + MOST_DIRECT, 0, 0
    while faults <= _MOST_FAULTS:
        stop = _STOP.search(content, at, most)
        began, at = at, stop.start() if stop else min(most, len(content))
        depth = max(depth + _opened(content[began:at]), 0)
        mark = content[at : at + 1] if at < most else b""
        if mark == b"(":
            at = _after_text(content, at, most)
        elif mark == b"%":
            at = _after(_REMARK, content, at, most)
        elif not mark or (mark in b"es" and not depth):
            break
        else:
            faults, at = faults + 1, at + 1
    return at - start


def _after(pattern: re.Pattern[bytes], content: bytes, at: int, most: int) -> int:
    """The end of the pattern's match, if there is one here."""
    found = pattern.match(content, at, most)
    return found.end() if found else at


def _opened(run: bytes) -> int:
    """The number of brackets that a piece opens, less those that it closes."""
    return run.count(b"[") + run.count(b"<<") - run.count(b"]") - run.count(b">>")


def _after_text(content: bytes, start: int, most: int) -> int:
    """The end of a string that begins here; parentheses in it are balanced."""
    at, depth = start + 1, 1
    while depth and at < most:
        at = _after(_WORDS, content, at, most)
        depth += 1 if content[at : at + 1] == b"(" else -1
        at += 1
    return min(at, most)


MOST_OBJECTS: Final = 200_000
MOST_WRITTEN: Final = 16 * 2**20
"""The bytes of all objects without their streams; each takes a hundred times as much room."""

MOST_ITEMS: Final = 2_000_000
"""The numbers, names and references in all objects; each takes some 150 bytes."""

MOST_SECONDS: Final = 10.0
_MOST_UNPACKED: Final = 2 * 2**20
"""Of one part; a bound for the whole program, which nothing that we make ourselves comes near."""

_NOT_UNPACKED: Final = ("error decoding stream data", "unfilterable stream")
"""Warning of the library where a part exceeds that bound: its objects seem to be missing."""

_MOST_WARNINGS: Final = 1_000
_MOST_FILTERS: Final = 4

_TEXT: Final = re.compile(rb"\((?:[^()\\]++|\\.)*+\)|<[0-9a-fA-F]*+>", re.DOTALL)
_REFERENCE: Final = re.compile(rb"(?<![^\s\[(<>/])([0-9]{1,8}) ([0-9]{1,5}) R\b")
_END: Final = rb"(?![^\s/<>\[\]()])"
_RUNS: Final = re.compile(rb"/(?:JavaScript|JS|Launch|AA|XFA|SubmitForm|ImportData|RichMedia)" + _END)
_CARRIES: Final = re.compile(rb"/(?:EmbeddedFiles?|EF|FileAttachment)" + _END)

_RUNNING: Final = UserError(
    "This PDF runs scripts, starts programs or sends what is typed into it, so nothing was attached. "
    "Print it to a new PDF, and attach that."
)
_CARRYING: Final = UserError(
    "This PDF carries other files inside, so nothing was attached. Attach those one by one, and of the PDF "
    "a copy that is printed to a new PDF."
)
_UNREADABLE: Final = UserError(
    "This PDF is damaged, or is protected by a password or against changes, so nobody can see what is in "
    "it, and nothing was attached. Print it to a new PDF, and attach that."
)
_TOO_DEEP: Final = UserError(
    "This PDF holds more than can be looked through, so nothing was attached. Print it to a new PDF, and "
    "attach that."
)


def judge_pdf(content: bytes) -> UserError | None:
    """The reason why a PDF is refused; None if it only shows pages."""
    if not is_parsable(content):
        return _TOO_DEEP
    import pikepdf
    from pikepdf.settings import set_qpdf_limits

    # They are those of the whole process, which may be the window's where no other can be started.
    before: dict[str, Any] = set_qpdf_limits(
        flate_max_memory=_MOST_UNPACKED,
        run_length_max_memory=_MOST_UNPACKED,
        png_max_memory=_MOST_UNPACKED,
        tiff_max_memory=_MOST_UNPACKED,
        max_stream_filters=_MOST_FILTERS,
        doc_max_warnings=_MOST_WARNINGS,
    )
    try:
        with pikepdf.open(BytesIO(content), suppress_warnings=True) as document:
            return _UNREADABLE if document.is_encrypted else _judge(document)
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return _UNREADABLE
    finally:
        set_qpdf_limits(**before)


def _judge(document: "Pdf") -> UserError | None:
    """Check the actions on opening, then every object reachable from the root."""
    if _opens_elsewhere(document.Root.get("/OpenAction")):
        return _RUNNING
    deadline, written, items = monotonic() + MOST_SECONDS, 0, 0
    for count, serialised in enumerate(_reached(document)):
        written += len(serialised)
        items += serialised.count(b" ")
        if count > MOST_OBJECTS or written > MOST_WRITTEN or items > MOST_ITEMS or monotonic() > deadline:
            return _TOO_DEEP
        if _RUNS.search(serialised):
            return _RUNNING
        if _CARRIES.search(serialised):
            return _CARRYING
    warnings = " ".join(map(str, document.get_warnings()))
    return _TOO_DEEP if any(words in warnings for words in _NOT_UNPACKED) else None


def _opens_elsewhere(action: "Object | None") -> bool:
    """True if the action opens anything but a page of the document."""
    from pikepdf import Dictionary

    return isinstance(action, Dictionary) and str(action.get("/S", "/GoTo")) != "/GoTo"


def _reached(document: "Pdf") -> "Iterator[bytes]":
    """Every object that others refer to, once: one after another, since each may unpack to a great deal."""
    serialised = _written(document.trailer)
    yield serialised
    seen: set[bytes] = set()
    waiting = [serialised]
    while waiting:
        for reference in _REFERENCE.finditer(waiting.pop()):
            if reference[0] not in seen:
                seen.add(reference[0])
                serialised = _written(document.get_object(int(reference[1]), int(reference[2])))
                waiting.append(serialised)
                yield serialised


def _written(found: object) -> bytes:
    """An object as it would be written, names spelt plainly, without texts; of a stream its entries."""
    from pikepdf import Object, Stream

    if not isinstance(found, Object):
        return b""
    serialised = found.stream_dict if isinstance(found, Stream) else found
    return _TEXT.sub(b"", serialised.unparse(resolved=True))
