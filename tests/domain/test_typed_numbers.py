"""What an input field shows it reads back, in every language; anything else is refused in words."""

from decimal import Decimal

import pytest
from babel import localedata
from hypothesis import example, given
from hypothesis import strategies as st

from fivegates.domain.errors import UserError
from fivegates.domain.typed_numbers import (
    number_text,
    read_count,
    read_number,
    read_number_of_any_language,
)
from fivegates.languages import language

CODES = sorted(localedata.locale_identifiers())
numbers = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.integers(0, 15),
)


@given(number=numbers, code=st.sampled_from(CODES))
@example(Decimal("999999999999999.999999999999999999999999999999"), "en_GB")
@example(Decimal("12500.00"), "de_CH")
@example(Decimal(-1234567), "ar")
@example(Decimal("1E+3"), "hi")
def test_what_is_shown_is_read_back_in_every_language(number: Decimal, code: str) -> None:
    shown = language(code)
    assert read_number(number_text(number, shown), shown) == number


@given(count=st.integers(0, 10**15 - 1), code=st.sampled_from(CODES))
def test_a_count_is_read_back_in_every_language(count: int, code: str) -> None:
    shown = language(code)
    assert read_count(number_text(count, shown), shown) == count


@pytest.mark.parametrize(
    ("code", "text", "number"),
    [
        ("en_GB", "12.500", "12.500"),
        ("en_GB", "12,500", "12500"),
        ("en_DE", "12.500", "12500"),
        ("de_DE", "1.234,50", "1234.50"),
        ("de_AT", "12.500", "12500"),
        ("de_CH", "12’500.5", "12500.5"),
        ("de_CH", "12'500.5", "12500.5"),
        ("sv_SE", "12 500,5", "12500.5"),
        ("sv_SE", "\N{MINUS SIGN}3", "-3"),
        ("fr_FR", "12\N{NO-BREAK SPACE}500", "12500"),
        ("fr_FR", "12\N{THIN SPACE}500", "12500"),
        ("en_GB", "12 500", "12500"),
        ("hi_IN", "12,34,567", "1234567"),
        ("en_IN", "1,234,567.25", "1234567.25"),
        ("ar", "\N{LEFT-TO-RIGHT MARK}-1,234", "-1234"),
        ("en_GB", "007", "7"),
        ("en_GB", ".5", "0.5"),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(code: str, text: str, number: str) -> None:
    assert read_number(text, language(code)) == Decimal(number)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en_GB", "1,5"),
        ("en_GB", "12.500,00"),
        ("en_GB", "0,123"),
        ("en_GB", "1,2345"),
        ("en_GB", "1,23,456"),
        ("de_DE", "1.5"),
        ("de_DE", "12,500.00"),
        ("sv_SE", "12.500"),
        ("de_CH", "1,5"),
        ("hi_IN", "123,45,67"),
        ("en_GB", "NaN"),
        ("en_GB", "Infinity"),
        ("en_GB", "1_000"),
        ("en_GB", "1e3"),
        ("en_GB", "٣"),
        ("en_GB", "$5"),
        ("en_GB", "5."),
        ("en_GB", "--5"),
        ("en_GB", "1 2"),
        ("en_GB", "1" * 16),
        ("en_GB", "1,000,000,000,000,000"),
    ],
)
def test_what_is_no_number_in_the_language_is_refused(code: str, text: str) -> None:
    with pytest.raises(UserError):
        read_number(text, language(code))


def test_a_refusal_shows_how_the_language_writes_a_number() -> None:
    with pytest.raises(UserError, match=r"^“1\.5” is not a number here\. Write it like 1\.234,5\.$"):
        read_number("1.5", language("de_DE"))
    with pytest.raises(UserError, match=r"^“1 5” is not a whole number here\. Write it like 1,200\.$"):
        read_count("1\N{NO-BREAK SPACE}5", language("en_GB"))


@pytest.mark.parametrize("text", ["-1", "1.5", "1,00", "many", "1.0", "-0", "1,000,000,000,000,000"])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        read_count(text, language("en_GB"))


@pytest.mark.parametrize("text", ["12.500", "12,500", "many", "1" * 16])
def test_without_a_language_only_what_all_read_alike_is_read(text: str) -> None:
    with pytest.raises(UserError):
        read_number_of_any_language(text)
    assert read_number_of_any_language("1.234.567,5") == Decimal("1234567.5")
    assert read_number_of_any_language("12500") == 12_500
