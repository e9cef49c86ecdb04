"""Opens zip archives, as workbooks and Office documents are; a hostile one takes neither time nor room."""

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import SEEK_END, BytesIO
from typing import BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MOST_LISTED: Final = 20_000
"""So many parts an archive may list; the list is read before anything can be asked of it."""

MOST_UNPACKED_HERE: Final = 16 * 2**20
"""The bytes up to which an archive is looked into in this process; see `bounded_process`."""

UNSOUND: Final = (BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError, EOFError)
"""Exceptions of reading a damaged archive, or one with a password."""

_PIECE: Final = 2**20
_ENTRY: Final = b"PK\x01\x02"
_END: Final = b"PK\x05\x06"
_END_64: Final = b"PK\x06\x06"
_IN_64: Final = 2**32 - 1
_LONGEST_LIST: Final = 8 * 2**20
_TAIL: Final = 2**16 + 128
"""The bytes at the end of an archive that say where its list is: a comment, and records of fixed size."""


class TooManyPartsError(Exception):
    """An archive lists more, or holds more, than can be looked through."""


@contextmanager
def open_archive(data: bytes) -> Iterator[ZipFile]:
    """Open an archive. Raises TooManyPartsError, and one of `UNSOUND` for one that cannot be read.

    Other ways of packing than those of Office are refused: they unpack without a bound.
    """
    if data.count(_ENTRY) > MOST_LISTED:
        raise TooManyPartsError
    with ZipFile(BytesIO(data)) as archive:
        if any(info.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for info in archive.infolist()):
            message = "a part is packed in a way that Office does not use"
            raise BadZipFile(message)
        yield archive


def unpacked(archive: ZipFile, info: ZipInfo, most: int) -> bytes:
    """Unpack a part piece by piece, whatever the archive claims of its size.

    ZipFile.read would unpack all of a part before it compares it with the claim. Raises TooManyPartsError
    beyond `most` bytes, and one of `UNSOUND` for a part that is not as the archive claims.
    """
    content = bytearray()
    with archive.open(info) as part:
        while piece := part.read(_PIECE):
            content += piece
            if len(content) > most:
                raise TooManyPartsError
    return bytes(content)


def lists_too_much(stream: BinaryIO) -> bool:
    """True if an archive, recognised by its end, has a list of its parts that is too large to be read.

    For an archive that may be larger than memory. The list is read whole, before there is a number of parts.
    """
    end = stream.seek(0, SEEK_END)
    stream.seek(max(0, end - _TAIL))
    tail = stream.read()
    stream.seek(0)
    sizes = [
        int.from_bytes(tail[found.start() + at :][:width], "little")
        for mark, at, width in ((_END, 12, 4), (_END_64, 40, 8))
        for found in re.finditer(re.escape(mark), tail)
    ]
    # A field of ones means that the size is in the 64-bit record.
    return any(size > _LONGEST_LIST for size in sizes if size != _IN_64)


def unpacks_beyond(data: bytes, most: int) -> bool:
    """True if an archive holds more than `most` bytes, or cannot be read to its end to tell."""
    left = most
    try:
        with open_archive(data) as archive:
            for info in archive.infolist():
                left -= len(unpacked(archive, info, left))
    except (TooManyPartsError, *UNSOUND):
        return True
    return False
