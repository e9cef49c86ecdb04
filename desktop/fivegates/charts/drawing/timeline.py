"""The time axis of a chart: the position of each month, and the names below."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from fivegates.charts.drawing.plot import Plot
from fivegates.domain.economics.months import YEAR, Month
from fivegates.domain.language import Language

# A short history does not fill the plot: the axis has at least these months.
LEAST_MONTHS = 6
LABEL_PITCH = 26.0


@dataclass(frozen=True, slots=True)
class Timeline:
    """All months from the first to the last, those without a figure included; month 0 is at 0."""

    first: Month
    last: Month

    @classmethod
    def over(cls, months: Sequence[Month]) -> "Timeline":
        """The span of some months, of which there is at least one."""
        return cls(min(months), max(months))

    @property
    def count(self) -> int:
        """The number of months."""
        return self.first.until(self.last) + 1

    @property
    def room(self) -> int:
        """The number of months on the axis."""
        return max(self.count, LEAST_MONTHS)

    def at(self, month: Month) -> int:
        """The position of a month."""
        return self.first.until(month)

    @property
    def end(self) -> float:
        """The end of the last month, as a share of the plot."""
        return self.count / self.room

    def mark(self, plot: Plot) -> None:
        """Set the span across the plot, and name its months as densely as they fit."""
        plot.axes.set_xlim(-0.5, self.room - 0.5)
        plot.name_places(*self.names(plot.across, plot.language))

    def names(self, across: float, language: Language) -> tuple[list[int], list[str]]:
        """The months that are named where the span is `across` points wide, and their names."""
        step = self._step(across / self.room)
        places = list(range(0, self.count, step))
        return places, [
            _name(self.first.plus(place), language, year=_names_year(self, place, step)) for place in places
        ]

    def share(self, day: date) -> float:
        """The position of a day, as a share of the span."""
        month = Month.of(day)
        days = (month.plus(1).first_day - month.first_day).days
        return (self.at(month) + (day.day - 1) / days) / self.room

    def _step(self, pitch: float) -> int:
        """Every month, or every second, third, sixth, or so many whole years."""
        steps = [1, 2, 3, 6, *(YEAR * years for years in range(1, self.count // YEAR + 2))]
        return next((step for step in steps if step * pitch >= LABEL_PITCH), steps[-1])


def _names_year(timeline: Timeline, place: int, step: int) -> bool:
    """True if a label is the first of its year."""
    before = timeline.first.plus(place - step)
    return place == 0 or before.year != timeline.first.plus(place).year


def _name(month: Month, language: Language, *, year: bool) -> str:
    """`Oct`, with the year below where it changes."""
    short = format_date(month.first_day, "LLL", language.locale)
    return f"{short}\n{month.year}" if year else short
