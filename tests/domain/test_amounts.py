from decimal import Decimal, Inexact
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivegates.domain.economics.amounts import (
    currencies,
    distinguishing_digits,
    exact_product,
    exact_sum,
    exponent,
    known_currency,
    rounded,
    shared_places,
    unit_digits,
)

decimals = st.decimals(min_value=-(10**15), max_value=10**15, places=12)


@pytest.mark.parametrize(("currency", "digits"), [("EUR", 2), ("JPY", 0), ("KWD", 3)])
def test_a_currency_has_as_many_decimals_as_its_coins(currency: str, digits: int) -> None:
    assert exponent(currency) == digits


def test_a_currency_is_known_by_its_code_in_capitals() -> None:
    assert known_currency("EUR")
    assert not known_currency("eur")
    assert not known_currency("EURO")


@pytest.mark.parametrize("code", ["XXX", "XTS"])
def test_a_code_for_no_currency_or_for_tests_is_none(code: str) -> None:
    assert not known_currency(code)
    assert code not in currencies()


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (Fraction(5, 1000), "0.01"),
        (Fraction(-5, 1000), "-0.01"),
        (Fraction(4, 1000), "0.00"),
        (Fraction(-4, 1000), "0.00"),
        (Decimal("2.675"), "2.68"),
        (Decimal("12345678901234567890123456789012.345"), "12345678901234567890123456789012.35"),
    ],
)
def test_half_a_cent_is_rounded_away_from_zero(amount: Fraction | Decimal, shown: str) -> None:
    assert str(rounded(amount, 2)) == shown


@given(st.lists(decimals, max_size=50))
def test_a_sum_loses_nothing(amounts: list[Decimal]) -> None:
    assert Fraction(exact_sum(amounts)) == sum(map(Fraction, amounts))


@given(decimals, st.integers(0, 10**15))
def test_a_product_loses_nothing(amount: Decimal, count: int) -> None:
    assert Fraction(exact_product(amount, count)) == Fraction(amount) * count


def test_what_cannot_be_added_exactly_is_not_added() -> None:
    with pytest.raises(Inexact):
        exact_sum([Decimal("1e150"), Decimal("1e-150")])


@pytest.mark.parametrize(
    ("amount", "currency", "digits"),
    [
        ("1.20", "EUR", 2),
        ("0.0034", "EUR", 4),
        ("0.10", "EUR", 2),
        ("0", "EUR", 2),
        ("0.5", "JPY", 2),
        ("0.05", "EUR", 2),
        ("6", "JPY", 0),
    ],
)
def test_a_small_price_keeps_two_significant_digits(amount: str, currency: str, digits: int) -> None:
    assert unit_digits(Decimal(amount), currency) == digits


def test_two_digits_are_counted_as_they_are_printed() -> None:
    assert unit_digits(Fraction(995, 10_000), "EUR") == 2
    assert unit_digits(Fraction(94, 1000), "EUR") == 3


def test_a_column_takes_the_decimals_that_its_finest_amount_needs() -> None:
    assert shared_places([Decimal(17), Decimal("9.5"), Decimal("28.0")]) == 1
    assert shared_places([Decimal("1.50"), Decimal("0.25")]) == 2
    assert shared_places([Decimal(17), Decimal("28.0"), Decimal("1E+1")]) == 0
    assert shared_places([]) == 0


def test_a_price_too_small_to_show_has_an_end() -> None:
    assert unit_digits(Fraction(1, 10**30), "EUR") == 12
    assert distinguishing_digits(Fraction(1), 1 + Fraction(1, 10**30), "EUR") == 12


def test_two_prices_that_differ_are_distinguished() -> None:
    assert distinguishing_digits(Decimal("1.26"), Decimal("1.63"), "EUR") == 2
    assert distinguishing_digits(Decimal("1.2600"), Decimal("1.2634"), "EUR") == 3
    assert distinguishing_digits(Decimal("1.26"), Decimal("1.26"), "EUR") == 2
