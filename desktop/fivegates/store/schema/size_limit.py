"""Weighs the schema of a file before SQLite parses it: the time for that grows with its square.

Reads the tree of pages that begins on the first page, as SQLite's file format lays it out
(sqlite.org/fileformat2.html, 1.6), and adds up what the entries say they hold.
"""

from collections.abc import Iterator
from typing import BinaryIO, Final

MOST_BYTES: Final = 400_000
"""Some ten times what ours holds."""

_MOST_PAGES: Final = 2_000
_PAGE_SIZE_AT: Final = 16
_FILE_HEADER: Final = 100
_LARGEST_PAGE: Final = 65_536
_INTERIOR: Final = b"\x05"
_LEAF: Final = b"\x0d"
_INTERIOR_HEADER: Final = 12
_LEAF_HEADER: Final = 8
_RIGHTMOST_AT: Final = 8
_LONGEST_VARINT: Final = 9


def is_bearable(file: BinaryIO) -> bool:
    """Whether the schema is no larger than ours could be; what is damaged is left to SQLite to tell."""
    return sum(_payloads(file)) <= MOST_BYTES


def _payloads(file: BinaryIO) -> Iterator[int]:
    """How many bytes each entry says that it holds; a tree of too many pages counts as too heavy."""
    file.seek(0)
    size = _number(file.read(_FILE_HEADER), _PAGE_SIZE_AT, 2)
    size = _LARGEST_PAGE if size == 1 else size
    waiting = [1]
    for _ in range(_MOST_PAGES):
        if not waiting:
            return
        number = waiting.pop()
        file.seek(max(number - 1, 0) * size)
        page, start = file.read(size), _FILE_HEADER if number == 1 else 0
        if page[start : start + 1] == _LEAF:
            yield from (_varint(page, cell) for cell in _cells(page, start, _LEAF_HEADER))
        elif page[start : start + 1] == _INTERIOR:
            waiting += [_number(page, cell, 4) for cell in _cells(page, start, _INTERIOR_HEADER)]
            waiting.append(_number(page, start + _RIGHTMOST_AT, 4))
    yield MOST_BYTES + 1


def _cells(page: bytes, start: int, header: int) -> list[int]:
    """Where in the page its cells are."""
    count = _number(page, start + 3, 2)
    return [_number(page, start + header + 2 * place, 2) for place in range(count)]


def _number(page: bytes, place: int, width: int) -> int:
    """A number of so many bytes; what is beyond the page counts as 0."""
    return int.from_bytes(page[place : place + width], "big")


def _varint(page: bytes, place: int) -> int:
    """A number of seven bits a byte, the last of which has its high bit clear."""
    value = 0
    for byte in page[place : place + _LONGEST_VARINT]:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:  # noqa: PLR2004 - the high bit
            break
    return value
