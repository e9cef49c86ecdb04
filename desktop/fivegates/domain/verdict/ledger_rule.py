"""The ledger rule (DESIGN 4.2): where the figures of the ledger contradict an economics claim, they cap it.

Only lines of the ledger count. The price of tokens by a price book is an estimate: it is no month of actual
cost, attributes nothing, and changes no unit cost here, so that importing prices never changes a verdict.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum, auto
from fractions import Fraction
from functools import lru_cache
from operator import attrgetter
from typing import Final

from fivegates.domain.economics.amounts import exact_sum
from fivegates.domain.economics.ledger import Basis, BenefitLine, CostLine, Gap, Ledger, Phase, UsageLine
from fivegates.domain.economics.money import RateGap, RateTable
from fivegates.domain.economics.month_figures import NOTHING, CostTotal, MonthFigures
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.unit_economics import (
    Economics,
    base_month,
    counted_lines,
    economics_of,
    rate_gaps,
)
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.rubric.rubric import Criterion, LedgerCheck, Thresholds

RECENT_MONTHS: Final = 3
_ALL: Final = Fraction(1)


@dataclass(frozen=True, slots=True)
class LedgerFigures:
    """The figures of a ledger on a date, from months that were complete by then; None is unknown.

    `cost_months` and `usage_months` count months with actual cost lines and with actual units.
    `unattributed` is the share (0 to 1) of the actual cost of the last three months with cost that is
    attributed to nobody; where a rate is missing it is a lower bound, and `unattributed_most` the upper
    one. `unit_cost` and `unit_value` are cost and value of one unit at `target_volume` units a month, on
    the figures of `month`; `value_basis` states whether that value is actual, and with `bounds` amounts
    without a rate are left out: the cost is then a lower, the value an upper bound.

    `gap` is the figure missing from the latest month on record, `gap_month`; it is None where the return
    is known, and where nothing is recorded. `rate_gap` is the first missing rate, `unconverted` the
    months with amounts that have none. `uncosted` are recent months with actual usage or benefit and no
    actual cost.
    """

    currency: str
    unit: str = ""
    cost_months: int = 0
    usage_months: int = 0
    unattributed: Fraction | None = None
    target_volume: int | None = None
    month: Month | None = None
    unit_cost: Fraction | None = None
    unit_value: Fraction | None = None
    value_basis: Basis | None = None
    rate_gap: RateGap | None = None
    unconverted: tuple[Month, ...] = ()
    uncosted: tuple[Month, ...] = ()
    unattributed_most: Fraction | None = None
    bounds: bool = False
    gap: Gap | None = None
    gap_month: Month | None = None


# Between two keys of scoring the ledger stays as it is, and its sums are a third of what a key costs.
@lru_cache(maxsize=64)
def figures_on(
    ledger: Ledger, currency: str, rates: RateTable, initiative: Initiative, on: date
) -> LedgerFigures:
    """Compute the figures as of the end of the day `on`; a missing rate is reported, not raised."""
    seen = complete_by(ledger, on)
    gaps = rate_gaps(seen, currency, rates)
    counted, apart = _split(counted_lines(seen), gaps)
    known = economics_of(counted, currency, rates) if gaps else _economics_by(ledger, seen, currency, rates)
    least, most = _unattributed(known.costs, apart.costs)
    uncosted = _uncosted(seen)
    figures = LedgerFigures(
        currency,
        unit=initiative.unit,
        cost_months=len({line.month for line in _actual(seen.costs)}),
        usage_months=len({line.month for line in seen.usage if line.basis is Basis.ACTUAL and line.units}),
        unattributed=least,
        unattributed_most=_ALL if uncosted else None if least == most else most,
        target_volume=initiative.target_volume,
        rate_gap=gaps[0] if gaps else None,
        unconverted=tuple(sorted({gap.month for gap in gaps})),
        uncosted=uncosted,
    )
    return _with_return(figures, counted, apart, known)


def _uncosted(seen: Ledger) -> tuple[Month, ...]:
    """The months with actual usage or benefit and no actual cost, since the third last that has cost."""
    costed = {line.month for line in _actual(seen.costs)}
    lines: tuple[UsageLine | BenefitLine, ...] = (*seen.usage, *seen.benefits)
    active = {line.month for line in lines if line.basis is Basis.ACTUAL}
    first = min(sorted(costed)[-RECENT_MONTHS:], default=None)
    return tuple(sorted(month for month in active - costed if first is not None and month > first))


def _with_return(figures: LedgerFigures, counted: Ledger, apart: Ledger, known: Economics) -> LedgerFigures:
    """Cost and value of a unit, as far as known, and the missing figure."""
    gap, gap_month = _gap(figures, counted, apart, known)
    partial = {line.month for line in _run(apart.costs)} | {line.month for line in apart.benefits}
    month = base_month(replace(known, months=tuple(_bounded(each, apart) for each in known.months)))
    figures = replace(figures, gap=gap, gap_month=gap_month)
    if month is None:
        return figures
    return replace(_at_target(figures, month), bounds=month.month in partial)


def _gap(
    figures: LedgerFigures, counted: Ledger, apart: Ledger, known: Economics
) -> tuple[Gap | None, Month | None]:
    """The figure missing from the latest month with an actual line; none where the ledger is empty."""
    without_rate: tuple[CostLine | BenefitLine, ...] = (*_run(apart.costs), *apart.benefits)
    lines: tuple[CostLine | UsageLine | BenefitLine, ...] = (
        *_run(counted.costs),
        *counted.usage,
        *counted.benefits,
        *without_rate,
    )
    actual = {line.month for line in lines if line.basis is Basis.ACTUAL}
    if not actual:
        return (Gap.COST if lines else None), None
    latest = max(actual)
    if any(line.month == latest for line in without_rate):
        return Gap.RATE, latest
    month = next(each for each in known.months if each.month == latest)
    if month.run_basis is not Basis.ACTUAL:
        return Gap.COST, latest
    if month.usage_basis is not Basis.ACTUAL or not month.units:
        return Gap.UNITS, latest
    if month.benefit is None:
        return Gap.BENEFIT, latest
    return (None, None) if figures.target_volume else (Gap.VOLUME, None)


def _bounded(month: MonthFigures, apart: Ledger) -> MonthFigures:
    """A month with the lower bound of its run cost and the upper bound of its benefit; else unknown.

    Every rate is above zero, so an amount without one has its sign all the same.
    """
    costs = _amounts(line for line in _run(apart.costs) if line.month == month.month)
    benefits = _amounts(line for line in apart.benefits if line.month == month.month)
    if any(amount < 0 for amount in costs):
        month = replace(month, fixed=None, variable=None, run_basis=None)
    if any(amount > 0 for amount in benefits):
        month = replace(month, benefit=None, benefit_basis=None)
    return month


def _amounts(lines: Iterable[CostLine | BenefitLine]) -> list[Decimal]:
    """Amounts of lines, added up by every attribute that decides their rate and use."""
    parts: dict[tuple[object, ...], list[Decimal]] = defaultdict(list)
    for line in lines:
        kind = (line.behaviour, line.attributed) if isinstance(line, CostLine) else ()
        parts[line.month, line.currency, kind].append(line.amount)
    return [exact_sum(amounts) for amounts in parts.values()]


def _run(costs: Iterable[CostLine]) -> list[CostLine]:
    return [line for line in costs if line.phase is Phase.RUN]


def _split(ledger: Ledger, gaps: Iterable[RateGap]) -> tuple[Ledger, Ledger]:
    """The lines that can be converted, with all usage, and those that cannot."""
    missing = {(gap.month, gap.base) for gap in gaps}
    if not missing:
        return ledger, Ledger()

    def apart(line: CostLine | BenefitLine) -> bool:
        return (line.month, line.currency) in missing

    return (
        Ledger(
            tuple(line for line in ledger.costs if not apart(line)),
            ledger.usage,
            tuple(line for line in ledger.benefits if not apart(line)),
        ),
        Ledger(tuple(filter(apart, ledger.costs)), (), tuple(filter(apart, ledger.benefits))),
    )


def _economics_by(ledger: Ledger, seen: Ledger, currency: str, rates: RateTable) -> Economics:
    """Economics of the months seen; lines of other months do not affect their figures."""
    whole = _economics_of_all(ledger, currency, rates)
    if whole is None:
        return economics_of(seen, currency, rates)
    months = {line.month for line in seen.costs} | {line.month for line in seen.usage}
    months |= {line.month for line in seen.benefits}
    return replace(
        whole,
        costs=tuple(total for total in whole.costs if total.key.month in months),
        months=tuple(figures for figures in whole.months if figures.month in months),
    )


# Every review of an initiative reads the same ledger, each up to its own date.
@lru_cache(maxsize=4)
def _economics_of_all(ledger: Ledger, currency: str, rates: RateTable) -> Economics | None:
    """Every month of a ledger; None where a rate is missing for one of them."""
    return None if rate_gaps(ledger, currency, rates) else economics_of(ledger, currency, rates)


def complete_by(ledger: Ledger, on: date) -> Ledger:
    """The lines of the months that are over on the day `on`."""
    this = Month.of(on)
    end = (this.plus(1) if this.over_on(on) else this).first_day
    return Ledger(
        tuple(line for line in ledger.costs if line.dated < end),
        tuple(line for line in ledger.usage if line.dated < end),
        tuple(line for line in ledger.benefits if line.dated < end),
    )


def known_on(ledger: Ledger, on: date) -> Ledger:
    """The forecasts, and the actual lines of the months that are over on the day `on`."""

    def counts(line: CostLine | UsageLine | BenefitLine) -> bool:
        return line.basis is Basis.FORECAST or line.month.over_on(on)

    return Ledger(
        tuple(filter(counts, ledger.costs)),
        tuple(filter(counts, ledger.usage)),
        tuple(filter(counts, ledger.benefits)),
    )


def _actual(costs: Iterable[CostLine]) -> list[CostLine]:
    return [line for line in costs if line.basis is Basis.ACTUAL]


def _unattributed(
    costs: Iterable[CostTotal], apart: Iterable[CostLine]
) -> tuple[Fraction | None, Fraction | None]:
    """Lower and upper bound of the unattributed share; equal where every rate is known.

    Unattributed share = unattributed cost / all cost, run and build, of the last months with cost. None
    where that cost is not above zero.
    """
    actual = [total for total in costs if total.key.basis is Basis.ACTUAL]
    without_rate = _actual(apart)
    months = {total.key.month for total in actual} | {line.month for line in without_rate}
    recent = sorted(months)[-RECENT_MONTHS:]
    totals = [total for total in actual if total.key.month in recent]
    nobodys = sum((total.amount for total in totals if not total.key.attributed), NOTHING)
    owned = sum((total.amount for total in totals if total.key.attributed), NOTHING)
    whole = nobodys + owned
    share = nobodys / whole if whole > 0 else None
    without_rate = [line for line in without_rate if line.month in recent]
    if not without_rate:
        return share, share
    mine = _amounts(line for line in without_rate if line.attributed)
    other = _amounts(line for line in without_rate if not line.attributed)
    if not other and not any(not total.key.attributed for total in totals):
        return NOTHING, NOTHING
    if min(nobodys, owned) < 0 or any(amount < 0 for amount in mine + other) or share is None:
        return NOTHING, _ALL
    return (NOTHING if any(mine) else share), (_ALL if any(other) else share)


def _at_target(figures: LedgerFigures, month: MonthFigures) -> LedgerFigures:
    """Unit cost at volume V = fixed / V + variable unit cost, in currency a unit (DESIGN section 5)."""
    volume, fixed, variable = figures.target_volume, month.fixed, month.variable_unit_cost
    known = replace(
        figures, month=month.month, unit_value=month.value_per_unit, value_basis=month.benefit_basis
    )
    if not volume or fixed is None or variable is None:
        return known
    return replace(known, unit_cost=fixed / volume + variable)


PERCENT = 100


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A contradiction of a claim above level `cap` by the ledger, and the thresholds that it misses.

    `unknown`: the ledger does not contradict the claim; it lacks the figure that would support it.
    """

    check: LedgerCheck
    cap: int
    figures: "LedgerFigures"
    thresholds: Thresholds
    unknown: bool = False

    @property
    def too_few_months(self) -> bool:
        """True if cost is recorded for too few months, rather than unattributed."""
        return self.figures.cost_months < self.thresholds.cost_months


class _Finding(Enum):
    """Result of checking a claim against the figures."""

    HOLDS = auto()
    CONTRADICTED = auto()
    UNKNOWN = auto()


def contradiction_of(
    criterion: Criterion, figures: "LedgerFigures | None", thresholds: Thresholds
) -> Contradiction | None:
    """Contradiction of the criterion by the ledger; None where it can check nothing or agrees.

    A deciding figure that is unknown caps the claim as unproven, and never above the cap of a
    contradicted claim: missing figures never give a better verdict. An initiative without a ledger is
    capped only for want of cost and usage.
    """
    check = criterion.ledger_check
    if figures is None or check is None:
        return None
    finding = _finding(check, figures, thresholds)
    if finding is _Finding.HOLDS:
        return None
    cap = _CAPS[check](thresholds)
    unknown = finding is _Finding.UNKNOWN
    if unknown or (check is LedgerCheck.RETURN and figures.gap is not None):
        cap = min(cap, thresholds.unproven_level)
    return Contradiction(check, cap, figures, thresholds, unknown)


_CAPS: Mapping[LedgerCheck, Callable[[Thresholds], int]] = {
    LedgerCheck.VISIBILITY: attrgetter("visibility_cap"),
    LedgerCheck.UNIT_COST: attrgetter("unit_cost_cap"),
    LedgerCheck.RETURN: attrgetter("return_cap"),
}


def _finding(check: LedgerCheck, figures: "LedgerFigures", thresholds: Thresholds) -> _Finding:
    """Check a claim against the figures."""
    match check:
        case LedgerCheck.VISIBILITY:
            return _visibility(figures, thresholds)
        case LedgerCheck.UNIT_COST:
            return _Finding.HOLDS if figures.usage_months else _Finding.CONTRADICTED
        case LedgerCheck.RETURN:
            return _return(figures)


def _visibility(figures: "LedgerFigures", thresholds: Thresholds) -> _Finding:
    """Check for enough months of actual cost, and a share of unattributed cost within the limit."""

    def above(share: Fraction | None) -> bool:
        return share is not None and share * PERCENT > thresholds.most_unattributed

    if figures.cost_months < thresholds.cost_months or above(figures.unattributed):
        return _Finding.CONTRADICTED
    return _Finding.UNKNOWN if above(figures.unattributed_most) else _Finding.HOLDS


def _return(figures: "LedgerFigures") -> _Finding:
    """Check that a unit is worth its cost at target volume."""
    cost, value = figures.unit_cost, figures.unit_value
    if cost is not None and value is not None and value < cost:
        return _Finding.CONTRADICTED
    return _Finding.HOLDS if figures.gap is None else _Finding.UNKNOWN
