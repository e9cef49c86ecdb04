from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivegates.domain.errors import UserError
from fivegates.exchange.ledger.number_and_date_formats import (
    DateEvidence,
    DateStyle,
    NumberEvidence,
    NumberStyle,
    read_day,
    read_number,
)

POINT, COMMA = NumberStyle.POINT, NumberStyle.COMMA


@pytest.mark.parametrize(
    ("text", "style", "number"),
    [
        ("12", POINT, "12"),
        ("-0.000001", POINT, "-0.000001"),
        ("$50,000.00", POINT, "50000.00"),
        ("-$1,234.5", POINT, "-1234.5"),
        ("($50.10)", POINT, "-50.10"),
        ("1.2E-05", POINT, "0.000012"),
        (".5", POINT, "0.5"),
        ("1'234'567.89", POINT, "1234567.89"),
        ("1.234,56", COMMA, "1234.56"),
        ("1 234,56 €", COMMA, "1234.56"),
        ("-0,5", COMMA, "-0.5"),
        ("−7", COMMA, "-7"),
    ],
)
def test_numbers_are_read_exactly_as_written(text: str, style: NumberStyle, number: str) -> None:
    assert read_number(text, style) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "NaN",
        "Infinity",
        "1_000",
        "1e309",
        "1e99",
        "٣٤",
        "1,23.4",
        "1,2345",
        "12,345,67",
        "--5",
        "-$-5",
        "0x1F",
        "9" * 16,
        "=1+1",
        "#DIV/0!",
        "TRUE",
        "5 apples",
        "1.2.3",
        "1" * 100_000,
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        read_number(text, POINT)


@pytest.mark.parametrize(
    "cell",
    [
        "9" * 16,
        "123456789012345678901234567890",
        "1,234,567,890,123,456.50",
        Decimal("1E15"),
        Decimal(123456789012345678),
    ],
)
def test_a_number_beyond_all_money_is_called_too_large(cell: str | Decimal) -> None:
    with pytest.raises(UserError, match="is too large"):
        read_number(cell, POINT)


@pytest.mark.parametrize("cell", [Decimal("NaN"), Decimal("1E15"), date(2026, 1, 1)])
def test_what_a_workbook_stores_is_no_number_either_if_it_is_none(cell: Decimal | date) -> None:
    with pytest.raises(UserError):
        read_number(cell, POINT)


def test_a_point_is_no_decimal_sign_where_the_comma_is() -> None:
    with pytest.raises(UserError, match="not a number"):
        read_number("12.5", COMMA)


@given(st.decimals(min_value=-(10**14), max_value=10**14, places=4))
def test_a_number_written_in_a_style_is_read_back(number: Decimal) -> None:
    pointed = f"{number:,f}"
    swapped = pointed.translate(str.maketrans(",.", ".,"))

    assert read_number(pointed, POINT) == read_number(swapped, COMMA) == number


def numbers(*texts: str) -> NumberEvidence:
    evidence = NumberEvidence()
    for text in texts:
        evidence.see(text)
    return evidence


def dates(*texts: str) -> DateEvidence:
    evidence = DateEvidence()
    for text in texts:
        evidence.see(text)
    return evidence


def test_one_number_that_tells_decides_for_the_column() -> None:
    assert numbers("1.234", "12", "7,5").style() is COMMA
    assert numbers("1,234", "12", "7.5").style() is POINT
    assert numbers("12", "NULL", "").style() is POINT


def test_a_column_in_both_styles_decides_nothing_for_what_can_be_read_in_both() -> None:
    assert numbers("1,234.50", "1.234,50", "1,500").style() is None
    assert dates("13/04/2026", "04/13/2026", "05/06/2026").style() is None
    assert numbers("1,234.50", "7.5", "1.234,50").style() is POINT
    assert dates("13/04/2026", "14/04/2026", "04/13/2026").style() is DateStyle.DAY_FIRST


def test_numbers_that_can_be_read_in_two_ways_ask() -> None:
    evidence = numbers("12", "1.234")

    assert evidence.style() is None
    assert str(evidence.question()) == "“1.234” can be read as 1.234 or as 1234. Choose the number style."


@pytest.mark.parametrize(
    ("text", "style", "day"),
    [
        ("2026-03-31", DateStyle.ISO, date(2026, 3, 31)),
        ("2026-03", DateStyle.ISO, date(2026, 3, 1)),
        ("2026-03-01T00:00:00Z", DateStyle.ISO, date(2026, 3, 1)),
        ("2026-03-01 00:00:00", DateStyle.ISO, date(2026, 3, 1)),
        ("2026-03-01T00:00:00.0000000Z", DateStyle.ISO, date(2026, 3, 1)),
        ("2026-03-01T00:00:00+02:00", DateStyle.ISO, date(2026, 3, 1)),
        ("2026-03-01 00:00:00+00", DateStyle.ISO, date(2026, 3, 1)),
        ("2026-03-01 00:00:00 UTC", DateStyle.ISO, date(2026, 3, 1)),
        ("31/03/2026", DateStyle.DAY_FIRST, date(2026, 3, 31)),
        ("31.3.26", DateStyle.DAY_FIRST, date(2026, 3, 31)),
        ("3/1/26", DateStyle.MONTH_FIRST, date(2026, 3, 1)),
        ("3/1/2026 12:00:00 AM", DateStyle.MONTH_FIRST, date(2026, 3, 1)),
        ("2026-03-31", DateStyle.MONTH_FIRST, date(2026, 3, 31)),
    ],
)
def test_dates_are_read_in_their_style(text: str, style: DateStyle, day: date) -> None:
    assert read_day(text, style) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-02-30",
        "2026-13",
        "31/31/2026",
        "yesterday",
        "46112",
        "2026-01-01T99:99Z",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        read_day(text, DateStyle.DAY_FIRST)


def test_one_date_that_tells_decides_for_the_column() -> None:
    assert dates("1/2/2026", "31/1/2026").style() is DateStyle.DAY_FIRST
    assert dates("1/2/2026", "1/31/2026").style() is DateStyle.MONTH_FIRST
    assert dates("2026-01-31", "").style() is DateStyle.ISO


def test_dates_that_can_be_read_in_two_ways_ask() -> None:
    evidence = dates("5/5/2026", "1/2/2026")

    assert evidence.style() is None
    assert str(evidence.question()) == (
        "“1/2/2026” can be the day 2026-02-01 or the day 2026-01-02. Choose which comes first, day or month."
    )
