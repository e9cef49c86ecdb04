"""The JSON output of `fivegates economics`, and the values behind it."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from fivegates.cli.output import json_text
from fivegates.domain.economics.amounts import rounded
from fivegates.domain.economics.break_even import Never, break_even, payback_months, return_of_a_year
from fivegates.domain.economics.ledger import Basis
from fivegates.domain.economics.month_figures import MonthFigures
from fivegates.domain.economics.projections import Projection
from fivegates.domain.economics.ranges import Range
from fivegates.domain.economics.reconciliation import Ranged, Reconciliation
from fivegates.domain.economics.scenarios import (
    Scenario,
    monthly_benefit,
    monthly_cost,
    monthly_result,
    unit_cost,
)
from fivegates.domain.economics.sensitivity import BreakingPoint, Effect, breaking_points, sensitivity
from fivegates.domain.economics.token_pricing import Unpriced
from fivegates.domain.economics.unit_economics import Economics
from fivegates.domain.initiative.initiative import Initiative


@dataclass(frozen=True, slots=True)
class Printed:
    """The economics of an initiative; `scenario` is today at the volume, `other` with another `model`."""

    initiative: Initiative
    economics: Economics
    scenario: Scenario | None
    rows: tuple[Projection, ...]
    model: str = ""
    other: Scenario | None = None
    other_by_size: tuple[Fraction, Fraction] | None = None
    reconciled: Reconciliation | None = None


_DECIMALS = 6
_SIGNIFICANT = 12
_MOST_DECIMALS = 60

Plain = dict[str, object]


def economics_as_json(printed: Printed) -> str:
    """An object with the months of the ledger, the figures at the volume or null, and the scenarios."""
    initiative, economics, scenario = printed.initiative, printed.economics, printed.scenario
    plain = {
        "code": initiative.code,
        "name": initiative.name,
        "currency": economics.currency,
        "unit": initiative.unit,
        "months": [_month(month) for month in economics.months],
        "reconciliation": None if printed.reconciled is None else _reconciled(printed.reconciled),
        "not_priced": [_unpriced(each) for each in economics.unpriced],
        "at_volume": None if scenario is None else scenario_as_plain(scenario),
        "scenarios": [_projection(row) for row in printed.rows],
        "other_model": None if printed.other is None else _other(printed, printed.other),
    }
    return json_text(plain)


def _reconciled(found: Reconciliation) -> Plain:
    """Token costs by the price books, by model and kind, against the bill of the same months."""
    return {
        "months": [str(month) for month in found.months],
        "billed": decimal_text(found.billed),
        "priced": decimal_text(found.priced),
        "difference": decimal_text(found.difference),
        "reconciled": found.is_reconciled,
        "parts": [
            {"model": model, "kind": kind.value, "priced": decimal_text(amount)}
            for (model, kind), amount in found.parts.items()
        ],
        "bills": [
            {"model": model, "kind": kind and kind.value, "billed": decimal_text(amount)}
            for (model, kind), amount in found.bills.items()
        ],
        "explanations": [each.value for each in found.explanations],
        "ranged": None if found.ranged is None else _ranged(found.ranged),
    }


def _ranged(found: Ranged) -> Plain:
    """Months whose token price is a range, since an input of it is not counted."""
    return {
        "months": [str(month) for month in found.months],
        "billed": decimal_text(found.billed),
        "low": decimal_text(found.low),
        "high": decimal_text(found.high),
    }


def _unpriced(month: Unpriced) -> Plain:
    """A month whose tokens cannot be priced, and why, in English."""
    return {"month": str(month.month), "reason": str(month.reason)}


def _projection(row: Projection) -> Plain:
    """A scenario with its range; where it cannot be worked out, why, in English."""
    fault = row.fault or row.range_fault
    return {
        "name": row.scale.value if row.scale else row.own and row.own.name,
        "own": row.own is not None,
        "fault": None if fault is None else str(fault),
        "figures": None if row.scenario is None else scenario_as_plain(row.scenario),
        "range": None if row.range is None else _range(row.range),
        "cost_by_size": None if row.by_size is None else [decimal_text(each) for each in row.by_size],
    }


def _range(found: Range) -> Plain:
    """Return the percentiles of a month's result, or of its cost if no value is known."""
    return {
        "p10": decimal_text(found.p10),
        "p50": decimal_text(found.p50),
        "p90": decimal_text(found.p90),
        "draws": found.draws,
        "seed": found.seed,
    }


def _other(printed: Printed, scenario: Scenario) -> Plain:
    """The month with another model."""
    bounds = printed.other_by_size
    by_size = None if bounds is None else [decimal_text(each) for each in bounds]
    return {"model": printed.model, "cost_by_size": by_size, **scenario_as_plain(scenario)}


def _month(month: MonthFigures) -> Plain:
    return {
        "month": str(month.month),
        "run_cost": decimal_text(month.run_cost),
        "fixed": decimal_text(month.fixed),
        "variable": decimal_text(month.variable),
        "priced": decimal_text(month.priced),
        "build": decimal_text(month.build),
        "benefit": decimal_text(month.benefit),
        "units": month.units,
        "successes": month.successes,
        "unit_cost": decimal_text(month.unit_cost),
        "value_per_unit": decimal_text(month.value_per_unit),
        "margin": decimal_text(month.margin),
        "cost_per_success": decimal_text(month.cost_per_success),
        "run_basis": _word(month.run_basis),
        "usage_basis": _word(month.usage_basis),
        "benefit_basis": _word(month.benefit_basis),
    }


def scenario_as_plain(scenario: Scenario) -> Plain:
    """A month at the volume; a share of 0.25 is 25 %."""
    return {
        "volume": int(scenario.volume),
        "projected_from": None if scenario.month is None else str(scenario.month),
        "monthly_cost": decimal_text(monthly_cost(scenario)),
        "unit_cost": decimal_text(unit_cost(scenario)),
        "monthly_benefit": decimal_text(monthly_benefit(scenario)),
        "monthly_result": decimal_text(monthly_result(scenario)),
        "break_even_volume": _or_never(break_even(scenario)),
        "return_of_a_year": decimal_text(return_of_a_year(scenario)),
        "payback_months": _or_never(payback_months(scenario)),
        "sensitivity": [_effect(effect) for effect in sensitivity(scenario)],
        "breaking_points": [_point(point) for point in breaking_points(scenario)],
    }


def _effect(effect: Effect) -> Plain:
    """The result a month with a fifth less and a fifth more of one driver."""
    return {"driver": effect.driver.value, "low": decimal_text(effect.low), "high": decimal_text(effect.high)}


def _point(point: BreakingPoint) -> Plain:
    """The value of one driver at which the result is zero."""
    return {"driver": point.driver.value, "now": decimal_text(point.now), "at": decimal_text(point.at)}


def _or_never(value: Fraction | int | Never | None) -> object:
    """A whole number, rounded up; null where it is unknown, an object with the reason where there is none."""
    if isinstance(value, Never):
        return {"never": value.value}
    return None if value is None else ceil(value)


def decimal_text(value: Fraction | None) -> str | None:
    """A figure as a decimal: all its digits, or rounded to twelve significant ones where they do not end."""
    if value is None:
        return None
    digits = next((n for n in range(_DECIMALS, _MOST_DECIMALS) if (value * 10**n).denominator == 1), None)
    if digits is None:
        leading = next((n for n in range(_MOST_DECIMALS) if abs(value) * 10**n >= 1), _MOST_DECIMALS)
        digits = max(_DECIMALS, leading + _SIGNIFICANT - 1)
    return f"{rounded(value, digits):f}"


def _word(basis: Basis | None) -> str | None:
    """Return the word for actual or forecast figures; None if unknown."""
    return None if basis is None else basis.value
