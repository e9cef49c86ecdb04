"""What charts of money show, in words: the figures, for those who do not see the chart."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil

from fivegates.domain.economics.scenarios import Scenario, monthly_benefit, monthly_cost
from fivegates.domain.economics.sensitivity import SWING, Effect
from fivegates.domain.language import Language
from fivegates.domain.wording.contradictions import volume_text
from fivegates.domain.wording.money_terms import driver_word, rough_money


def at_volume_description(scenario: Scenario, target: int | None, unit: str, language: Language) -> str:
    """Cost and, where it is known, value a month (in currency): today and at the target, if there is one."""
    volumes = dict.fromkeys((ceil(scenario.volume), *([target] if target else ())))
    return " ".join(_at(volume, scenario, unit, language) for volume in volumes)


def _at(volume: int, scenario: Scenario, unit: str, language: Language) -> str:
    """Cost and value at one volume, in units a month."""
    there = replace(scenario, volume=Fraction(volume))
    cost, value = monthly_cost(there), monthly_benefit(there)
    named, currency = volume_text(volume, unit, language), scenario.currency
    if value is None:
        return language.gettext(
            "At {volume} a month it costs {cost}.", volume=named, cost=rough_money(cost, currency, language)
        )
    return language.gettext(
        "At {volume} a month it costs {cost} and brings {value}.",
        volume=named,
        cost=rough_money(cost, currency, language),
        value=rough_money(value, currency, language),
    )


def sensitivity_description(effects: Sequence[Effect], currency: str, language: Language) -> str:
    """The result of a month with less and with more of each driver, the largest effect first."""
    ordered = sorted(effects, key=lambda effect: -effect.span)
    rows = "; ".join(
        language.gettext(
            "{driver} {low} and {high}",
            driver=driver_word(effect.driver, language),
            low=rough_money(effect.low, currency, language),
            high=rough_money(effect.high, currency, language),
        )
        for effect in ordered
    )
    return language.gettext(
        "The result of a month with each driver {percent} lower and higher: {rows}.",
        percent=language.percent(SWING * 100),
        rows=rows,
    )
