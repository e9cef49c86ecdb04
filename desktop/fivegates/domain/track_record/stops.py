"""Stop figures that were fixed with a decision, compared with the ledger month by month."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from fivegates.domain.economics.ledger import Basis, BenefitLine, CostLine, Ledger
from fivegates.domain.economics.month_figures import MonthFigures, per_count
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.projections import Market
from fivegates.domain.initiative.decisions import COSTS, Decision, LedgerFigure, LedgerStop, Threshold
from fivegates.domain.limits import WHOLE
from fivegates.domain.portfolio.settings import DEFAULT_CURRENCY
from fivegates.domain.track_record.papers import complete_months


@dataclass(frozen=True, slots=True)
class MonthValue:
    """The value of a ledger figure in one month."""

    month: Month
    value: Fraction


@dataclass(frozen=True, slots=True)
class StopCheck:
    """A stop figure with the months since the decision: `latest`, and those that reached it, oldest first.

    Where it is `unknown`, a rate is missing, so that nothing was compared.
    """

    decision: Decision
    threshold: Threshold
    stop: LedgerStop
    latest: MonthValue | None = None
    reached: tuple[MonthValue, ...] = ()
    unknown: bool = False


def stop_checks(
    decisions: Iterable[Decision], ledger: Ledger, market: Market, day: date
) -> tuple[StopCheck, ...]:
    """Compare the stop figures of decisions made by a day with the months that were over then.

    The month of a decision counts where it was over later. A later decision on the same figure of the
    ledger replaces an earlier one.
    """
    made = sorted((each for each in decisions if each.dated <= day), key=lambda each: each.dated)
    standing: dict[LedgerFigure, list[tuple[Decision, Threshold, LedgerStop]]] = {}
    for decision in made:
        fixed = [(decision, each, each.ledger) for each in decision.thresholds if each.ledger]
        for figure in dict.fromkeys(stop.figure for *_, stop in fixed):
            standing[figure] = [entry for entry in fixed if entry[2].figure is figure]
    return tuple(
        _check(decision, threshold, stop, ledger, market, day)
        for entries in standing.values()
        for decision, threshold, stop in entries
    )


def _check(  # noqa: PLR0913, PLR0917 - one threshold, and what it is compared with
    decision: Decision, threshold: Threshold, stop: LedgerStop, ledger: Ledger, market: Market, day: date
) -> StopCheck:
    months = complete_months(ledger, stop.currency or _any_currency(ledger), market, day)
    if months is None:
        return StopCheck(decision, threshold, stop, unknown=True)
    first = Month.of(decision.dated)
    values = tuple(_values((month for month in months if month.month >= first), stop))
    reached = tuple(each for each in values if _is_reached(each.value, stop))
    return StopCheck(decision, threshold, stop, values[-1] if values else None, reached)


def _any_currency(ledger: Ledger) -> str:
    """A currency for figures other than amounts, chosen so that as few rates as possible are needed."""
    lines: tuple[CostLine | BenefitLine, ...] = (*ledger.costs, *ledger.benefits)
    return next((line.currency for line in lines), DEFAULT_CURRENCY)


def _values(months: Iterable[MonthFigures], stop: LedgerStop) -> Iterator[MonthValue]:
    for month in months:
        value = _value(month, stop.figure)
        if value is not None and (month.units or 0) >= (stop.from_units or 0):
            yield MonthValue(month.month, value)


def _value(month: MonthFigures, figure: LedgerFigure) -> Fraction | None:
    """A monthly figure from actual lines alone; None where it is not known."""
    actual = {
        LedgerFigure.UNIT_COST: (month.run_basis, month.usage_basis),
        LedgerFigure.RUN_COST: (month.run_basis,),
        LedgerFigure.UNITS: (month.usage_basis,),
        LedgerFigure.UNIT_VALUE: (month.benefit_basis, month.usage_basis),
        LedgerFigure.MARGIN: (month.run_basis, month.benefit_basis, month.usage_basis),
        LedgerFigure.SUCCESS_RATE: (month.usage_basis,),
    }[figure]
    if any(basis is not Basis.ACTUAL for basis in actual):
        return None
    units = month.units
    in_percent = None if month.successes is None else Fraction(month.successes * WHOLE)
    return {
        LedgerFigure.UNIT_COST: month.unit_cost,
        LedgerFigure.RUN_COST: month.run_cost,
        LedgerFigure.UNITS: None if units is None else Fraction(units),
        LedgerFigure.UNIT_VALUE: month.value_per_unit,
        LedgerFigure.MARGIN: month.margin,
        LedgerFigure.SUCCESS_RATE: per_count(in_percent, units),
    }[figure]


def _is_reached(value: Fraction, stop: LedgerStop) -> bool:
    """True if a cost has risen to the stop figure, or another figure fallen to it."""
    return value >= stop.at if stop.figure in COSTS else value <= stop.at


def unanswered(
    checks: Iterable[StopCheck], decisions: Iterable[Decision], day: date
) -> tuple[StopCheck, ...]:
    """Stop figures reached in a month without a later decision by a day."""
    last = max((each.dated for each in decisions if each.dated <= day), default=date.min)
    return tuple(check for check in checks if check.reached and check.reached[-1].month >= Month.of(last))
