"""The input of the warehouse tables, an initiative with its verdicts, and the first columns of every row."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from fivegates.domain.economics.money import RateTable
from fivegates.domain.review.history import standing_reviews
from fivegates.domain.review.review import InitiativeRecord, Review
from fivegates.domain.verdict.verdict import Verdict
from fivegates.exchange.parquet.columns import TEXT, Column, R

V = TypeVar("V")


@dataclass(frozen=True)
class Exported:
    """An initiative with the verdict on each of its reviews, in their order, as of the review.

    `on_day` is the verdict on the latest review that counts as of `day`, None before the first. `source`
    names the file that it comes from in a consolidated view. Money is given in `currency`, by `rates`.
    """

    record: InitiativeRecord
    verdicts: tuple[Verdict, ...]
    on_day: Verdict | None
    day: date
    currency: str
    rates: RateTable
    source: str | None = None

    @property
    def standing(self) -> tuple[Review, ...]:
        """The reviews that no other corrects."""
        return tuple(standing_reviews(self.record))

    @property
    def latest(self) -> Review | None:
        """The latest review that counts; None before the first."""
        return next(reversed(self.standing), None)


@dataclass(frozen=True, slots=True)
class Owned(Generic[V]):
    """A record of an initiative."""

    of: Exported
    item: V


def owner_columns(of: Callable[[R], Exported]) -> tuple[Column[R], ...]:
    """The first columns of every row."""
    return (
        Column(
            "source",
            TEXT,
            "File that it comes from, in a consolidated view; else NULL.",
            lambda row: of(row).source,
        ),
        Column(
            "code",
            TEXT,
            "Code of the initiative; joins the tables.",
            lambda row: of(row).record.initiative.code,
        ),
    )
