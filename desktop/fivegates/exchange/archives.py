"""Opens zip archives, as workbooks and Office documents are; a hostile one takes neither time nor room."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MOST_LISTED: Final = 20_000
"""So many parts an archive may list; the list is read before anything can be asked of it."""

MOST_UNPACKED_HERE: Final = 16 * 2**20
"""The bytes up to which an archive is looked into in this process; see `bounded_process`."""

UNSOUND: Final = (BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError, EOFError)
"""What reading a damaged archive, or one with a password, raises."""

_PIECE: Final = 2**20
_ENTRY: Final = b"PK\x01\x02"


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


def unpacks_beyond(data: bytes, most: int) -> bool:
    """Whether an archive holds more than `most` bytes, or cannot be read to its end to tell."""
    left = most
    try:
        with open_archive(data) as archive:
            for info in archive.infolist():
                left -= len(unpacked(archive, info, left))
    except (TooManyPartsError, *UNSOUND):
        return True
    return False
