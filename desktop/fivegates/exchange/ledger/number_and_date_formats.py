"""Numbers and dates as people write them: one style an import, told by the whole column, never guessed."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.quoting import shown

NOTHING: Final = frozenset({"", "NULL", "null", "Null"})
"""What stands in a cell that holds no value."""


class NumberStyle(StrEnum):
    """Which sign parts the decimals; the other one, blanks and apostrophes may part thousands."""

    POINT = "1,234.56"
    COMMA = "1.234,56"


class DateStyle(StrEnum):
    """Which part of a date comes first. A date that begins with its year is read in every style."""

    ISO = "2026-03-31"
    DAY_FIRST = "31/03/2026"
    MONTH_FIRST = "03/31/2026"


@dataclass(frozen=True, slots=True)
class Styles:
    """The number style and the date style of one import."""

    numbers: NumberStyle = NumberStyle.POINT
    dates: DateStyle = DateStyle.ISO


Cell = str | Decimal | date
"""A cell: text, or what a workbook stores as a number or a date."""

_PLAIN: Final = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,30})?")
_BLANK: Final = "[ '’\u00a0\u202f]"
_SIGN: Final = "[-+−]?"
_MONEY: Final = r"[$€£¥₹]?"


def _pattern(point: str, group: str) -> re.Pattern[str]:
    """Numbers with an optional sign of a currency, thousands parted alike, and an exponent or brackets."""
    parted = "|".join(rf"[0-9]{{1,3}}(?:{sign}[0-9]{{3}}){{1,4}}" for sign in (group, _BLANK))
    whole = rf"(?:{parted}|[0-9]{{1,15}})"
    number = rf"(?:{whole}(?:{point}[0-9]{{1,30}})?|{point}[0-9]{{1,30}})(?:[eE][-+]?[0-9]{{1,2}})?"
    space = "[ \u00a0\u202f]?"
    signed = rf"{_SIGN}{_MONEY}{space}{_SIGN}(?P<plus>{number}){space}{_MONEY}"
    return re.compile(rf"{signed}|\({_MONEY}(?P<less>{number})\)")


_NUMBERS: Final = {
    NumberStyle.POINT: (_pattern(r"\.", ","), "."),
    NumberStyle.COMMA: (_pattern(",", r"\."), ","),
}
_LARGEST: Final = Decimal(10) ** 15
_PARTS: Final = re.compile(
    r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?:[ T][0-9:. APMapm]{1,15})?"
)
_YEAR_FIRST: Final = re.compile(
    r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?(?P<time>[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?)?"
    r"(?P<zone> ?(?:Z|UTC|[+-][0-9]{2}:?[0-9]{2}))?"
)
_LAST_MONTH: Final = 12


def read_number(cell: Cell, style: NumberStyle) -> Decimal:
    """Read a finite number below 10^15, exactly as written. Raises UserError."""
    if isinstance(cell, str):
        return (
            Decimal(cell) if _PLAIN.fullmatch(cell) and style is NumberStyle.POINT else _parsed(cell, style)
        )
    if isinstance(cell, Decimal) and cell.is_finite() and abs(cell) < _LARGEST:
        return cell
    raise UserError("“{text}” is not a number.", text=shown(cell))


def _parsed(text: str, style: NumberStyle) -> Decimal:
    """Take the number out of its signs and separators."""
    pattern, point = _NUMBERS[style]
    found = pattern.fullmatch(text.strip())
    if found is None:
        raise UserError(
            "“{text}” is not a number as written in {style}.", text=shown(text), style=style.value
        )
    digits = found["plus"] or found["less"]
    kept = "".join(
        "." if c == point else c for c in digits if c.isascii() and (c.isalnum() or c in f"+-{point}")
    )
    number = Decimal(kept)
    signs = sum(text.count(sign, 0, text.find(digits)) for sign in "-−(")
    if signs > 1:
        raise UserError("“{text}” has two signs.", text=shown(text))
    if abs(number) >= _LARGEST:
        raise UserError("“{text}” is too large.", text=shown(text))
    if number.is_zero():
        return Decimal(0)
    return number.copy_negate() if signs else number


def read_day(cell: Cell, style: DateStyle) -> date:
    """Read a date; a time with a zone counts in UTC, one without as if it were UTC. Raises UserError."""
    if isinstance(cell, date):
        return cell
    text = str(cell).strip()
    try:
        return _year_first(text) or _in_parts(text, style)
    except ValueError:
        raise UserError("There is no day “{text}”.", text=shown(text)) from None


def _year_first(text: str) -> date | None:
    """Read `2026-03`, `2026-03-31` or with a time; None if it is not written so."""
    found = _YEAR_FIRST.fullmatch(text)
    if found is None:
        return None
    day = date(int(found[1]), int(found[2]), int(found[3] or 1))
    zone = (found["zone"] or "").strip().replace("UTC", "Z")
    if not found["time"] or not zone:
        return day
    moment = datetime.fromisoformat(f"{day.isoformat()}T{found['time'][1:].partition('.')[0]}{zone}")
    try:
        return moment.astimezone(UTC).date()
    except OverflowError:
        raise ValueError(text) from None


def _in_parts(text: str, style: DateStyle) -> date:
    """Read `31/3/2026` or `3/31/26` in the style of the import."""
    found = _PARTS.fullmatch(text)
    if found is None or style is DateStyle.ISO:
        raise UserError("“{text}” is not a date as written in {style}.", text=shown(text), style=style.value)
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    day, month = (first, second) if style is DateStyle.DAY_FIRST else (second, first)
    return date(year if len(found[4]) > 2 else 2000 + year, month, day)  # noqa: PLR2004 - two digits of a year


@dataclass(slots=True)
class NumberEvidence:
    """Sees every number of an import and tells the style they are written in."""

    counts: dict[NumberStyle, int] = field(default_factory=lambda: dict.fromkeys(NumberStyle, 0))
    doubtful: str = ""

    def see(self, cell: Cell) -> None:
        """Take a cell into account; one that fits no style says nothing."""
        if not isinstance(cell, str) or cell in NOTHING:
            return
        text = cell.strip()
        fitting = [style for style, (pattern, _) in _NUMBERS.items() if pattern.fullmatch(text)]
        if len(fitting) == 1:
            self.counts[fitting[0]] += 1
        elif fitting and ("," in text or "." in text):
            self.doubtful = self.doubtful or text

    def style(self) -> NumberStyle | None:
        """The style of most numbers; None if all that tell could be read in both."""
        if not any(self.counts.values()):
            return None if self.doubtful else NumberStyle.POINT
        return max(NumberStyle, key=lambda style: self.counts[style])

    def question(self) -> UserError:
        """Ask what only the user knows."""
        return UserError(
            "“{text}” can be read as {point} or as {comma}. Choose the number style.",
            text=shown(self.doubtful),
            point=str(read_number(self.doubtful, NumberStyle.POINT)),
            comma=str(read_number(self.doubtful, NumberStyle.COMMA)),
        )


@dataclass(slots=True)
class DateEvidence:
    """Sees every date of an import and tells the style they are written in."""

    counts: dict[DateStyle, int] = field(default_factory=lambda: dict.fromkeys(DateStyle, 0))
    doubtful: str = ""

    @staticmethod
    def concerns(cell: str) -> bool:
        """Whether a cell looks like a date whose style is in question."""
        return _PARTS.fullmatch(cell.strip()) is not None

    def see(self, cell: Cell) -> None:
        """Take a cell into account; `5/5/2026` is the same day in both styles and says nothing."""
        found = _PARTS.fullmatch(cell.strip()) if isinstance(cell, str) else None
        if found is None:
            return
        first, second = int(found[1]), int(found[3])
        if first > _LAST_MONTH >= second:
            self.counts[DateStyle.DAY_FIRST] += 1
        elif second > _LAST_MONTH >= first:
            self.counts[DateStyle.MONTH_FIRST] += 1
        elif first != second or not self.doubtful:
            self._doubt(found[0], same=first == second)

    def _doubt(self, text: str, *, same: bool) -> None:
        """Keep a date that fits both styles; one whose two parts differ is the better example."""
        if not same or not self.doubtful:
            self.doubtful = text

    def style(self) -> DateStyle | None:
        """The style of most dates; None if each could be read in both."""
        if not any(self.counts.values()):
            return None if self.doubtful else DateStyle.ISO
        return max(DateStyle, key=lambda style: self.counts[style])

    def question(self) -> UserError:
        """Ask what only the user knows."""
        return UserError(
            "“{text}” can be the day {day} or the day {other}. Choose which comes first, day or month.",
            text=shown(self.doubtful),
            day=read_day(self.doubtful, DateStyle.DAY_FIRST).isoformat(),
            other=read_day(self.doubtful, DateStyle.MONTH_FIRST).isoformat(),
        )


@dataclass(frozen=True, slots=True)
class Unclear:
    """The questions to ask of an import, and its `styles` as far as they are told."""

    questions: tuple[Problem, ...]
    styles: Styles


def told_styles(numbers: NumberEvidence, dates: DateEvidence, columns: tuple[str, str]) -> Styles | Unclear:
    """The styles of an import, or the questions to ask; `columns` name those of amounts and of dates."""
    number_style, date_style = numbers.style(), dates.style()
    styles = Styles(number_style or NumberStyle.POINT, date_style or DateStyle.ISO)
    if number_style and date_style:
        return styles
    questions = (
        *([Problem(columns[0], numbers.question())] if number_style is None else []),
        *([Problem(columns[1], dates.question())] if date_style is None else []),
    )
    return Unclear(questions, styles)
