"""Builders of small ledgers, for tests of charts and briefs of money."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from fivegates.domain.economics.ledger import (
    Basis,
    Behaviour,
    BenefitLine,
    CostCategory,
    CostLine,
    Ledger,
    Phase,
    UsageLine,
)
from fivegates.domain.economics.money import RateTable
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.unit_economics import Economics, economics_of
from fivegates.resources import read_resource


def cost(  # noqa: PLR0913 - each test names the one it is about
    month: str,
    amount: str,
    category: CostCategory = CostCategory.MODEL,
    *,
    phase: Phase = Phase.RUN,
    behaviour: Behaviour = Behaviour.VARIABLE,
    basis: Basis = Basis.ACTUAL,
) -> CostLine:
    """A cost in euros."""
    day = Month.parse(month).first_day
    return CostLine(day, category, Decimal(amount), "EUR", phase, behaviour, basis)


def usage(month: str, units: int, basis: Basis = Basis.ACTUAL) -> UsageLine:
    """A usage line of `units` claims."""
    return UsageLine(Month.parse(month).first_day, units, "claims", basis=basis)


def benefit(month: str, amount: str, basis: Basis = Basis.ACTUAL) -> BenefitLine:
    """A benefit in euros."""
    return BenefitLine(Month.parse(month).first_day, Decimal(amount), "EUR", basis=basis)


def in_euros(ledger: Ledger) -> Economics:
    """The months of a ledger that is in euros."""
    return economics_of(ledger, "EUR", RateTable())


def sample_ledger(name: str) -> Ledger:
    """The ledger of an initiative of the sample, such as "customer-letters"."""
    tables = tomllib.loads(read_resource(f"sample/{name}.toml").decode())
    return Ledger(
        tuple(line for table in tables.get("cost", ()) for line in _costs(table)),
        tuple(line for table in tables.get("usage", ()) for line in _usage(table)),
        tuple(line for table in tables.get("benefit", ()) for line in _benefits(table)),
    )


def _costs(table: Mapping[str, Any]) -> list[CostLine]:
    return [
        CostLine(
            Month.parse(month).first_day,
            CostCategory(table["category"]),
            Decimal(amount),
            table["currency"],
            Phase(table["phase"]),
            Behaviour(table["behaviour"]),
            Basis(table["basis"]),
            attributed=table.get("attributed", True),
            note=table.get("note", ""),
        )
        for month, amount in table["by_month"].items()
    ]


def _usage(table: Mapping[str, Any]) -> list[UsageLine]:
    return [
        UsageLine(Month.parse(month).first_day, int(units), table["unit"], basis=Basis(table["basis"]))
        for month, units in table["by_month"].items()
    ]


def _benefits(table: Mapping[str, Any]) -> list[BenefitLine]:
    return [
        BenefitLine(
            Month.parse(month).first_day,
            Decimal(amount),
            table["currency"],
            table["what"],
            Basis(table["basis"]),
        )
        for month, amount in table["by_month"].items()
    ]
