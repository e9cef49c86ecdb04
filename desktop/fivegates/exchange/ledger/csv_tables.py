"""Reads CSV tables as rows with line numbers; detects encoding and separator, reports readable errors."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from io import SEEK_END, TextIOWrapper
from itertools import islice
from typing import BinaryIO, Final, NoReturn, Protocol, TextIO

from fivegates.domain.errors import DataError, Problem, UserError, larger_than, refuse, refuse_whole
from fivegates.domain.language import Message
from fivegates.domain.quoting import shown
from fivegates.exchange.ledger.number_and_date_formats import Cell
from fivegates.exchange.ledger.tables.row_roles import ANY_HEADER, MOST_TITLE_ROWS, Wanted, best_header

SEPARATORS: Final = (",", ";", "\t", "|")
MOST_BYTES: Final = 8 * 2**30
MOST_COLUMNS: Final = 1_000
MOST_ROW: Final = 2**19
"""The most characters of a row, which is held in memory."""

MOST_LINES: Final = 50_000_000
MOST_BLANK: Final = 1_000_000
"""The most lines of a file, and consecutive blank ones: a larger file is no export, and takes minutes."""
_MARK: Final = "\ufeff"
_SEPARATOR_LINE: Final = re.compile(r"[\"']?sep=([,;\t|])[\"']?\r?\n", re.IGNORECASE)
"""The first line by which spreadsheet programs declare the separator."""

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
        """The format: CSV or XLSX."""

    source: str
    encoding: str
    separator: str
    header: tuple[str, ...]
    header_line: int
    questions: tuple[Problem, ...]
    remarks: tuple[Message, ...]

    def rows(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Each row with its line."""

    def fault(self, line: int, column: str, /) -> UserError | None:
        """The reason why a cell has no readable value; None where it has."""


class CsvTable:
    """A table with a row that names its columns. `stream` can be read again from its start.

    The header is the row with the most `wanted` names, else the first; what is above it is a title. Raises
    DataError, here and while rows are read, naming the line. `encoding` is for a file that is neither UTF-8
    nor UTF-16, `separator` for one whose header misleads.
    """

    kind: Final = "CSV"
    questions: tuple[Problem, ...] = ()

    def __init__(
        self,
        stream: BinaryIO,
        source: str,
        encoding: str | None = None,
        separator: str | None = None,
        *,
        wanted: Wanted = ANY_HEADER,
    ) -> None:
        self._stream = stream
        self.source = source
        _check_size(stream, source)
        stream.seek(0)
        head = stream.read(_HEAD)
        self._codec = _codec(head, encoding)
        self.encoding = "utf-16" if self._codec.startswith("utf-16") else self._codec
        text = head.decode(self._codec, errors="ignore")
        if "\0" in text:
            self._refuse("", UserError("This is not a text file."))
        named = _SEPARATOR_LINE.match(text.removeprefix(_MARK))
        self._first = 2 if named else 1
        self.separator = separator or (named[1] if named else _separator(text, wanted))
        self.header_line, self.header = self._read_header(wanted)
        self.remarks = header_remarks(self.header_line if self._below_title else 1)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Give each row below the header with the line on which it begins; blank ones are left out."""
        return (row for row in self._all_rows() if row[0] > self.header_line and any(map(str.strip, row[1])))

    @staticmethod
    def fault(_line: int, _column: str) -> None:
        """Return None: every cell of a CSV file is readable."""

    def _read_header(self, wanted: Wanted) -> tuple[int, tuple[str, ...]]:
        """The position of the header, and the column names."""
        top: list[tuple[int, list[str]]] = []
        try:
            top.extend(islice(self._all_rows(), MOST_TITLE_ROWS))
        except DataError:
            if not top:
                raise
        at = best_header([row for _, row in top], wanted)
        line, names = top[at] if top else (0, [])
        self._below_title = any(any(map(str.strip, row)) for _, row in top[:at])
        header = tuple(name.strip() for name in names)
        refuse(tuple(header_problems(header)), self.source)
        return line, header

    def _all_rows(self) -> Iterator[tuple[int, list[str]]]:
        """Read from the start, past a line that names the separator; the stream stays open."""
        self._stream.seek(0)
        text = TextIOWrapper(self._stream, encoding=self._codec, newline="")
        lines = _Lines(text)
        reader = csv.reader(lines, delimiter=self.separator, strict=True)
        line, blank = 1, 0
        try:
            for row in reader:
                lines.left = MOST_ROW
                blank = 0 if row else blank + 1
                if blank > MOST_BLANK or line > MOST_LINES:
                    self._refuse(f"line {line}", _too_many_lines())
                if row and line >= self._first:
                    yield line, row
                line = reader.line_num + 1
        except _LongRowError:
            self._refuse(f"line {line}", _LONG_ROW)
        except csv.Error as error:
            self._refuse(f"line {line}", _csv_fault(error))
        except UnicodeError:
            self._refuse_encoding()
        finally:
            text.detach()

    def _refuse_encoding(self) -> NoReturn:
        """Find the line that is not in the encoding: the text was decoded ahead of it."""
        place = "" if self.encoding == "utf-16" else f"line {_undecodable_line(self._stream, self._codec)}"
        reason = UserError(
            "This is not text in {encoding}; save the file as UTF-8, or choose its encoding.",
            encoding=self.encoding.upper().removesuffix("-SIG"),
        )
        self._refuse(place, reason)

    def _refuse(self, place: str, reason: UserError) -> NoReturn:
        raise DataError(self.source, (Problem(place, reason),))


def _too_many_lines() -> UserError:
    """The refusal of a file with too many lines."""
    return UserError(
        "The file has more than {blank} blank lines in a row, or more than {most} lines. Import it in parts.",
        blank=f"{MOST_BLANK:,}",
        most=f"{MOST_LINES:,}",
    )


class _LongRowError(Exception):
    """A row exceeds the longest size."""


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


def header_remarks(line: int) -> tuple[Message, ...]:
    """A remark on the header's line, if that is not the first."""
    return (Message("the columns are named in line {line}", line=line),) if line > 1 else ()


def header_problems(header: tuple[str, ...]) -> Iterator[Problem]:
    """The problems of the column names; an unnamed column, as exports have, is ignored."""
    if not any(header):
        yield Problem("", UserError("The file has no header: its first row must name the columns."))
        return
    if len(header) > MOST_COLUMNS:
        yield Problem("line 1", UserError("There are more than {most} columns.", most=MOST_COLUMNS))
        return


def twice_named(header: Sequence[str], read: Iterable[str]) -> Iterator[UserError]:
    """Report which columns that are read have a name that others have too."""
    counts = Counter(header)
    for name in dict.fromkeys(read):
        if counts[name] > 1:
            yield UserError("There are {count} columns named “{name}”.", count=counts[name], name=shown(name))


def width_fault(cells: int, columns: int) -> UserError:
    """Report that a row does not fit the header."""
    return UserError("The row has {cells} cells, the header {columns}.", cells=cells, columns=columns)


def _check_size(stream: BinaryIO, source: str) -> None:
    """Refuse what is too large to be a table."""
    if stream.seek(0, SEEK_END) > MOST_BYTES:
        refuse_whole(source, larger_than(MOST_BYTES))


def _codec(head: bytes, chosen: str | None) -> str:
    """The codec that was chosen, or is determined by a byte order mark or by where zeros are; else UTF-8."""
    if chosen not in {None, "utf-16"}:
        return chosen or ""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    zeros = head[0::2].count(0), head[1::2].count(0)
    if chosen or max(zeros) > len(head) // 4 > min(zeros):
        return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
    return "utf-8-sig"


def _separator(head: str, wanted: Wanted) -> str:
    """The separator that parts a header of known names, else the first row, into the most columns."""
    return max(SEPARATORS, key=lambda separator: _fit(head, separator, wanted))


def _fit(head: str, separator: str, wanted: Wanted) -> tuple[int, int]:
    """Number of known names in the best header with this separator, and number of columns."""
    rows: list[list[str]] = []
    try:
        reader = csv.reader(head.splitlines(keepends=True), delimiter=separator, strict=True)
        rows += islice(filter(None, reader), MOST_TITLE_ROWS)
    except csv.Error:
        if not rows:
            return 0, 0
    best = rows[best_header(rows, wanted)] if rows else []
    return wanted.count([name.strip() for name in best]), len(best)


def _csv_fault(error: csv.Error) -> UserError:
    """Translate an error of the CSV reader into a readable one."""
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
