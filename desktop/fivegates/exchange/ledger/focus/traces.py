"""Traces of rows in imported lines, by which a later export of the same source replaces them.

A source is a service of an account of a provider, in a month: providers bill by it, and every later export
contains it again. The name of a file is less reliable: exports carry their day in it, or a number for each
part. Whether the rows of a file are those of an earlier line, grown or corrected, or a further part of the
same export, follows from the days that they cover and from a sample. A row is identified by its purpose,
never by its figures, which may be corrected.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from hashlib import blake2b
from typing import Final, Self

MOST_MARKS: Final = 16
_WIDTH: Final = 5
_HASH_BITS: Final = 32
_PREFIX: Final = "focus"
_FIRST_HASH: Final = ""
"""The hash of lines that were imported before fingerprints named theirs."""

_USAGE: Final = ":usage"


class LineRelation(Enum):
    """Relation of an earlier line to a file that has rows of the same source."""

    RESTATED = auto()
    APART = auto()
    DOUBTFUL = auto()


@dataclass(slots=True)
class Marks:
    """A sample of rows: those of the earliest days, and of these the least hashes.

    It stays the same while a month grows. `bound` is the last of a full sample: above it nothing is known.
    """

    kept: list[int] = field(default_factory=list)
    bound: int = 1 << 63

    @classmethod
    def of(cls, least: list[int]) -> Self:
        """The sample of rows of which these are the least marks: a row that is there twice has one."""
        full = len(least) >= MOST_MARKS
        return cls(sorted(set(least)), max(least)) if full else cls(sorted(set(least)))

    def join(self, other: "Marks") -> None:
        """Make this the sample of the rows of both."""
        self.bound = min(self.bound, other.bound)
        kept = sorted({mark for mark in (*self.kept, *other.kept) if mark <= self.bound})
        self.kept = kept[:MOST_MARKS]
        if len(kept) > MOST_MARKS:
            self.bound = self.kept[-1]


def mark_of(day: int, digest: int) -> int:
    """The mark of a row of that day of a month."""
    return day << _HASH_BITS | digest & (1 << _HASH_BITS) - 1


@dataclass(frozen=True, slots=True)
class Trace:
    """The trace of a line's rows.

    `days` has a bit for each day of the month, `content` is a hash of all that the line is made from,
    `marks` are the sample. `hashed_by` names the hash function of the rows, since marks of another one prove
    nothing.
    """

    source: str
    days: int
    rows: int
    content: str
    marks: tuple[int, ...]
    hashed_by: str = _FIRST_HASH

    def text(self) -> str:
        """The fingerprint of a cost line: one short line of text, since the portfolio keeps it."""
        marks = b"".join(mark.to_bytes(_WIDTH) for mark in self.marks)
        sample = urlsafe_b64encode(marks).decode()
        text = f"{_PREFIX}:{self.source}:{self.days:x}:{self.rows:x}:{self.content}:{sample}"
        return f"{text}:{self.hashed_by}" if self.hashed_by else text

    @classmethod
    def parse(cls, fingerprint: str) -> Self | None:
        """Read the fingerprint of a cost or usage line; None where it is not from a billing export."""
        try:
            prefix, source, days, rows, content, sample, *more = fingerprint.removesuffix(_USAGE).split(":")
            marks = urlsafe_b64decode(sample)
            each = (int.from_bytes(marks[at : at + _WIDTH]) for at in range(0, len(marks), _WIDTH))
            hashed_by = more[0] if more else _FIRST_HASH
            found = cls(source, int(days, 16), int(rows, 16), content, tuple(each), hashed_by)
        except ValueError:
            return None
        return found if prefix == _PREFIX else None


def usage_fingerprint(cost_fingerprint: str) -> str:
    """The fingerprint of the usage line that comes with a cost line."""
    return f"{cost_fingerprint}{_USAGE}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """All rows that a file has of one source: their days and number, and the samples of their groups.

    A mark that is below `bound` and not in `marks` is no row of the file.
    """

    days: int
    rows: int
    marks: frozenset[int]
    bound: int
    hashed_by: str

    def relation(self, line: Trace) -> LineRelation:
        """Relation of an earlier line of the same source to these rows."""
        if line.hashed_by != self.hashed_by:
            return LineRelation.DOUBTFUL if line.days & self.days else LineRelation.APART
        found = sum(mark in self.marks for mark in line.marks)
        missing = sum(mark not in self.marks and mark < self.bound for mark in line.marks)
        if not line.days & self.days or (missing and not found):
            return LineRelation.APART
        covered = not line.days & ~self.days and line.rows <= self.rows
        return LineRelation.RESTATED if covered and found > missing else LineRelation.DOUBTFUL


def joined(parts: Iterable[tuple[int, int, Marks]], hashed_by: str) -> Coverage:
    """The coverage of groups, each with its days, its rows and its sample."""
    each = list(parts)
    days = 0
    for part in each:
        days |= part[0]
    return Coverage(
        days,
        sum(rows for _, rows, _ in each),
        frozenset(mark for _, _, marks in each for mark in marks.kept),
        min(marks.bound for _, _, marks in each),
        hashed_by,
    )


def hashed(*parts: object) -> str:
    """A short hash of values."""
    return blake2b(repr(parts).encode(), digest_size=12).hexdigest()
