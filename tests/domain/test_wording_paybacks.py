"""Payback as a person would say it, the same in a table and in a sentence."""

from dataclasses import replace
from fractions import Fraction

import pytest
from ledgers import PAYING

from fivegates.domain.economics.break_even import payback_months
from fivegates.domain.economics.scenarios import Scenario
from fivegates.domain.language import ENGLISH
from fivegates.domain.wording.paybacks import payback_sentence, payback_text

SILENT = replace(PAYING, value_per_unit=None)
"""PAYING earns 10,000 a month on 60,000 of build cost; here nobody knows what it brings."""


def earning(result: Fraction | int) -> Scenario:
    """A month that ends with this result."""
    return replace(PAYING, fixed=PAYING.fixed + 10_000 - Fraction(result))


def after(months: int) -> Scenario:
    """Paid back in so many months."""
    found = earning(Fraction(60_000, months))
    assert payback_months(found) == months
    return found


@pytest.mark.parametrize(
    ("months", "text"),
    [
        (1, "1 month"),
        (6, "6 months"),
        (36, "36 months"),
        (37, "3.1 years"),
        (48, "4 years"),
        (54, "4.5 years"),
        (120, "10 years"),
    ],
)
def test_long_paybacks_are_reported_in_years(months: int, text: str) -> None:
    assert payback_text(after(months), ENGLISH) == text
    assert payback_sentence(after(months), ENGLISH) == (
        f"The €60,000 spent to build it are paid back in {text} at this volume."
    )


@pytest.mark.parametrize(
    ("result", "brings"),
    [(Fraction(60_000, 121), "€496"), (Fraction(2), "€2.00"), (Fraction(1, 500), "€0.0020")],
)
def test_beyond_ten_years_no_figure_is_named_but_what_a_month_brings(result: Fraction, brings: str) -> None:
    assert payback_text(earning(result), ENGLISH) == "over 10 years"
    assert payback_sentence(earning(result), ENGLISH) == (
        "The €60,000 spent to build it are not paid back within ten years: a month at this volume "
        f"brings {brings}."
    )


@pytest.mark.parametrize(
    ("loss", "why"),
    [
        (1_000, "a month at this volume loses €1,000"),
        (0, "a month at this volume brings no more than it costs"),
    ],
)
def test_without_a_gain_it_is_never_paid_back(loss: int, why: str) -> None:
    assert payback_text(earning(-loss), ENGLISH) == "never"
    assert payback_sentence(earning(-loss), ENGLISH) == (
        f"The €60,000 spent to build it are never paid back: {why}."
    )


@pytest.mark.parametrize("found", [SILENT, replace(PAYING, build=Fraction(0))])
def test_nothing_is_said_where_nothing_is_known_or_was_built(found: Scenario) -> None:
    assert payback_text(found, ENGLISH) == "–"
    assert payback_sentence(found, ENGLISH) == ""
