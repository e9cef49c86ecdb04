"""The settings of a portfolio: title, marking and letterhead of papers, rubric, currency, day rate."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Final

from fivegates.domain.limits import AboveZero, Currency, HistoryDays, Line
from fivegates.domain.portfolio.letterhead import AccentColour, Letterhead, LogoPicture, decoded_logo

DEFAULT_CURRENCY: Final = "EUR"
DEFAULT_HISTORY_DAYS: Final = 400


@dataclass(frozen=True, slots=True)
class DayRate:
    """The price of a person-day, above zero, in a currency."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Settings:
    """`marking` is printed on every page of a brief ("Board confidential").

    `currency` (ISO 4217) is the reporting currency. `day_rate` is the price of a person-day in it, by
    which papers price the path to ready; None where no price is wanted. `legal_entity`, `accent` and
    `logo`, a PNG in base64, are the letterhead of papers. `history_days` is the number of days for which
    the history of edits is kept.
    """

    title: Annotated[str, Line()]
    marking: Annotated[str, Line()]
    rubric_id: str
    rubric_version: str
    currency: Annotated[str, Currency()] = DEFAULT_CURRENCY
    day_rate: Annotated[Decimal | None, AboveZero()] = None
    legal_entity: Annotated[str, Line()] = ""
    accent: Annotated[str, AccentColour()] = ""
    logo: Annotated[str, LogoPicture()] = ""
    history_days: Annotated[int, HistoryDays()] = DEFAULT_HISTORY_DAYS

    @property
    def letterhead(self) -> Letterhead:
        """The letterhead of papers."""
        return Letterhead(self.legal_entity.strip(), self.accent, decoded_logo(self.logo))
