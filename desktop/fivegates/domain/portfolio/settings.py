"""The settings of a portfolio: title, marking of papers, rubric of new reviews, currency, day rate."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Final

from fivegates.domain.limits import AboveZero, Currency, Line

DEFAULT_CURRENCY: Final = "EUR"


@dataclass(frozen=True, slots=True)
class DayRate:
    """What a person-day costs, above zero, in a currency."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Settings:
    """`marking` is printed on every page of a brief ("Board confidential").

    `currency` (ISO 4217) is the one in which money is reported. `day_rate` is what a person-day costs in it,
    by which papers price the path to ready; None where no price is wanted.
    """

    title: Annotated[str, Line()]
    marking: Annotated[str, Line()]
    rubric_id: str
    rubric_version: str
    currency: Annotated[str, Currency()] = DEFAULT_CURRENCY
    day_rate: Annotated[Decimal | None, AboveZero()] = None
