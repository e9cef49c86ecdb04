"""Sentences about money: the trend of unit cost, break-even, return, payback, and what could break it."""

from fractions import Fraction
from math import ceil
from typing import Final

from fivegates.domain.amounts import Amount, rounded
from fivegates.domain.break_even import Never, break_even, payback_months, return_of_a_year
from fivegates.domain.economics import Economics, MonthFigures, unit_cost_trend
from fivegates.domain.language import Language, whole_percent
from fivegates.domain.ledger_rule import PERCENT
from fivegates.domain.ranges import Range
from fivegates.domain.scenarios import Scenario, monthly_result, variable_unit_cost
from fivegates.domain.sensitivity import MONEY, BreakingPoint, Driver
from fivegates.domain.wording.contradictions import volume_text
from fivegates.domain.wording.money_words import driver_word

_COUNTS: Final = frozenset({Driver.TURNS, Driver.TOKENS, Driver.REVIEW_MINUTES})


def unit_cost_finding(economics: Economics, language: Language) -> str:
    """`Unit cost fell 38% since March`; empty where there is no earlier month to compare with."""
    trend = unit_cost_trend(economics)
    if trend is None:
        return ""
    share = whole_percent(abs(trend.change) * PERCENT)
    since = _since(trend.first, trend.last, language)
    if not share:
        return language.gettext("Unit cost has hardly changed since {month}", month=since)
    values = {"share": language.percent(share), "month": since}
    if trend.change < 0:
        return language.gettext("Unit cost fell {share} since {month}", **values)
    return language.gettext("Unit cost rose {share} since {month}", **values)


def _since(first: MonthFigures, last: MonthFigures, language: Language) -> str:
    """The first month, with its year where the last is of another."""
    if first.month.year == last.month.year:
        return language.month_name(first.month)
    return language.month(first.month)


def break_even_sentence(scenario: Scenario, unit: str, language: Language) -> str:
    """The volume from which it pays, or why there is none."""
    match break_even(scenario):
        case None:
            return language.gettext("No benefit is recorded, so there is no volume at which it breaks even.")
        case Never() as never:
            return _never_sentence(never, scenario, unit, language)
        case volume:
            return _break_even_at(volume, scenario, unit, language)


def _break_even_at(volume: Fraction, scenario: Scenario, unit: str, language: Language) -> str:
    """The volume in whole units, against the one that is assumed."""
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
    """Why no volume pays."""
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
    """What twelve months at this volume return on all that is spent; empty where that is unknown."""
    share = return_of_a_year(scenario)
    if share is None:
        return ""
    return language.gettext(
        "Twelve months at this volume return {share} on what is spent, build cost included.",
        share=language.percent(share * PERCENT),
    )


def payback_sentence(scenario: Scenario, language: Language) -> str:
    """In which month the build cost is earned back, or that it is not; empty where that is unknown."""
    months = payback_months(scenario)
    if months is None:
        return ""
    build = language.money(scenario.build, scenario.currency, 0)
    if isinstance(months, Never):
        loss = language.money(-(monthly_result(scenario) or Fraction(0)), scenario.currency, 0)
        return language.gettext(
            "The {build} spent to build it are never paid back: a month at this volume loses {loss}.",
            build=build,
            loss=loss,
        )
    return language.ngettext(
        "The {build} spent to build it are paid back in {count} month at this volume.",
        "The {build} spent to build it are paid back in {count} months at this volume.",
        months,
        build=build,
    )


def breaking_point_sentence(point: BreakingPoint, scenario: Scenario, unit: str, language: Language) -> str:
    """The one assumption that would break the case soonest, or mend it where it loses today."""
    values = {
        "driver": driver_word(point.driver, language),
        "now": driver_text(point.driver, point.now, scenario, unit, language),
        "at": driver_text(point.driver, point.at, scenario, unit, language),
    }
    if (monthly_result(scenario) or Fraction(0)) < 0:
        return language.gettext("It would pay with {driver} at {at} instead of {now}.", **values)
    return language.gettext("It stops paying with {driver} at {at} instead of {now}.", **values)


def driver_text(driver: Driver, value: Fraction, scenario: Scenario, unit: str, language: Language) -> str:
    """The value of an assumption with its unit; the price of the model as a share of today's."""
    if driver is Driver.VOLUME:
        return volume_text(ceil(value), unit, language)
    if driver in MONEY:
        return language.unit_money(value, scenario.currency)
    if driver in _COUNTS:
        return language.number(rounded(value, 1).normalize())
    return language.percent(value * PERCENT)


def range_sentence(found: Range, currency: str, language: Language) -> str:
    """Eight draws in ten, the middle one, and how they were drawn."""
    return language.gettext(
        "Eight of ten draws fall between {low} and {high} a month, half of them below {middle} "
        "({draws} draws from triangular distributions, seed {seed}).",
        low=_whole(found.p10, currency, language),
        high=_whole(found.p90, currency, language),
        middle=_whole(found.p50, currency, language),
        draws=language.number(found.draws),
        seed=found.seed,
    )


def _whole(amount: Amount, currency: str, language: Language) -> str:
    """Money without its small coins."""
    return language.money(amount, currency, 0)
