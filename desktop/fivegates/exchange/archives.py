"""Opens zip archives, as workbooks and Office documents are; a hostile one takes neither time nor room."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

MOST_LISTED: Final = 20_000
"""So many parts an archive may list; the list is read before anything can be asked of it."""

UNSOUND: Final = (BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError, EOFError)
"""What reading a damaged archive, or one with a password, raises."""

_ENTRY: Final = b"PK\x01\x02"


class TooManyPartsError(Exception):
    """An archive lists more than can be looked through."""


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
