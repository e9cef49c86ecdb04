"""Tables in CSV: bytes to rows with line numbers; encoding and separator told, faults in words."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from io import SEEK_END, TextIOWrapper
from typing import BinaryIO, Final, NoReturn, Protocol, TextIO

from fivegates.domain.errors import DataError, Problem, UserError, refuse, refuse_whole
from fivegates.domain.quoting import shown
from fivegates.exchange.ledger.number_and_date_formats import Cell

SEPARATORS: Final = (",", ";", "\t", "|")
MOST_BYTES: Final = 8 * 2**30
MOST_COLUMNS: Final = 1_000
MOST_ROW: Final = 2**19
"""The characters of the longest row: all of one must be held at once."""

_HEAD: Final = 2**16
_BLOCK: Final = 2**20
_LONG_ROW: Final = UserError(
    "The row has more than {most} characters. See whether this is the right file, and a quotation mark was "
    "left open.",
    most=MOST_ROW,
)


class Table(Protocol):
    """A table with a header: CSV, or a sheet of a workbook."""

    @property
    def kind(self) -> str:
        """What it is: CSV or XLSX."""

    source: str
    encoding: str
    separator: str
    header: tuple[str, ...]

    def rows(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Each row with its line."""

    def fault(self, line: int, column: str, /) -> UserError | None:
        """Why a cell has no value to read, where the table knows."""


class CsvTable:
    """A table whose first row names its columns. `stream` can be read again from its start.

    Raises DataError, here and while rows are read, naming the line. `encoding` is for a file that is
    neither UTF-8 nor UTF-16 with a byte order mark, `separator` for one whose header misleads.
    """

    kind: Final = "CSV"

    def __init__(
        self, stream: BinaryIO, source: str, encoding: str | None = None, separator: str | None = None
    ) -> None:
        self._stream = stream
        self.source = source
        _check_size(stream, source)
        stream.seek(0)
        head = stream.read(_HEAD)
        self.encoding = encoding or _encoding(head)
        if b"\0" in head and self.encoding != "utf-16":
            self._refuse("", UserError("This is not a text file."))
        self.separator = separator or _separator(head.decode(self.encoding, errors="ignore"))
        self.header = self._read_header()

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Give each row below the header with the line on which it begins; blank lines are left out."""
        rows = self._all_rows()
        next(rows, None)
        return rows

    @staticmethod
    def fault(_line: int, _column: str) -> None:
        """Every cell of a CSV file can be read as it is."""

    def _read_header(self) -> tuple[str, ...]:
        """The names of the columns, each there and each once."""
        _, names = next(self._all_rows(), (0, []))
        header = tuple(name.strip() for name in names)
        refuse(tuple(header_problems(header)), self.source)
        return header

    def _all_rows(self) -> Iterator[tuple[int, list[str]]]:
        """Read from the start; the stream stays open."""
        self._stream.seek(0)
        text = TextIOWrapper(self._stream, encoding=self.encoding, newline="")
        lines = _Lines(text)
        reader = csv.reader(lines, delimiter=self.separator, strict=True)
        line = 1
        try:
            for row in reader:
                lines.left = MOST_ROW
                if row:
                    yield line, row
                line = reader.line_num + 1
        except _LongRowError:
            self._refuse(f"line {line}", _LONG_ROW)
        except csv.Error as error:
            self._refuse(f"line {line}", _csv_fault(error))
        except UnicodeDecodeError:
            self._refuse_encoding()
        finally:
            text.detach()

    def _refuse_encoding(self) -> NoReturn:
        """Find the line that is not in the encoding: the text was decoded ahead of it."""
        place = "" if self.encoding == "utf-16" else f"line {_undecodable_line(self._stream, self.encoding)}"
        reason = UserError("This is not text in UTF-8; save the file as UTF-8, or choose its encoding.")
        self._refuse(place, reason)

    def _refuse(self, place: str, reason: UserError) -> NoReturn:
        raise DataError(self.source, (Problem(place, reason),))


class _LongRowError(Exception):
    """A row takes more room than there is for one."""


class _Lines:
    """The lines of a text, as long as what is `left` for the row to which they belong."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self.left = MOST_ROW

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(self.left + 1)
        if not line:
            raise StopIteration
        self.left -= len(line)
        if self.left < 0:
            raise _LongRowError
        return line


def header_problems(header: tuple[str, ...]) -> Iterator[Problem]:
    """Tell what is wrong with the names of columns; one without a name, as exports have them, is not read."""
    if not any(header):
        yield Problem("", UserError("The file has no header: its first row must name the columns."))
        return
    if len(header) > MOST_COLUMNS:
        yield Problem("line 1", UserError("There are more than {most} columns.", most=MOST_COLUMNS))
        return
    for name, count in Counter(filter(None, header)).items():
        if count > 1:
            reason = UserError("There are {count} columns named “{name}”.", count=count, name=shown(name))
            yield Problem("line 1", reason)


def width_fault(cells: int, columns: int) -> UserError:
    """Tell that a row does not fit the header."""
    return UserError("The row has {cells} cells, the header {columns}.", cells=cells, columns=columns)


def _check_size(stream: BinaryIO, source: str) -> None:
    """Refuse what is too large to be a table."""
    if stream.seek(0, SEEK_END) > MOST_BYTES:
        reason = UserError("The file is larger than {most} bytes.", most=MOST_BYTES)
        refuse_whole(source, reason)


def _encoding(head: bytes) -> str:
    """UTF-16 where a byte order mark says so, else UTF-8 with or without one."""
    return "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"


def _separator(head: str) -> str:
    """The separator that parts the header into the most columns; a comma where none does."""
    return max(SEPARATORS, key=lambda separator: _width(head, separator))


def _width(head: str, separator: str) -> int:
    """How many columns the header has with this separator."""
    try:
        rows = csv.reader(head.splitlines(keepends=True), delimiter=separator, strict=True)
        return len(next(filter(None, rows), []))
    except csv.Error:
        return 0


def _csv_fault(error: csv.Error) -> UserError:
    """Put a fault of the reader in plain words."""
    if "field limit" in str(error):
        return UserError(
            "A cell here has more than {most} characters. See whether a quotation mark was left open.",
            most=csv.field_size_limit(),
        )
    return UserError("The quotation marks of this row do not match.")


def _undecodable_line(stream: BinaryIO, encoding: str) -> int:
    """The first line that is not in the encoding."""
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    for block in iter(lambda: stream.read(_BLOCK), b""):
        try:
            decoder.decode(block)
        except UnicodeDecodeError as error:
            return line + error.object.count(b"\n", 0, error.start)
        line += block.count(b"\n")
    return line
