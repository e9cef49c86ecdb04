"""Sentences about money: the trend of unit cost, break-even, return, and what could break it."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil
from typing import Final

from fivegates.domain.economics.amounts import Amount, distinguishing_digits, rounded
from fivegates.domain.economics.break_even import Never, break_even, return_of_a_year
from fivegates.domain.economics.month_figures import MonthFigures
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.ranges import Range
from fivegates.domain.economics.scenarios import Scenario, monthly_cost, monthly_result, variable_unit_cost
from fivegates.domain.economics.sensitivity import MONEY, BreakingPoint, Driver, breaking_points
from fivegates.domain.economics.unit_economics import Economics, UnitCostTrend, unit_cost_trend
from fivegates.domain.language import Language, whole_percent
from fivegates.domain.verdict.ledger_rule import PERCENT
from fivegates.domain.wording.contradictions import volume_text
from fivegates.domain.wording.money_terms import driver_word, rough_money

_COUNTS: Final = frozenset({Driver.TURNS, Driver.TOKENS, Driver.REVIEW_MINUTES})


def unit_cost_finding(economics: Economics, language: Language) -> str:
    """Trend of the unit cost, and whether value covers it; empty where no month has one."""
    trend = unit_cost_trend(economics)
    known = [month for month in economics.months if month.unit_cost is not None]
    if not known:
        return ""
    text = _unit_cost_now(known[-1], economics.currency, language)
    if trend is not None:
        text = _unit_cost_change(trend, economics, language)
    last = trend.last if trend is not None else known[-1]
    if last.value_per_unit is None:
        return text
    value = rough_money(last.value_per_unit, economics.currency, language)
    return language.gettext("{finding}, against {value} of value", finding=text, value=value)


def _unit_cost_change(trend: UnitCostTrend, economics: Economics, language: Language) -> str:
    """Change from the first to the last actual month."""
    before, after = trend.first.unit_cost or Fraction(0), trend.last.unit_cost or Fraction(0)
    actual = [(month.month, month.unit_cost) for month in economics.months if month.actual]
    templates = {
        1: language.gettext("Unit cost rose {change} ({percent}) since {month}, to {amount}"),
        0: language.gettext("Unit cost has stayed at {amount} since {month}")
        if stayed([(month, cost) for month, cost in actual if cost is not None])
        else language.gettext("Unit cost was {amount} in {last}, much as in {month}"),
        -1: language.gettext("Unit cost fell {change} ({percent}) since {month}, to {amount}"),
    }
    return templates[direction(trend.change)].format(
        change=rough_money(abs(after - before), economics.currency, language),
        percent=language.percent(abs(trend.change) * PERCENT),
        month=language.month(trend.first.month),
        last=language.month(trend.last.month),
        amount=rough_money(after, economics.currency, language),
    )


def _unit_cost_now(month: MonthFigures, currency: str, language: Language) -> str:
    """Unit cost of a single month."""
    amount = rough_money(month.unit_cost or Fraction(0), currency, language)
    name = language.month(month.month)
    if month.actual:
        return language.gettext("Unit cost was {amount} in {month}", amount=amount, month=name)
    return language.gettext("Unit cost is expected at {amount} in {month}", amount=amount, month=name)


def split_sentence(month: MonthFigures, currency: str, language: Language) -> str:
    """Fixed and volume-dependent share of a month's run cost; empty while unknown."""
    fixed, variable, each = month.fixed, month.variable, month.variable_unit_cost
    if fixed is None or variable is None or each is None:
        return ""
    return language.gettext(
        "Of the run cost of {month}, {fixed} are fixed and {variable} variable, or {each} a unit.",
        month=language.month(month.month),
        fixed=rough_money(fixed, currency, language),
        variable=rough_money(variable, currency, language),
        each=language.unit_money(each, currency),
    )


def success_sentence(month: MonthFigures, currency: str, unit: str, language: Language) -> str:
    """Cost of a successful outcome, failures included; empty where they are not counted."""
    cost, successes, units = month.cost_per_success, month.successes, month.units
    if cost is None or successes is None or units is None:
        return ""
    values = {
        "cost": language.unit_money(cost, currency),
        "month": language.month(month.month),
        "successes": language.number(successes),
        "units": volume_text(units, unit, language),
    }
    if successes == units:
        return language.gettext(
            "Each successful outcome cost {cost} in {month}: all {units} succeeded.", **values
        )
    return language.gettext(
        "Each successful outcome cost {cost} in {month}: {successes} of {units} succeeded, and the others "
        "are paid for too.",
        **values,
    )


def direction(change: Fraction) -> int:
    """Sign of a change (1, −1 or 0), decided by the percentage that is printed."""
    return 0 if not whole_percent(abs(change) * PERCENT) else 1 if change > 0 else -1


def stayed(figures: Sequence[tuple[Month, Fraction]]) -> bool:
    """True if a figure above zero is known of each month from the first on, and differs in none from that."""
    start, first = figures[0]
    return all(
        month == start.plus(later) and not direction(figure / first - 1)
        for later, (month, figure) in enumerate(figures)
    )


def break_even_sentence(scenario: Scenario, unit: str, language: Language) -> str:
    """Break-even volume, or why there is none."""
    match break_even(scenario):
        case None:
            return language.gettext("No benefit is recorded, so there is no volume at which it breaks even.")
        case Never() as never:
            return _never_sentence(never, scenario, unit, language)
        case volume:
            return _break_even_at(volume, scenario, unit, language)


def _break_even_at(volume: Fraction, scenario: Scenario, unit: str, language: Language) -> str:
    """Break-even volume in whole units, compared with the assumed volume."""
    if not volume:
        return language.gettext("It breaks even at any volume, for there is no fixed cost to cover.")
    values = {
        "volume": volume_text(ceil(volume), unit, language),
        "assumed": language.number(ceil(scenario.volume)),
    }
    if scenario.volume < volume:
        return language.gettext("It breaks even only at {volume} a month; {assumed} are too few.", **values)
    return language.gettext("It breaks even at {volume} a month, of {assumed} assumed.", **values)


def _never_sentence(never: Never, scenario: Scenario, unit: str, language: Language) -> str:
    """Reason why no volume breaks even."""
    margin_cost = variable_unit_cost(scenario)
    value = scenario.value_per_unit or Fraction(0)
    if never is Never.STEPS and scenario.steps is not None:
        return language.gettext(
            "It never breaks even: each further {block} a month cost {cost} and bring {brings}.",
            block=volume_text(scenario.steps.capacity, unit, language),
            cost=language.money(scenario.steps.cost, scenario.currency),
            brings=language.money((value - margin_cost) * scenario.steps.capacity, scenario.currency),
        )
    return language.gettext(
        "It never breaks even: one more unit costs {cost} and brings {value}.",
        cost=language.unit_money(margin_cost, scenario.currency),
        value=language.unit_money(value, scenario.currency),
    )


def return_sentence(scenario: Scenario, language: Language) -> str:
    """Return of twelve months at this volume on all that is spent; empty where it is unknown."""
    share = return_of_a_year(scenario)
    if share is None:
        return ""
    return language.gettext(
        "Twelve months at this volume return {share} on what is spent, build cost included.",
        share=language.percent(share * PERCENT),
    )


def breaking_point_sentence(point: BreakingPoint, scenario: Scenario, unit: str, language: Language) -> str:
    """The assumption closest to breaking the case, or to rescuing it where it loses today."""
    values = _driver_values(point, scenario, unit, language)
    if (monthly_result(scenario) or Fraction(0)) < 0:
        return language.gettext("It would pay with {driver} at {at} instead of {now}.", **values)
    return language.gettext("It stops paying with {driver} at {at} instead of {now}.", **values)


def turning_sentence(scenario: Scenario, unit: str, language: Language) -> str:
    """The same with its volume, where a page has several volumes; empty without one."""
    point = next(iter(breaking_points(scenario)), None)
    if point is None:
        return ""
    values = _driver_values(point, scenario, unit, language)
    values["volume"] = volume_text(ceil(scenario.volume), unit, language)
    if (monthly_result(scenario) or Fraction(0)) < 0:
        return language.gettext(
            "At {volume} a month it would pay with {driver} at {at} instead of {now}.", **values
        )
    return language.gettext(
        "At {volume} a month it stops paying with {driver} at {at} instead of {now}.", **values
    )


def _driver_values(point: BreakingPoint, scenario: Scenario, unit: str, language: Language) -> dict[str, str]:
    """The assumption, its value, and the value at which the case turns, in digits that differ."""
    driver = point.driver
    if driver in MONEY:
        digits = distinguishing_digits(point.now, point.at, scenario.currency)
        now, at = (language.money(each, scenario.currency, digits) for each in (point.now, point.at))
    else:
        now, at = (driver_text(driver, each, scenario, unit, language) for each in (point.now, point.at))
    return {"driver": driver_word(driver, language), "now": now, "at": at}


def driver_text(driver: Driver, value: Fraction, scenario: Scenario, unit: str, language: Language) -> str:
    """Value of an assumption with its unit; the model price as a share of today's."""
    if driver is Driver.VOLUME:
        return volume_text(ceil(value), unit, language)
    if driver in MONEY:
        return language.unit_money(value, scenario.currency)
    if driver in _COUNTS:
        return language.number(rounded(value, 1).normalize())
    return language.percent(value * PERCENT)


def range_sentence(found: Range, scenario: Scenario, language: Language) -> str:
    """Range of eight draws in ten, and why the scenario's own figure lies outside it, if it does."""
    text = _range_text(found, scenario, language)
    own = monthly_result(scenario)
    own = monthly_cost(scenario) if own is None else own
    if found.p10 <= own <= found.p90:
        return text
    figure = _whole(own, scenario.currency, language)
    if own < found.p10:
        return language.gettext(
            "{range} Its own figure, {figure}, lies below that: the bounds reach further up than down from "
            "what is likely.",
            range=text,
            figure=figure,
        )
    return language.gettext(
        "{range} Its own figure, {figure}, lies above that: the bounds reach further down than up from what "
        "is likely.",
        range=text,
        figure=figure,
    )


def _range_text(found: Range, scenario: Scenario, language: Language) -> str:
    """Range and median of the draws of a monthly result or cost, and how they were drawn."""
    values = {
        "low": _whole(found.p10, scenario.currency, language),
        "high": _whole(found.p90, scenario.currency, language),
        "middle": _whole(found.p50, scenario.currency, language),
        "draws": language.number(found.draws),
        "seed": found.seed,
    }
    if scenario.value_per_unit is None:
        return language.gettext(
            "The cost of a month lies between {low} (P10) and {high} (P90) in eight of ten draws, and below "
            "{middle} (P50) in half of them ({draws} draws from triangular distributions, seed {seed}).",
            **values,
        )
    return language.gettext(
        "The result of a month lies between {low} (P10) and {high} (P90) in eight of ten draws, and below "
        "{middle} (P50) in half of them ({draws} draws from triangular distributions, seed {seed}).",
        **values,
    )


def _whole(amount: Amount, currency: str, language: Language) -> str:
    """An amount in whole units of its currency."""
    return language.money(amount, currency, 0)
