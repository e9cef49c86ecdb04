"""Merges parts of PDFs into one file, each written as soon as it is ready.

Each object is kept as the file would hold it, but what it points to is written as a slot: another of its
own objects, a key in the tree of structure, or something that only the whole file has.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from io import BytesIO
from re import Match
from typing import Final

import pikepdf
from pikepdf import Dictionary, Stream

SLOT: Final = re.compile(rb"\0([a-z]+)(\d+)\0")
# A string, which may hold anything; a pointer to an object; a key in the tree of structure.
_TOKEN: Final = re.compile(
    rb"\((?:[^\\()]|\\.)*\)|(?P<object>\d+) 0 R|(?P<entry>/StructParents?) (?P<key>\d+)", re.DOTALL
)


class Place(StrEnum):
    """The target of a slot: `OWNER` and `ENTRY` are the part's parents in structure and outline."""

    OBJECT = "object"
    KEY = "key"
    NUMBER = "number"
    PAGES = "pages"
    OWNER = "owner"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True)
class FragmentObject:
    """An object with slots in place of references; `stream` is compressed, None if there is none."""

    body: bytes
    stream: bytes | None = None


@dataclass(frozen=True, slots=True)
class Headings:
    """The outline below a part: the first and last of its objects, and how many lines it shows."""

    first: int
    last: int
    shown: int


@dataclass(frozen=True, slots=True)
class Fragment:
    """A part: its objects, and by index its pages, the root of its structure, and the owners by key."""

    objects: tuple[FragmentObject, ...]
    pages: tuple[int, ...]
    structure: int
    owners: tuple[int, ...]
    headings: Headings | None


class FragmentExtractor:
    """Extracts objects from a document, each with all that it references.

    `left` has by object number the slot that stands for what is left behind.
    """

    def __init__(self, document: pikepdf.Pdf, left: Mapping[int, bytes]) -> None:
        self._document = document
        self._left = left
        self._indices: dict[int, int] = {}

    def index(self, item: pikepdf.Object) -> int:
        """The index of an object, which is taken along."""
        return self._indices.setdefault(item.objgen[0], len(self._indices))

    def alone(self, item: Dictionary) -> FragmentObject:
        """An object that is not one of the part's, with slots for what it points to."""
        return FragmentObject(_TOKEN.sub(self._slot, item.unparse()))

    def taken(self) -> tuple[FragmentObject, ...]:
        """All objects that were asked for, and all that they point to."""
        found: list[FragmentObject] = []
        while len(found) < len(self._indices):
            numbers = list(self._indices)[len(found) :]
            found += [self._taken(self._document.get_object(number, 0)) for number in numbers]
        return tuple(found)

    def _taken(self, item: pikepdf.Object) -> FragmentObject:
        """Return an object with slots in place of its references."""
        if not isinstance(item, Stream):
            return FragmentObject(_TOKEN.sub(self._slot, item.unparse(resolved=True)))
        entries = Dictionary({key: value for key, value in item.items() if key != "/Length"})
        return FragmentObject(_TOKEN.sub(self._slot, entries.unparse()), item.read_raw_bytes())

    def _slot(self, token: re.Match[bytes]) -> bytes:
        """The slot for a reference token; a string stays as it is."""
        if token["object"]:
            number = int(token["object"])
            return self._left.get(number) or slot(
                Place.OBJECT, self._indices.setdefault(number, len(self._indices))
            )
        if token["key"]:
            return token["entry"] + b" " + slot(Place.KEY, int(token["key"]))
        return token[0]


def slot(place: Place, number: int = 0) -> bytes:
    """The bytes of a slot; a zero byte is in no object otherwise, since strings escape theirs."""
    return f"\0{place}{number}\0".encode()


_HEAD: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_ID_LENGTH: Final = 16


@dataclass(frozen=True, slots=True)
class Front:
    """The part composed last and placed first, with the metadata of the file.

    `numbers` are the drawings of the numbers of all pages merged before, and `information` what the file
    says about itself, both by index; `catalog` lacks what ties the parts together.
    """

    part: Fragment
    title: str
    catalog: FragmentObject
    information: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Merged:
    """A part that has been written, by the numbers of its objects; `below` is its outline."""

    title: str
    pages: tuple[int, ...]
    structure: int
    entry: int
    below: bytes


class Merger:
    """A PDF being merged; `top` is the height of a page in points."""

    def __init__(self, top: float) -> None:
        self._top = top
        self._out = BytesIO()
        self._out.write(_HEAD)
        self._offsets: list[int] = []
        self._numbers: list[int] = []
        self._owners: list[int] = []
        self._merged: list[_Merged] = []
        self._pages, self._outline, self._structure, self._document = (self._reserve() for _ in range(4))

    def add(self, part: Fragment, title: str) -> None:
        """Write a part behind those before it; room is left for the numbers of its pages."""
        first = len(self._numbers)
        self._numbers += [self._reserve() for _ in part.pages]
        placed = [self._reserve() for _ in part.objects]
        self._merged.append(self._written(part, title, placed, self._numbers[first:]))

    def finish(self, front: Front) -> bytes:
        """Write the front, then what ties all parts together; nothing can be added any more."""
        fixed = dict(zip(front.numbers, self._numbers, strict=True))
        placed = [fixed.get(index) or self._reserve() for index in range(len(front.part.objects))]
        self._merged.insert(0, self._written(front.part, front.title, placed, ()))
        self._write_outline()
        self._write_structure()
        pages = [page for merged in self._merged for page in merged.pages]
        self._write(self._pages, b"<< /Type /Pages /Count %d /Kids [ %s ] >>" % (len(pages), _refs(pages)))
        catalog = self._reserve()
        described = _filled(front.catalog.body, {Place.OBJECT: placed})
        self._write(catalog, described.removesuffix(b">>") + self._catalog_entries())
        return self._closed(catalog, placed[front.information])

    def _written(self, part: Fragment, title: str, placed: Sequence[int], numbers: Sequence[int]) -> _Merged:
        """Write the objects of a part under the numbers where they are placed."""
        entry = self._reserve()
        at = {
            Place.OBJECT: placed,
            Place.KEY: range(len(self._owners), len(self._owners) + len(part.owners)),
            Place.NUMBER: numbers,
            Place.PAGES: (self._pages,),
            Place.OWNER: (self._document,),
            Place.ENTRY: (entry,),
        }
        for number, item in zip(placed, part.objects, strict=True):
            self._write(number, _filled(item.body, at), item.stream)
        self._owners += [placed[index] for index in part.owners]
        pages = tuple(placed[index] for index in part.pages)
        below = part.headings
        headings = (
            b" /First %d 0 R /Last %d 0 R /Count -%d" % (placed[below.first], placed[below.last], below.shown)
            if below
            else b""
        )
        return _Merged(title, pages, placed[part.structure], entry, headings)

    def _write_outline(self) -> None:
        """Write the outline: an entry for each part, collapsed over its headings."""
        entries = [merged.entry for merged in self._merged]
        for index, merged in enumerate(self._merged):
            before = b" /Prev %d 0 R" % entries[index - 1] if index else b""
            after = b" /Next %d 0 R" % entries[index + 1] if index + 1 < len(entries) else b""
            body = b"<< /Title %s /Parent %d 0 R /Dest %s%s%s%s >>"
            values = (
                _text(merged.title),
                self._outline,
                self._top_of(merged.pages[0]),
                before,
                after,
                merged.below,
            )
            self._write(merged.entry, body % values)
        body = b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>"
        self._write(self._outline, body % (entries[0], entries[-1], len(entries)))

    def _top_of(self, page: int) -> bytes:
        """The place to which links and lines of the outline lead."""
        return b"[ %d 0 R /XYZ 0 %.2f 0 ]" % (page, self._top)

    def _write_structure(self) -> None:
        """Write the structure tree: the document with its parts, and the parent tree."""
        parts = _refs(merged.structure for merged in self._merged)
        body = b"<< /Type /StructElem /S /Document /P %d 0 R /K [ %s ] >>"
        self._write(self._document, body % (self._structure, parts))
        owners = b" ".join(b"%d %d 0 R" % pair for pair in enumerate(self._owners))
        tree = self._reserve()
        self._write(tree, b"<< /Nums [ %s ] >>" % owners)
        body = b"<< /Type /StructTreeRoot /K %d 0 R /ParentTree %d 0 R /ParentTreeNextKey %d >>"
        self._write(self._structure, body % (self._document, tree, len(self._owners)))

    def _catalog_entries(self) -> bytes:
        """The catalog entries that tie the parts together."""
        pages = [page for merged in self._merged for page in merged.pages]
        names = b" ".join(
            b"(%s) %s" % (target_name(number).encode(), self._top_of(page))
            for number, page in enumerate(pages, 1)
        )
        roots = b"/Pages %d 0 R /Outlines %d 0 R /StructTreeRoot %d 0 R"
        named = b" /Names << /Dests << /Names [ %s ] >> >> >>" % names
        return roots % (self._pages, self._outline, self._structure) + named

    def _closed(self, catalog: int, information: int) -> bytes:
        """Write the cross-reference table and the trailer."""
        start = self._out.tell()
        lines = [b"%010d 00000 n \n" % offset for offset in self._offsets]
        self._out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(lines) + 1) + b"".join(lines))
        with self._out.getbuffer() as written:
            name = sha256(written).hexdigest()[: 2 * _ID_LENGTH].encode()
        body = b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /ID [ <%s> <%s> ] >>\n"
        self._out.write(body % (len(lines) + 1, catalog, information, name, name))
        self._out.write(b"startxref\n%d\n%%%%EOF\n" % start)
        return self._out.getvalue()

    def _reserve(self) -> int:
        """The number of an object that is written later."""
        self._offsets.append(0)
        return len(self._offsets)

    def _write(self, number: int, body: bytes, stream: bytes | None = None) -> None:
        """Write one object, and keep where it is."""
        self._offsets[number - 1] = self._out.tell()
        self._out.write(b"%d 0 obj\n" % number)
        if stream is None:
            self._out.write(body)
        else:
            length = b"/Length %d >>\nstream\n" % len(stream)
            self._out.write(body.removesuffix(b">>") + length + stream + b"\nendstream")
        self._out.write(b"\nendobj\n")


def target_name(page: int) -> str:
    """The name of the destination at the top of a page, counted from 1; names sort in page order."""
    return f"page-{page:06}"


def _filled(body: bytes, at: Mapping[Place, Sequence[int]]) -> bytes:
    """Put numbers into the slots."""

    def put(found: Match[bytes]) -> bytes:
        place = Place(found[1].decode())
        number = at[place][int(found[2])]
        return b"%d" % number if place is Place.KEY else b"%d 0 R" % number

    return SLOT.sub(put, body)


def _refs(numbers: Iterable[int]) -> bytes:
    """Pointers to objects."""
    return b" ".join(b"%d 0 R" % number for number in numbers)


def _text(text: str) -> bytes:
    """A text as the file writes it: its digits mean the same everywhere."""
    return b"<FEFF%s>" % text.encode("utf-16-be").hex().encode()
