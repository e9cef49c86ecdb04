"""The findings of money charts, as their titles, computed from the figures."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil

from fivegates.charts.drawing.amounts import money
from fivegates.domain.economics.break_even import Never, break_even
from fivegates.domain.economics.ledger import Basis
from fivegates.domain.economics.month_figures import MonthFigures
from fivegates.domain.economics.scenarios import Scenario, monthly_cost, monthly_result, variable_unit_cost
from fivegates.domain.economics.sensitivity import Effect
from fivegates.domain.economics.unit_economics import Economics, totals_of
from fivegates.domain.language import Language
from fivegates.domain.wording.contradictions import volume_text
from fivegates.domain.wording.money import direction, stayed
from fivegates.domain.wording.money_terms import driver_word

CENT = 100


def monthly_cost_finding(economics: Economics, language: Language) -> str:
    """The trend of the run cost; else the expected cost, or the build cost."""
    run = [month for month in economics.months if month.run_cost is not None]
    actual = [month for month in run if month.run_basis is Basis.ACTUAL]
    if len(actual) > 1:
        return _run_trend(actual, economics.currency, language)
    if actual:
        return _run_cost_sentence(
            language.gettext("Running it cost {amount} in {month}"), actual[0], economics.currency, language
        )
    if run:
        return _run_cost_sentence(
            language.gettext("Running it is expected to cost {amount} in {month}"),
            run[-1],
            economics.currency,
            language,
        )
    built = money(totals_of(economics.months).build or Fraction(0), economics.currency, language)
    return language.gettext("Building it costs {amount}; running it is not in the ledger", amount=built)


def at_volume_finding(scenario: Scenario, target: int | None, unit: str, language: Language) -> str:
    """Return the break-even volume beside the latest and the target; or that it never breaks even."""
    match break_even(scenario):
        case None:
            return _cost_at_volume(scenario, target, unit, language)
        case Never.STEPS:
            return language.gettext("It never pays: each further block of capacity costs more than it brings")
        case Never():
            return language.gettext(
                "It never pays: one more unit costs {cost} and brings {value}",
                cost=money(variable_unit_cost(scenario), scenario.currency, language),
                value=money(scenario.value_per_unit or Fraction(0), scenario.currency, language),
            )
        case even if not even:
            return language.gettext("It pays at any volume: there is no fixed cost to cover")
        case even:
            pays = language.gettext(
                "It pays from {volume} a month", volume=volume_text(ceil(even), unit, language)
            )
            return _against(even, pays, scenario, target, language)


def _cost_at_volume(scenario: Scenario, target: int | None, unit: str, language: Language) -> str:
    """The run cost at the target, or today; the value is not known."""
    volume = target or ceil(scenario.volume)
    cost = monthly_cost(replace(scenario, volume=Fraction(volume)))
    return language.gettext(
        "At {volume} a month it costs {cost}; what it brings is not in the ledger",
        volume=volume_text(volume, unit, language),
        cost=money(cost, scenario.currency, language),
    )


def _against(even: Fraction, pays: str, scenario: Scenario, target: int | None, language: Language) -> str:
    """The break-even volume beside the most relevant one; the latest is named by its month."""
    latest, month = ceil(scenario.volume), scenario.month
    shown = {
        "finding": pays,
        "latest": language.number(latest),
        "month": language.month(month) if month else "",
        "target": language.number(target or 0),
    }
    if latest >= even and month:
        return language.gettext("{finding}; in {month} it did {latest}", **shown)
    if latest >= even:
        return language.gettext("{finding}; the latest is {latest}", **shown)
    if not target and month:
        return language.gettext("{finding}; in {month} it did only {latest}", **shown)
    if not target:
        return language.gettext("{finding}; the latest is only {latest}", **shown)
    if target >= even:
        return language.gettext("{finding}; the target is {target}", **shown)
    return language.gettext("{finding}; the target is only {target}", **shown)


def sensitivity_finding(scenario: Scenario, effects: Sequence[Effect], language: Language) -> str:
    """The driver with the largest effect, and how many alone would turn the result negative."""
    most = max(effects, key=lambda effect: effect.span)
    text = language.gettext(
        "What matters most at {volume} a month: {driver}",
        volume=language.number(ceil(scenario.volume)),
        driver=driver_word(most.driver, language),
    )
    turning = [effect for effect in effects if min(effect.low, effect.high) < 0]
    if not turning or (monthly_result(scenario) or Fraction(0)) < 0:
        return text
    return language.ngettext(
        "{finding}; {count} driver alone would turn the result negative",
        "{finding}; each of {count} drivers would turn the result negative",
        len(turning),
        finding=text,
    )


def _run_trend(months: Sequence[MonthFigures], currency: str, language: Language) -> str:
    """Return a sentence on the change from the first to the last month with an actual run cost."""
    first, last = months[0], months[-1]
    before, after = first.run_cost or Fraction(0), last.run_cost or Fraction(0)
    if before <= 0:
        return _run_cost_sentence(
            language.gettext("Running it cost {amount} in {month}"), last, currency, language
        )
    change = after / before - 1
    templates = {
        1: language.gettext("Run cost rose {change} ({percent}) since {month}, to {amount} a month"),
        0: language.gettext("Run cost has stayed at {amount} a month since {month}")
        if stayed([(each.month, each.run_cost or Fraction(0)) for each in months])
        else language.gettext("Run cost was {amount} in {last}, much as in {month}"),
        -1: language.gettext("Run cost fell {change} ({percent}) since {month}, to {amount} a month"),
    }
    return templates[direction(change)].format(
        change=money(abs(after - before), currency, language),
        percent=language.percent(abs(change) * CENT),
        month=language.month(first.month),
        last=language.month(last.month),
        amount=money(after, currency, language),
    )


def _run_cost_sentence(template: str, month: MonthFigures, currency: str, language: Language) -> str:
    """A sentence on the run cost of one month."""
    amount = money(month.run_cost or Fraction(0), currency, language)
    return template.format(amount=amount, month=language.month(month.month))
