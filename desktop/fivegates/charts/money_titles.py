"""What the charts of money show, as their titles say it: worked out from the figures, never canned."""

from fractions import Fraction
from math import ceil

from fivegates.charts.amounts import money
from fivegates.charts.volumes import Volumes
from fivegates.domain.economics import Economics, MonthFigures, UnitCostTrend, totals_of, unit_cost_trend
from fivegates.domain.language import Language, whole_percent
from fivegates.domain.ledger import Basis

CENT = 100


def monthly_cost_finding(economics: Economics, language: Language) -> str:
    """How the cost of running it went; what it is expected to cost; or what was spent to build it."""
    run = [month for month in economics.months if month.run_cost is not None]
    actual = [month for month in run if month.run_basis is Basis.ACTUAL]
    if len(actual) > 1:
        return _run_trend(actual[0], actual[-1], economics.currency, language)
    if actual:
        return _said(language, "Running it cost {amount} in {month}", actual[0], economics.currency)
    if run:
        return _said(
            language, "Running it is expected to cost {amount} in {month}", run[-1], economics.currency
        )
    built = money(totals_of(economics.months).build or Fraction(0), economics.currency, language)
    return language.gettext("Building it costs {amount}; running it is not in the ledger", amount=built)


def unit_cost_finding(economics: Economics, language: Language) -> str:
    """How the unit cost went, and whether value covers it."""
    trend = unit_cost_trend(economics)
    known = [month for month in economics.months if month.unit_cost is not None]
    text = _unit_cost_now(known[-1], economics.currency, language)
    if trend is not None:
        text = _unit_cost_change(trend, economics.currency, language)
    last = trend.last if trend is not None else known[-1]
    if last.value_per_unit is None:
        return text
    value = money(last.value_per_unit, economics.currency, language)
    return language.gettext("{finding}, against {value} of value", finding=text, value=value)


def at_volume_finding(volumes: Volumes, language: Language) -> str:
    """From which volume it pays, against today's and the target; or that it never does."""
    if volumes.value is None:
        return _cost_at_volume(volumes, language)
    even = volumes.break_even
    if even is None:
        return language.gettext(
            "It never pays: one more unit costs {cost} and brings {value}",
            cost=money(volumes.variable, volumes.currency, language),
            value=money(volumes.value, volumes.currency, language),
        )
    return _break_even(even, volumes, language)


def _cost_at_volume(volumes: Volumes, language: Language) -> str:
    """What running costs at the target, or today; what it brings is not known."""
    volume = volumes.target or volumes.today
    return language.gettext(
        "At {volume} a month it costs {cost}; what it brings is not in the ledger",
        volume=_counted(volume, volumes, language),
        cost=money(volumes.cost(volume), volumes.currency, language),
    )


def _break_even(even: Fraction, volumes: Volumes, language: Language) -> str:
    """The volume from which it pays, beside the one that says most about it."""
    pays = language.gettext("It pays from {volume} a month", volume=_counted(ceil(even), volumes, language))
    today, target = language.number(volumes.today), language.number(volumes.target or 0)
    if volumes.today >= even:
        return language.gettext("{finding}; today it does {today}", finding=pays, today=today)
    if volumes.target is None:
        return language.gettext("{finding}; today it does only {today}", finding=pays, today=today)
    if volumes.target >= even:
        return language.gettext("{finding}; the target is {target}", finding=pays, target=target)
    return language.gettext("{finding}; the target is only {target}", finding=pays, target=target)


def _counted(volume: int, volumes: Volumes, language: Language) -> str:
    """`22,000 letters`."""
    return f"{language.number(volume)} {volumes.unit}" if volumes.unit else language.number(volume)


def _run_trend(first: MonthFigures, last: MonthFigures, currency: str, language: Language) -> str:
    """From the first to the last month that has an actual run cost."""
    before, after = first.run_cost or Fraction(0), last.run_cost or Fraction(0)
    if before <= 0:
        return _said(language, "Running it cost {amount} in {month}", last, currency)
    change = after / before - 1
    templates = {
        1: language.gettext("Run cost rose {percent} since {month}, to {amount} a month"),
        0: language.gettext("Run cost has stayed at {amount} a month since {month}"),
        -1: language.gettext("Run cost fell {percent} since {month}, to {amount} a month"),
    }
    return templates[_direction(change)].format(
        percent=language.percent(abs(change) * CENT),
        month=language.month(first.month),
        amount=money(after, currency, language),
    )


def _unit_cost_change(trend: UnitCostTrend, currency: str, language: Language) -> str:
    """From the first to the last actual month."""
    templates = {
        1: language.gettext("Unit cost rose {percent} since {month}, to {amount}"),
        0: language.gettext("Unit cost has stayed at {amount} since {month}"),
        -1: language.gettext("Unit cost fell {percent} since {month}, to {amount}"),
    }
    return templates[_direction(trend.change)].format(
        percent=language.percent(abs(trend.change) * CENT),
        month=language.month(trend.first.month),
        amount=money(trend.last.unit_cost or Fraction(0), currency, language),
    )


def _unit_cost_now(month: MonthFigures, currency: str, language: Language) -> str:
    """One month by itself."""
    amount = money(month.unit_cost or Fraction(0), currency, language)
    name = language.month(month.month)
    if month.actual:
        return language.gettext("Unit cost was {amount} in {month}", amount=amount, month=name)
    return language.gettext("Unit cost is expected at {amount} in {month}", amount=amount, month=name)


def _direction(change: Fraction) -> int:
    """Up, down, or as it was: told by the percent that is printed."""
    return 0 if not whole_percent(abs(change) * CENT) else 1 if change > 0 else -1


def _said(language: Language, template: str, month: MonthFigures, currency: str) -> str:
    """A sentence on the run cost of one month."""
    amount = money(month.run_cost or Fraction(0), currency, language)
    return language.gettext(template, amount=amount, month=language.month(month.month))
