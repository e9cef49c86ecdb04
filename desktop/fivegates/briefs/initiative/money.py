"""The figures of a ledger that a brief reports."""

from dataclasses import dataclass

from fivegates.domain.economics.money import RateGap
from fivegates.domain.economics.projections import Market, Outlook
from fivegates.domain.economics.reconciliation import Reconciliation
from fivegates.domain.economics.scenarios import Scenario
from fivegates.domain.economics.unit_economics import Economics


@dataclass(frozen=True, slots=True)
class Money:
    """The figures of a review's ledger; `gap` is a missing rate, without which there are none.

    `reconciled` compares what tokens cost by the price books with what was billed, where both are known.
    """

    market: Market
    outlook: Outlook | None = None
    gap: RateGap | None = None
    reconciled: Reconciliation | None = None

    @property
    def economics(self) -> Economics | None:
        """The months of the ledger; None if there are none."""
        return self.outlook.economics if self.outlook else None

    @property
    def scenario(self) -> Scenario | None:
        """The latest actual month as a scenario, unchanged; None if there is none."""
        return self.outlook.at(None) if self.outlook else None
