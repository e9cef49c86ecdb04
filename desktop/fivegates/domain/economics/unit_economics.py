"""Unit economics by month: run cost, usage, benefit, and the cost of one unit.

All figures are in one reporting currency and exact. Within a month, actual lines count; forecast lines count
where there are none. Run costs, build costs, usage and benefits are considered separately, so that an actual
invoice does not replace the forecast of a benefit. Where a month has tokens and no cost line for them, price
books can provide an estimate, which is marked.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from fivegates.domain.economics.amounts import exact_sum
from fivegates.domain.economics.ledger import (
    Basis,
    Behaviour,
    BenefitLine,
    CostCategory,
    CostLine,
    Ledger,
    Phase,
    PriceBook,
    UsageLine,
)
from fivegates.domain.economics.money import RateGap, RateTable
from fivegates.domain.economics.month_figures import (
    NOTHING,
    CostKey,
    CostTotal,
    MonthFigures,
    count_known,
    per_count,
    sum_known,
)
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.token_pricing import Priced, Unpriced, price_usage

_Parts = list[Decimal]
"""The amounts of one total, as they were written."""


@dataclass(frozen=True, slots=True)
class Economics:
    """The months of a ledger in order, and their cost totals.

    `priced` are lines estimated from a price book, `unpriced` the months where that is impossible.
    """

    currency: str
    costs: tuple[CostTotal, ...]
    months: tuple[MonthFigures, ...]
    priced: tuple[CostLine, ...] = ()
    unpriced: tuple[Unpriced, ...] = ()


def counted_lines(ledger: Ledger) -> Ledger:
    """The ledger without the forecasts of cost and benefit that actual lines replace.

    An actual cost replaces the forecasts of its month and phase, an actual benefit those of its month.
    """
    spent = {(line.month, line.phase) for line in ledger.costs if line.basis is Basis.ACTUAL}
    earned = {line.month for line in ledger.benefits if line.basis is Basis.ACTUAL}
    costs = (c for c in ledger.costs if c.basis is Basis.ACTUAL or (c.month, c.phase) not in spent)
    benefits = (b for b in ledger.benefits if b.basis is Basis.ACTUAL or b.month not in earned)
    return Ledger(tuple(costs), ledger.usage, tuple(benefits))


def rate_gaps(ledger: Ledger, currency: str, rates: RateTable) -> tuple[RateGap, ...]:
    """The rates that the lines that count need and the table lacks, in order of month."""
    counted = counted_lines(ledger)
    lines: tuple[CostLine | BenefitLine, ...] = (*counted.costs, *counted.benefits)
    needed = {(line.month, line.currency) for line in lines if line.currency != currency}
    return tuple(
        sorted(
            RateGap(month, base, currency)
            for month, base in needed
            if rates.value(month, base, currency) is None
        )
    )


def economics_of(
    ledger: Ledger, currency: str, rates: RateTable, books: Sequence[PriceBook] = ()
) -> Economics:
    """Compute every month that has a line; `books` price tokens for which there is no cost line.

    Raises:
        UserError: A rate is missing that the ledger needs; the sentence names the month and the pair.
    """
    ledger = counted_lines(ledger)
    recorded = cost_totals(ledger.costs, currency, rates)
    priced = _priced(ledger, recorded, books, currency, rates)
    costs = (*recorded, *_marked(cost_totals(priced.lines, currency, rates)))
    by_month: dict[Month, list[CostTotal]] = defaultdict(list)
    for total in costs:
        by_month[total.key.month].append(total)
    usage = _usage_by_month(ledger.usage)
    benefits = _benefit_by_month(ledger.benefits, currency, rates)
    months = sorted({*by_month, *usage, *benefits})
    return Economics(
        currency,
        costs,
        tuple(
            _month_figures(month, by_month.get(month, []), usage.get(month, []), benefits.get(month))
            for month in months
        ),
        priced.lines,
        priced.unpriced,
    )


def _priced(
    ledger: Ledger, recorded: Iterable[CostTotal], books: Sequence[PriceBook], currency: str, rates: RateTable
) -> Priced:
    """Price the counted usage, in months without a counted run cost of the model.

    As with forecast lines, a forecast of tokens is ignored where an actual run cost is recorded.
    """
    run = [total.key for total in recorded if total.key.phase is Phase.RUN]
    known = {key.month for key in run if key.category is CostCategory.MODEL}
    spent = {key.month for key in run if key.basis is Basis.ACTUAL}
    counted = (
        line
        for month, lines in _usage_by_month(ledger.usage).items()
        for line in lines
        if month not in known and (line.basis is Basis.ACTUAL or month not in spent)
    )
    return price_usage(counted, books, currency, rates)


def _marked(totals: Iterable[CostTotal]) -> Iterator[CostTotal]:
    for total in totals:
        yield replace(total, key=replace(total.key, priced=True))


def cost_totals(lines: Iterable[CostLine], currency: str, rates: RateTable) -> tuple[CostTotal, ...]:
    """Add up the lines of each kind and month, and convert; actual and forecast stay apart.

    Raises:
        UserError: A rate is missing; the sentence names the month and the pair.
    """
    amounts: dict[tuple[CostKey, str], _Parts] = defaultdict(list)
    for line in lines:
        amounts[_cost_key(line), line.currency].append(line.amount)
    totals: dict[CostKey, Fraction] = defaultdict(Fraction)
    for (key, base), parts in amounts.items():
        totals[key] += rates.convert(exact_sum(parts), base, currency, key.month)
    return tuple(CostTotal(key, totals[key]) for key in sorted(totals))


def counted_usage(lines: Iterable[UsageLine], month: Month) -> list[UsageLine]:
    """The usage lines that count in a month: the actual ones, or the forecast ones where there is none."""
    return _usage_by_month(lines).get(month, [])


def _cost_key(line: CostLine) -> CostKey:
    """Key of the total in which a line is counted."""
    return CostKey(line.month, line.category, line.phase, line.behaviour, line.basis, line.attributed)


def _usage_by_month(lines: Iterable[UsageLine]) -> dict[Month, list[UsageLine]]:
    """The usage lines that count in each month."""
    found: dict[Month, list[UsageLine]] = defaultdict(list)
    for line in lines:
        found[line.month].append(line)
    return {month: _actual_or_all(mine) for month, mine in found.items()}


def _actual_or_all(lines: list[UsageLine]) -> list[UsageLine]:
    """The actual lines; the forecast ones where there is no actual line."""
    return [line for line in lines if line.basis is Basis.ACTUAL] or lines


def _benefit_by_month(
    lines: Iterable[BenefitLine], currency: str, rates: RateTable
) -> dict[Month, tuple[Basis, Fraction]]:
    """Counted benefit by month, and whether it is actual or forecast."""
    amounts: dict[tuple[Month, Basis, str], _Parts] = defaultdict(list)
    for line in lines:
        amounts[line.month, line.basis, line.currency].append(line.amount)
    totals: dict[tuple[Month, Basis], Fraction] = defaultdict(Fraction)
    for (month, basis, base), parts in amounts.items():
        totals[month, basis] += rates.convert(exact_sum(parts), base, currency, month)
    return {month: (basis, amount) for (month, basis), amount in totals.items()}


def _month_figures(
    month: Month, costs: list[CostTotal], usage: list[UsageLine], benefit: tuple[Basis, Fraction] | None
) -> MonthFigures:
    run = [total for total in costs if total.key.phase is Phase.RUN]
    return MonthFigures(
        month=month,
        fixed=_behaving(run, Behaviour.FIXED),
        variable=_behaving(run, Behaviour.VARIABLE),
        build=sum_known(total.amount for total in costs if total.key.phase is Phase.BUILD),
        units=count_known(line.units for line in usage),
        successes=count_known(line.successes for line in usage),
        benefit=benefit[1] if benefit else None,
        run_basis=run[0].key.basis if run else None,
        usage_basis=usage[0].basis if usage else None,
        benefit_basis=benefit[0] if benefit else None,
        priced=sum_known(total.amount for total in run if total.key.priced),
    )


def _behaving(run: list[CostTotal], behaviour: Behaviour) -> Fraction | None:
    """The fixed or the variable part of a run cost; None where no run cost is recorded at all."""
    if not run:
        return None
    return sum((total.amount for total in run if total.key.behaviour is behaviour), NOTHING)


@dataclass(frozen=True, slots=True)
class Totals:
    """Several months together, in the reporting currency.

    `unit_cost` is taken over the months for which both run cost and units are known.
    """

    run_cost: Fraction | None
    build: Fraction | None
    benefit: Fraction | None
    units: int | None
    successes: int | None
    unit_cost: Fraction | None


@dataclass(frozen=True, slots=True)
class UnitCostTrend:
    """Change between the first and last actual month with a unit cost; `change` is a share, −1/4 a fall."""

    first: MonthFigures
    last: MonthFigures
    change: Fraction


def totals_of(months: Iterable[MonthFigures]) -> Totals:
    """Add up months; a figure missing from every month stays unknown."""
    months = tuple(months)
    matched = [month for month in months if month.unit_cost is not None]
    return Totals(
        run_cost=sum_known(month.run_cost for month in months),
        build=sum_known(month.build for month in months),
        benefit=sum_known(month.benefit for month in months),
        units=count_known(month.units for month in months),
        successes=count_known(month.successes for month in months),
        unit_cost=per_count(
            sum_known(month.run_cost for month in matched), count_known(month.units for month in matched)
        ),
    )


def totals_by_category(costs: Iterable[CostTotal]) -> dict[CostCategory, Fraction]:
    """Add up costs by category, in the order of the categories; one without a line is absent."""
    found: dict[CostCategory, Fraction] = defaultdict(Fraction)
    for total in costs:
        found[total.key.category] += total.amount
    return {category: found[category] for category in CostCategory if category in found}


def unit_cost_trend(economics: Economics) -> UnitCostTrend | None:
    """Change = (last unit cost − first) / first; None with fewer than two months or nothing to compare."""
    months = [month for month in economics.months if month.actual and month.unit_cost is not None]
    if not months:
        return None
    first, last = months[0], months[-1]
    before, after = first.unit_cost, last.unit_cost
    if first is last or before is None or after is None or before <= 0:
        return None
    return UnitCostTrend(first, last, after / before - 1)


def base_month(economics: Economics) -> MonthFigures | None:
    """The month from which projections start: the latest with actual run cost and actual units.

    One with a benefit too is preferred, so that cost and value are of the same month.
    """
    usable = [month for month in economics.months if month.actual and month.unit_cost is not None]
    valued = [month for month in usable if month.benefit is not None]
    latest = valued[-1:] or usable[-1:]
    return latest[0] if latest else None


def costs_by_month(
    economics: Economics,
) -> tuple[dict[Month, dict[CostCategory, Fraction]], list[CostCategory]]:
    """Cost by month and category, in order, run and build together; and the categories used."""
    cells: dict[Month, dict[CostCategory, Fraction]] = {}
    for total in economics.costs:
        found = cells.setdefault(total.key.month, {})
        found[total.key.category] = found.get(total.key.category, Fraction(0)) + total.amount
    used = {category for found in cells.values() for category in found}
    ordered = {month: cells[month] for month in sorted(cells)}
    return ordered, [category for category in CostCategory if category in used]
