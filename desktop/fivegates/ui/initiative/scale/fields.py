"""Fields of the form for a scenario: numbers and percents that may be left as the ledger has them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from fivegates.domain.assumptions import Bounds
from fivegates.domain.drivers import Driver
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.language import Language
from fivegates.ui.widgets.numbers import DecimalField

_HUNDREDTHS: Final = 2
PERCENT_DRIVERS: Final = frozenset(
    {
        Driver.CONTEXT_GROWTH,
        Driver.RETRY_RATE,
        Driver.CACHE_HIT_RATE,
        Driver.PRICE,
        Driver.REVIEW_SHARE,
    }
)
"""Drivers that people write in percent."""


class NumberField(DecimalField):
    """A number, or in percent a share; empty leaves it as the ledger has it, which `unsaid` names."""

    def __init__(
        self, number: Decimal | None, language: Language, unsaid: str = "", *, percent: bool = False
    ) -> None:
        super().__init__(_shown(number, percent=percent), language)
        self._percent = percent
        self.setPlaceholderText(unsaid)

    def text(self) -> str:
        """What is written, without a percent sign."""
        written = super().text()
        return written.strip().removesuffix("%").rstrip() if self._percent else written

    @property
    def value(self) -> Decimal | None:
        """The number, a share as a part of one; None where nothing readable is written."""
        number = super().value
        return None if number is None else number.scaleb(-_HUNDREDTHS) if self._percent else number


def _shown(number: Decimal | None, *, percent: bool) -> Decimal | None:
    """A share in percent, without zeros that say nothing."""
    if number is None or not percent:
        return number
    return Decimal(f"{number.scaleb(_HUNDREDTHS).normalize():f}")


@dataclass(frozen=True)
class BoundsFields:
    """The lowest and the highest value of a driver; both or none are written.

    The price of the model is written as a change of it, as it is where it is assumed.
    """

    driver: Driver
    low: NumberField
    high: NumberField

    @classmethod
    def of(cls, driver: Driver, found: Bounds | None, language: Language) -> "BoundsFields":
        """Fields for a driver, filled where it has bounds."""
        percent, base = driver in PERCENT_DRIVERS, _base(driver)
        ends = (found.low - base, found.high - base) if found else (None, None)
        low, high = (NumberField(end, language, percent=percent) for end in ends)
        return cls(driver, low, high)

    @property
    def value(self) -> Bounds | None:
        """The bounds; None where they are not both written."""
        low, high, base = self.low.value, self.high.value, _base(self.driver)
        return None if low is None or high is None else Bounds(self.driver, low + base, high + base)

    def places(self) -> tuple[str, str]:
        """What problems call the two fields."""
        return f"{self.driver}-low", f"{self.driver}-high"

    def problems(self) -> Iterator[Problem]:
        """What cannot be read, and a half that lacks the other."""
        low, high = self.places()
        yield from self.low.problems(low)
        yield from self.high.problems(high)
        if bool(self.low.text().strip()) != bool(self.high.text().strip()):
            missing = high if self.low.text().strip() else low
            yield Problem(missing, UserError("Write the lowest and the highest value, or neither."))


def _base(driver: Driver) -> Decimal:
    """What a written change is measured from."""
    return Decimal(1) if driver is Driver.PRICE else Decimal(0)


def placed(problem: Problem, fields: dict[Driver, BoundsFields], order: list[Driver]) -> Problem:
    """A problem of bounds at the field where they were written."""
    if not problem.place.startswith("bounds["):
        return problem
    index, _, end = problem.place.removeprefix("bounds[").partition("].")
    driver = order[int(index)]
    if driver not in fields:
        return problem
    low, high = fields[driver].places()
    return replace(problem, place=low if end == "low" else high)
