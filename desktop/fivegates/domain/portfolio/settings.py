"""The settings of a portfolio: title, marking of its papers, rubric of new reviews, reporting currency."""

from dataclasses import dataclass
from typing import Annotated, Final

from fivegates.domain.limits import Currency, Line

DEFAULT_CURRENCY: Final = "EUR"


@dataclass(frozen=True, slots=True)
class Settings:
    """`marking` is printed on every page of a brief ("Board confidential").

    `currency` (ISO 4217) is the one in which money is reported.
    """

    title: Annotated[str, Line()]
    marking: Annotated[str, Line()]
    rubric_id: str
    rubric_version: str
    currency: Annotated[str, Currency()] = DEFAULT_CURRENCY
