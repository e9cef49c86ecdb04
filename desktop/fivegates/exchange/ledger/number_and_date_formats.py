"""Number and date formats: one style per import, inferred from whole columns, never guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeVar

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.quoting import shown
from fivegates.exchange.ledger.tables.written_days import TIME, read_written_day
from fivegates.exchange.ledger.tables.written_numbers import (
    LARGEST,
    WrittenNumber,
    is_written,
    read_written,
)

NOTHING: Final = frozenset({"", "NULL", "null", "Null"})
"""The texts of cells without a value."""

_NOTHING_AT_ALL: Final = frozenset(
    {
        *("-", "--", "---", "–", "—", "−"),
        *("n/a", "#n/a", "n.a.", "n/v", "null", "none", "nil", "nan"),
        *("(null)", "(none)", "(blank)", "\\n"),
    }
)


class NumberStyle(StrEnum):
    """The decimal separator; the other one, blanks and apostrophes may group thousands."""

    POINT = "1,234.56"
    COMMA = "1.234,56"


class DateStyle(StrEnum):
    """The order of ambiguous dates; unambiguous ones are read in every style.

    The swapped ones are for a sheet in which a spreadsheet program made dates of some texts only, and took
    the day for the month: those dates are swapped back.
    """

    ISO = "2026-03-31"
    DAY_FIRST = "31/03/2026"
    MONTH_FIRST = "03/31/2026"
    DAY_FIRST_SWAPPED = "31/03/2026, dates swapped"
    MONTH_FIRST_SWAPPED = "03/31/2026, dates swapped"

    @property
    def is_day_first(self) -> bool:
        """True if the day comes before the month."""
        return self in {DateStyle.DAY_FIRST, DateStyle.DAY_FIRST_SWAPPED}

    @property
    def swaps_dates(self) -> bool:
        """True if day and month of dates stored in a sheet are swapped."""
        return self in {DateStyle.DAY_FIRST_SWAPPED, DateStyle.MONTH_FIRST_SWAPPED}


@dataclass(frozen=True, slots=True)
class Styles:
    """The number style and the date style of one import."""

    numbers: NumberStyle = NumberStyle.POINT
    dates: DateStyle = DateStyle.ISO


Style = TypeVar("Style", NumberStyle, DateStyle)
Cell = str | Decimal | date
"""A cell: text, or what a workbook stores as a number or a date."""


def is_nothing(cell: Cell) -> bool:
    """True if a cell is empty or a placeholder: a dash, `N/A`, `NaN`."""
    if not isinstance(cell, str):
        return False
    text = cell.strip()
    return not text or text.casefold() in _NOTHING_AT_ALL


_PLAIN: Final = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,30})?")
_POINTS: Final = {NumberStyle.POINT: ".", NumberStyle.COMMA: ","}
_PARTS: Final = re.compile(rf"([0-9]{{1,2}})([/.-]) ?([0-9]{{1,2}})\2 ?([0-9]{{4}}|[0-9]{{2}}){TIME}")
_LAST_MONTH: Final = 12
_DAY_NOUGHT: Final = date(1899, 12, 30)
_FIRST_SERIAL: Final = (date(2000, 1, 1) - _DAY_NOUGHT).days
_LAST_SERIAL: Final = (date(2100, 1, 1) - _DAY_NOUGHT).days


def read_number(cell: Cell, style: NumberStyle) -> Decimal:
    """Read a finite number below 10^15, exactly as written. Raises UserError."""
    return read_marked(cell, style).number


def read_marked(cell: Cell, style: NumberStyle) -> WrittenNumber:
    """Read a finite number below 10^15 with the currency written beside it. Raises UserError."""
    if isinstance(cell, str):
        if style is NumberStyle.POINT and _PLAIN.fullmatch(cell):
            return WrittenNumber(Decimal(cell))
        if (found := read_written(cell, _POINTS[style])) is not None:
            return found
        raise UserError(
            "“{text}” is not a number as written in {style}.", text=shown(cell), style=style.value
        )
    if isinstance(cell, Decimal) and cell.is_finite():
        if abs(cell) >= LARGEST:
            raise UserError("“{text}” is too large.", text=shown(cell))
        return WrittenNumber(cell)
    raise UserError("“{text}” is not a number.", text=shown(cell))


def is_serial(number: Decimal) -> bool:
    """True if a number that a workbook stores can be a day of this century, counted from the end of 1899."""
    return _FIRST_SERIAL <= number < _LAST_SERIAL


def read_day(cell: Cell, style: DateStyle) -> date:
    """Read a date; the day that is written counts, whatever time and zone follow it. Raises UserError."""
    if isinstance(cell, date):
        return _swapped(cell) if style.swaps_dates else cell
    if isinstance(cell, Decimal) and is_serial(cell):
        return _DAY_NOUGHT + timedelta(days=int(cell))
    text = str(cell).strip()
    try:
        return read_written_day(text) or _in_parts(text, style)
    except ValueError:
        raise UserError("There is no day “{text}”.", text=shown(text)) from None


def _swapped(day: date) -> date:
    """Day and month exchanged; a day after the 12th cannot have been taken for a month."""
    return day if day.day > _LAST_MONTH else date(day.year, day.day, day.month)


def _in_parts(text: str, style: DateStyle) -> date:
    """Read `31/3/2026` or `3/31/26` in the style of the import; `1/1/2026` is one day in all of them."""
    found = _PARTS.fullmatch(text)
    if found is None or (style is DateStyle.ISO and int(found[1]) != int(found[3])):
        raise UserError("“{text}” is not a date as written in {style}.", text=shown(text), style=style.value)
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    day, month = (first, second) if style.is_day_first else (second, first)
    return date(year if len(found[4]) > 2 else 2000 + year, month, day)  # noqa: PLR2004 - two digits of a year


@dataclass(slots=True)
class NumberEvidence:
    """Infers the style of an import's numbers from all of them."""

    counts: dict[NumberStyle, int] = field(default_factory=lambda: dict.fromkeys(NumberStyle, 0))
    doubtful: str = ""

    def see(self, cell: Cell) -> None:
        """Add a cell to the evidence; one that fits no style is ignored."""
        if not isinstance(cell, str) or is_nothing(cell):
            return
        text = cell.strip()
        fitting = [style for style, point in _POINTS.items() if is_written(text, point)]
        if len(fitting) == 1:
            self.counts[fitting[0]] += 1
        elif fitting and not self.doubtful and _differ(text):
            self.doubtful = text

    def style(self) -> NumberStyle | None:
        """The style of most numbers; None for ambiguous ones, unless the others are all in one style."""
        if self.doubtful and _of_one(self.counts) is None:
            return None
        if not any(self.counts.values()):
            return NumberStyle.POINT
        return max(NumberStyle, key=lambda style: self.counts[style])

    def question(self) -> UserError:
        """The question for the user."""
        return UserError(
            "“{text}” can be read as {point} or as {comma}. Choose the number style.",
            text=shown(self.doubtful),
            point=str(read_number(self.doubtful, NumberStyle.POINT)),
            comma=str(read_number(self.doubtful, NumberStyle.COMMA)),
        )


def _of_one(counts: Mapping[Style, int]) -> Style | None:
    """The style that all unambiguous cells have; None where they have several, or there are none."""
    found = [style for style, count in counts.items() if count]
    return found[0] if len(found) == 1 else None


def _differ(text: str) -> bool:
    """True if a text is a different number in each style."""
    try:
        return read_number(text, NumberStyle.POINT) != read_number(text, NumberStyle.COMMA)
    except UserError:
        return False


@dataclass(slots=True)
class DateEvidence:
    """Infers the style of an import's dates from all of them.

    `stored` is a day that a workbook stores as such, and whose day and month may have been swapped.
    """

    counts: dict[DateStyle, int] = field(default_factory=lambda: dict.fromkeys(DateStyle, 0))
    doubtful: str = ""
    decisive: str = ""
    stored: date | None = None

    @staticmethod
    def concerns(cell: str) -> bool:
        """True if a cell looks like a date whose style is in question."""
        return _PARTS.fullmatch(cell.strip()) is not None

    def see(self, cell: Cell) -> None:
        """Add a cell to the evidence; `5/5/2026` is the same day in both styles and is ignored."""
        if isinstance(cell, date) and cell.day <= _LAST_MONTH and cell.day != cell.month:
            self.stored = self.stored or cell
        found = _PARTS.fullmatch(cell.strip()) if isinstance(cell, str) else None
        if found is None:
            return
        first, second = int(found[1]), int(found[3])
        if first > _LAST_MONTH >= second:
            self._count_style(DateStyle.DAY_FIRST, found[0])
        elif second > _LAST_MONTH >= first:
            self._count_style(DateStyle.MONTH_FIRST, found[0])
        elif first != second and not self.doubtful:
            self.doubtful = found[0]

    def _count_style(self, style: DateStyle, text: str) -> None:
        self.counts[style] += 1
        self.decisive = self.decisive or text

    def style(self) -> DateStyle | None:
        """The style of most dates; None for ambiguous ones, unless the others are all in one style.

        It is None too where stored dates may be swapped.
        """
        if self.stored and (self.decisive or self.doubtful):
            return None
        if self.doubtful and _of_one(self.counts) is None:
            return None
        if not self.decisive:
            return DateStyle.ISO
        return max(DateStyle, key=lambda style: self.counts[style])

    def question(self) -> UserError:
        """The question for the user."""
        if self.stored:
            return UserError(
                "Some dates are text, such as “{text}”, and some are stored as dates, such as {day}. A "
                "spreadsheet program may have swapped day and month of the stored ones. Choose whether to "
                "swap them back to {other} and so on.",
                text=shown(self.decisive or self.doubtful),
                day=self.stored.isoformat(),
                other=_swapped(self.stored).isoformat(),
            )
        return UserError(
            "“{text}” can be the day {day} or the day {other}. Choose which comes first, day or month.",
            text=shown(self.doubtful),
            day=read_day(self.doubtful, DateStyle.DAY_FIRST).isoformat(),
            other=read_day(self.doubtful, DateStyle.MONTH_FIRST).isoformat(),
        )


@dataclass(frozen=True, slots=True)
class Unclear:
    """The questions to ask of an import, and its `styles` as far as they are known."""

    questions: tuple[Problem, ...]
    styles: Styles


def found_styles(numbers: NumberEvidence, dates: DateEvidence, columns: tuple[str, str]) -> Styles | Unclear:
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
