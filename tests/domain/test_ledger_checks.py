"""What a line of a ledger and a rate must satisfy before they are stored; each fault names its field."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import portfolio_strategies as any_
import pytest
from builders import cost, ledger, rates
from hypothesis import given

from fivegates.domain.economics.ledger import BenefitLine, CostLine, Ledger, UsageLine
from fivegates.domain.economics.ledger_checks import (
    check_benefit,
    check_cost,
    check_ledger,
    check_rate,
    check_rates,
    check_usage,
)
from fivegates.domain.economics.money import Rate
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import Problem
from fivegates.domain.initiative.record_checks import check_settings
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.settings import Settings
from fivegates.domain.review.review import Portfolio

RATE = rates().rates[0]
USAGE = ledger().usage[0]
BENEFIT = ledger().benefits[0]


def reported(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.text(ENGLISH) for problem in problems]


@pytest.mark.slow
@given(any_.portfolios())
def test_what_a_file_may_hold_has_no_problem(portfolio: Portfolio) -> None:
    assert not check_rates(portfolio.rates.rates)
    assert not any(map(check_rate, portfolio.rates.rates))
    for record in portfolio.records:
        assert not any(map(check_cost, record.ledger.costs))
        assert not any(map(check_usage, record.ledger.usage))
        assert not any(map(check_benefit, record.ledger.benefits))


def test_a_line_with_every_field_has_no_problem() -> None:
    assert not any(map(check_cost, ledger().costs))
    assert not check_usage(USAGE)
    assert not check_benefit(BENEFIT)


@pytest.mark.parametrize(
    "amount", ["0", "-999999999999999.99999999999999999999", "1E+14", "0.00000000000000000001"]
)
def test_an_amount_that_can_be_stored(amount: str) -> None:
    assert not check_cost(cost(amount))


@pytest.mark.parametrize(
    "amount",
    ["1E+15", "-1000000000000000", "0.000000000000000000001", "NaN", "sNaN", "-Infinity", "1E+999999"],
)
def test_an_amount_that_cannot_be_stored(amount: str) -> None:
    expected = "Write an amount below 1,000,000,000,000,000, with at most 20 decimals."

    assert reported(check_cost(cost(amount))) == [f"amount: {expected}"]
    assert reported(check_cost(replace(cost(), billed=Decimal(amount)))) == [f"billed: {expected}"]
    assert reported(check_benefit(replace(BENEFIT, amount=Decimal(amount)))) == [f"amount: {expected}"]


@pytest.mark.parametrize("currency", ["", "eur", "EURO", "€", "QQQ", "E R"])
def test_a_currency_that_nobody_has(currency: str) -> None:
    expected = ["currency: Write a currency by its three capital letters, such as EUR."]

    assert reported(check_cost(cost(currency=currency))) == expected
    assert reported(check_benefit(replace(BENEFIT, currency=currency))) == expected
    assert reported(check_settings(Settings("", "", "r", "1", currency))) == expected


def test_a_faulty_cost() -> None:
    faulty = replace(
        cost(),
        dated=date(206, 5, 1),
        attributed_to="two\nlines",
        source="s" * 2001,
        note="n" * 5001,
        fingerprint="f" * 201,
    )

    assert [problem.place for problem in check_cost(faulty)] == [
        "date",
        "attributed_to",
        "source",
        "note",
        "fingerprint",
    ]


@pytest.mark.parametrize(
    "field", ["units", "successes", "requests", "tokens_in", "tokens_out", "tokens_cached"]
)
@pytest.mark.parametrize("count", [-1, 10**15])
def test_a_count_is_a_whole_number_in_bounds(field: str, count: int) -> None:
    faulty = replace(UsageLine(date(2026, 5, 1)), **{field: count})  # type: ignore[arg-type]

    assert reported(check_usage(faulty)) == [f"{field}: Write a whole number from 0 to 999,999,999,999,999."]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (replace(USAGE, successes=4201), "successes: This is part of “units”, and cannot be more."),
        (replace(USAGE, tokens_cached=12_000_001), "tokens_cached: This is part of “tokens_in”, and cannot "),
        (replace(USAGE, unit="u" * 201), "unit: This has 201 characters"),
        (replace(USAGE, model="m\0"), "model: This has a character that cannot be stored"),
    ],
)
def test_a_faulty_line_of_usage(line: UsageLine, expected: str) -> None:
    (problem,) = reported(check_usage(line))

    assert problem.startswith(expected)


def test_successes_may_be_known_where_units_are_not() -> None:
    assert not check_usage(replace(USAGE, units=None, tokens_in=None))


@pytest.mark.parametrize("line", [replace(BENEFIT, what="w" * 401), replace(BENEFIT, what="a\nb")])
def test_a_faulty_benefit(line: BenefitLine) -> None:
    assert [problem.place for problem in check_benefit(line)] == ["what"]


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        (replace(RATE, value=Decimal(0)), "value: Write a rate above zero, with at most 20 decimals."),
        (replace(RATE, value=Decimal("NaN")), "value: Write a rate above zero, with at most 20 decimals."),
        (replace(RATE, value=Decimal("1E-21")), "value: Write a rate above zero, with at most 20 decimals."),
        (replace(RATE, quote="USD"), "quote: Choose another currency than the first."),
        (replace(RATE, base="usd"), "base: Write a currency by its three capital letters, such as EUR."),
        (replace(RATE, quote=""), "quote: Write a currency by its three capital letters, such as EUR."),
        (replace(RATE, month=Month(1999, 12)), "month: Choose a month from 2000-01 to 2100-12."),
        (replace(RATE, month=Month(2101, 1)), "month: Choose a month from 2000-01 to 2100-12."),
        (replace(RATE, source="a\nb"), "source: Write this on one line."),
    ],
)
def test_a_faulty_rate(rate: Rate, expected: str) -> None:
    assert reported(check_rate(rate)) == [expected]


def test_a_month_and_pair_has_one_rate_in_either_direction() -> None:
    turned = replace(RATE, base=RATE.quote, quote=RATE.base)

    assert reported(check_rates((RATE, replace(RATE, month=Month(2026, 9)), turned))) == [
        "rates[2]: There is a rate between EUR and USD for 2026-03 already."
    ]


def test_a_ledger_is_checked_line_by_line() -> None:
    whole = ledger()
    faulty = Ledger(
        costs=(*whole.costs, cost("1E+15"), whole.costs[1]),
        usage=(USAGE, replace(USAGE, units=1)),
        benefits=(BENEFIT, replace(BENEFIT, currency="", fingerprint="other"), BENEFIT),
    )

    assert not check_ledger(whole)
    assert not check_ledger(replace(whole, costs=(cost(), cost())))
    assert [problem.place for problem in check_ledger(faulty)] == [
        "costs[2].amount",
        "usage[1].successes",
        "benefits[1].currency",
        "costs[3].fingerprint",
        "usage[1].fingerprint",
        "benefits[2].fingerprint",
    ]
    assert reported(check_ledger(faulty))[3] == "costs[3].fingerprint: costs[1] has this fingerprint already."


def test_a_credit_is_a_cost_below_zero() -> None:
    credit: CostLine = cost("-12.50")

    assert not check_cost(credit)
