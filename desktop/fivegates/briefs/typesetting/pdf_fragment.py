"""A part of a PDF taken out of its file: objects that can be written anywhere in a larger one.

Each object is kept as the file would hold it, but what it points to is written as a slot: another of its
own objects, a key in the tree of structure, or something that only the whole file has.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import pikepdf
from pikepdf import Dictionary, Stream

SLOT: Final = re.compile(rb"\0([a-z]+)(\d+)\0")
# A string, which may hold anything; a pointer to an object; a key in the tree of structure.
_TOKEN: Final = re.compile(
    rb"\((?:[^\\()]|\\.)*\)|(?P<object>\d+) 0 R|(?P<entry>/StructParents?) (?P<key>\d+)", re.DOTALL
)


class Place(StrEnum):
    """What a slot stands for: `OWNER` and `ENTRY` are what the part hangs from in structure and outline."""

    OBJECT = "object"
    KEY = "key"
    NUMBER = "number"
    PAGES = "pages"
    OWNER = "owner"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True)
class LooseObject:
    """One object with slots in place of pointers; `stream` is packed already, None where there is none."""

    body: bytes
    stream: bytes | None = None


@dataclass(frozen=True, slots=True)
class Headings:
    """The outline below a part: the first and last of its objects, and how many lines it shows."""

    first: int
    last: int
    shown: int


@dataclass(frozen=True, slots=True)
class Loose:
    """A part: its objects, and by index its pages, the root of its structure, and the owners by key."""

    objects: tuple[LooseObject, ...]
    pages: tuple[int, ...]
    structure: int
    owners: tuple[int, ...]
    headings: Headings | None


class Loosening:
    """Takes objects out of a document, each with all that it points to.

    `left` has by object number the slot that stands for what is left behind.
    """

    def __init__(self, document: pikepdf.Pdf, left: Mapping[int, bytes]) -> None:
        self._document = document
        self._left = left
        self._indices: dict[int, int] = {}

    def index(self, item: pikepdf.Object) -> int:
        """The index of an object, which is taken along."""
        return self._indices.setdefault(item.objgen[0], len(self._indices))

    def alone(self, item: Dictionary) -> LooseObject:
        """An object that is not one of the part's, with slots for what it points to."""
        return LooseObject(_TOKEN.sub(self._slot, item.unparse()))

    def taken(self) -> tuple[LooseObject, ...]:
        """All objects that were asked for, and all that they point to."""
        found: list[LooseObject] = []
        while len(found) < len(self._indices):
            numbers = list(self._indices)[len(found) :]
            found += [self._taken(self._document.get_object(number, 0)) for number in numbers]
        return tuple(found)

    def _taken(self, item: pikepdf.Object) -> LooseObject:
        """One object with slots."""
        if not isinstance(item, Stream):
            return LooseObject(_TOKEN.sub(self._slot, item.unparse(resolved=True)))
        entries = Dictionary({key: value for key, value in item.items() if key != "/Length"})
        return LooseObject(_TOKEN.sub(self._slot, entries.unparse()), item.read_raw_bytes())

    def _slot(self, token: re.Match[bytes]) -> bytes:
        """What stands for one token; a string stays as it is."""
        if token["object"]:
            number = int(token["object"])
            return self._left.get(number) or slot(
                Place.OBJECT, self._indices.setdefault(number, len(self._indices))
            )
        if token["key"]:
            return token["entry"] + b" " + slot(Place.KEY, int(token["key"]))
        return token[0]


def slot(place: Place, number: int = 0) -> bytes:
    """What stands for a place; a zero byte is in no object otherwise, since strings escape theirs."""
    return f"\0{place}{number}\0".encode()
