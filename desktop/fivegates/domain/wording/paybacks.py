"""Payback as text: in months, for longer periods in years up to ten, then "over 10 years"."""

from fractions import Fraction
from typing import Final

from fivegates.domain.economics.amounts import rounded
from fivegates.domain.economics.break_even import YEAR, Never, payback_months
from fivegates.domain.economics.scenarios import Scenario, monthly_result
from fivegates.domain.language import Language
from fivegates.domain.wording.money_terms import rough_money
from fivegates.domain.wording.words import UNKNOWN

MOST_MONTHS: Final = 36
MOST_YEARS: Final = 10


def payback_text(scenario: Scenario, language: Language) -> str:
    """Table cell: `7 months`, `4.5 years`, `over 10 years`, `never`, or a dash where it is unknown."""
    months = payback_months(scenario) if scenario.build else None
    if months is None:
        return UNKNOWN
    if isinstance(months, Never):
        return language.gettext("never")
    if months > MOST_YEARS * YEAR:
        return language.gettext("over {years} years", years=MOST_YEARS)
    if months > MOST_MONTHS:
        return language.gettext("{years} years", years=_years(months, language))
    return language.ngettext("{count} month", "{count} months", months)


def payback_sentence(scenario: Scenario, language: Language) -> str:
    """Payback of the build cost, or why there is none; empty without build cost or data."""
    months = payback_months(scenario) if scenario.build else None
    if months is None:
        return ""
    if isinstance(months, Never) or months > MOST_YEARS * YEAR:
        return _not_paid_back(scenario, language)
    build = language.money(scenario.build, scenario.currency, 0)
    if months > MOST_MONTHS:
        return language.gettext(
            "The {build} spent to build it are paid back in {years} years at this volume.",
            build=build,
            years=_years(months, language),
        )
    return language.ngettext(
        "The {build} spent to build it are paid back in {count} month at this volume.",
        "The {build} spent to build it are paid back in {count} months at this volume.",
        months,
        build=build,
    )


def _years(months: int, language: Language) -> str:
    """Months as years, with one decimal."""
    return language.number(rounded(Fraction(months, YEAR), 1))


def _not_paid_back(scenario: Scenario, language: Language) -> str:
    """Monthly loss, or a gain that is too small, with the amount."""
    result = monthly_result(scenario) or Fraction(0)
    values = {
        "build": language.money(scenario.build, scenario.currency, 0),
        "result": rough_money(abs(result), scenario.currency, language),
    }
    if result > 0:
        return language.gettext(
            "The {build} spent to build it are not paid back within ten years: a month at this volume "
            "brings {result}.",
            **values,
        )
    if not result:
        return language.gettext(
            "The {build} spent to build it are never paid back: a month at this volume brings no more than "
            "it costs.",
            **values,
        )
    return language.gettext(
        "The {build} spent to build it are never paid back: a month at this volume loses {result}.",
        **values,
    )
