"""Calendar months, by which rates, totals and unit economics are kept."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

YEAR: Final = 12
_PATTERN: Final = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """`number` is 1 for January. Months compare in time, and are written `2026-03`."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month in which `day` lies."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read `2026-03`; ValueError if `text` is not written so."""
        found = _PATTERN.fullmatch(text)
        if found is None:
            raise ValueError(text)
        return cls(int(found[1]), int(found[2]))

    @property
    def first_day(self) -> date:
        """First day of the month, the date of a line entered for the whole month."""
        return date(self.year, self.number, 1)

    def plus(self, months: int) -> "Month":
        """The month that is `months` later; earlier where negative."""
        year, index = divmod(self.year * YEAR + self.number - 1 + months, YEAR)
        return Month(year, index + 1)

    def until(self, later: "Month") -> int:
        """Number of months from this one to `later`."""
        return (later.year - self.year) * YEAR + later.number - self.number

    def over_on(self, day: date) -> bool:
        """True if the month is complete by the evening of `day`."""
        return self < Month.of(date.fromordinal(day.toordinal() + 1))

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"
