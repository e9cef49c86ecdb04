from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivegates.domain.economics.money import Rate, RateTable
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import UserError

MARCH = Month(2026, 3)
TABLE = RateTable((Rate(MARCH, "USD", "EUR", Decimal("0.92")),))
positive = st.decimals(min_value=Decimal("0.000001"), max_value=10**6, places=6)
amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=6)


def test_a_rate_converts_in_its_month() -> None:
    assert TABLE.convert(Decimal("100.50"), "USD", "EUR", MARCH) == Fraction("92.46")


def test_a_pair_serves_in_both_directions() -> None:
    assert TABLE.convert(Decimal("92.46"), "EUR", "USD", MARCH) == Fraction("100.5")


def test_a_rate_of_its_own_outranks_an_inverse() -> None:
    table = RateTable((*TABLE.rates, Rate(MARCH, "EUR", "USD", Decimal("1.10"))))
    assert table.convert(Decimal(1), "EUR", "USD", MARCH) == Fraction("1.1")
    assert table.convert(Decimal(1), "USD", "EUR", MARCH) == Fraction("0.92")


def test_a_currency_is_worth_itself_without_a_rate() -> None:
    assert RateTable().convert(Decimal("1.23"), "EUR", "EUR", MARCH) == Fraction("1.23")


@pytest.mark.parametrize(
    ("month", "base", "quote"), [(Month(2026, 4), "USD", "EUR"), (MARCH, "GBP", "EUR"), (MARCH, "USD", "GBP")]
)
def test_a_missing_rate_names_the_month_and_the_pair(month: Month, base: str, quote: str) -> None:
    with pytest.raises(UserError, match=f"no rate from {base} to {quote} for {month}"):
        TABLE.convert(Decimal(1), base, quote, month)


@given(amounts, positive)
def test_there_and_back_again_is_the_same_amount(amount: Decimal, value: Decimal) -> None:
    table = RateTable((Rate(MARCH, "USD", "EUR", value),))
    there = table.convert(amount, "USD", "EUR", MARCH)
    assert table.convert(there, "EUR", "USD", MARCH) == Fraction(amount)
