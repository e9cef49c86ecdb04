"""Sentences, dates and numbers in a language that is handed over."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from gettext import GNUTranslations, NullTranslations
from io import BytesIO

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given
from hypothesis.strategies import integers, sampled_from
from pseudo import PSEUDO

from fivegates.domain.economics.months import Month
from fivegates.domain.language import ENGLISH, MINUS, Language, Message, Shipped, gettext_noop, whole_percent

DAY = date(2026, 9, 3)


def polish() -> Language:
    """Polish as gettext reads it, with its three plural forms."""
    catalogue = Catalog(locale="pl")
    catalogue.add("Open", "Otwarta", context="gate")
    catalogue.add("Open", "Otwarte", context="action")
    catalogue.add("Hello {name}", "Witaj {name}")
    catalogue.add(("{count} step", "{count} steps"), ("{count} krok", "{count} kroki", "{count} kroków"))
    catalogue.add(
        ("{effort} person-day", "{effort} person-days"), ("{effort} dzień", "{effort} dni", "{effort} dni!")
    )
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Language("pl_PL", GNUTranslations(compiled))


POLISH = polish()


# Sentences


def test_english_is_the_source() -> None:
    assert ENGLISH.gettext("Hello {name}", name="Ada") == "Hello Ada"


def test_a_sentence_is_translated_before_it_is_filled() -> None:
    assert POLISH.gettext("Hello {name}", name="Ada") == "Witaj Ada"


def test_a_text_that_comes_with_fivegates_is_translated_and_one_that_was_edited_is_not() -> None:
    speaking = Language("en_GB", NullTranslations(), POLISH.translations)
    assert speaking.shipped("Hello {name}") == "Witaj {name}"
    assert speaking.shipped("Hello all") == "Hello all"
    assert speaking.shipped("") == ""
    label = Message("Score “{criterion}”", criterion=Shipped("Hello {name}"))
    assert label.text(speaking) == "Score “Witaj {name}”"


@pytest.mark.parametrize("text", ["{name}", "{0}", "{", "100 %", "{name.__class__}"])
def test_what_fills_a_sentence_is_data(text: str) -> None:
    assert ENGLISH.gettext("Hello {name}", name=text) == f"Hello {text}"


def test_a_day_or_a_month_in_a_sentence_is_written_as_the_locale_does() -> None:
    reported = Message("{day} in {month}", day=DAY, month=Month(2026, 9))
    assert reported.text(ENGLISH) == "3 September 2026 in September 2026"
    assert reported.text(POLISH) == "3 września 2026 in wrzesień 2026"
    assert ENGLISH.pgettext("day", "{day}", day=DAY) == "3 September 2026"
    assert ENGLISH.ngettext("{count} of {day}", "{count} of {day}", 1, day=DAY) == "1 of 3 September 2026"


def test_a_sentence_with_nothing_to_fill_may_hold_braces() -> None:
    assert ENGLISH.gettext("Press {") == "Press {"
    assert ENGLISH.pgettext("key", "Press {") == "Press {"


def test_one_word_may_have_two_translations() -> None:
    assert (POLISH.pgettext("gate", "Open"), POLISH.pgettext("action", "Open")) == ("Otwarta", "Otwarte")
    assert ENGLISH.pgettext("gate", "Open {gate}", gate="Trust") == "Open Trust"


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 steps"), (1, "1 step"), (2, "2 steps"), (1200, "1,200 steps")]
)
def test_english_plurals(count: int, text: str) -> None:
    assert ENGLISH.ngettext("{count} step", "{count} steps", count) == text


@pytest.mark.parametrize(
    ("count", "text"), [(1, "1 krok"), (2, "2 kroki"), (5, "5 kroków"), (22, "22 kroki")]
)
def test_polish_plurals(count: int, text: str) -> None:
    assert POLISH.ngettext("{count} step", "{count} steps", count) == text


def test_a_plural_takes_other_values_too() -> None:
    assert ENGLISH.ngettext("{count} of {total}", "{count} of {total}", 2, total="9") == "2 of 9"


def test_a_message_is_reported_in_any_language() -> None:
    message = Message("Hello {name}", name="Ada")
    assert (message.text(ENGLISH), message.text(POLISH)) == ("Hello Ada", "Witaj Ada")


def test_a_sentence_marked_for_translators_is_itself() -> None:
    assert gettext_noop("Set the level") == "Set the level"


# Dates, numbers, lists


def test_dates_follow_the_locale() -> None:
    assert (ENGLISH.long_date(DAY), ENGLISH.short_date(DAY)) == ("3 September 2026", "3 Sept 2026")
    assert (POLISH.long_date(DAY), POLISH.short_date(DAY)) == ("3 września 2026", "3 wrz 2026")


def test_numbers_follow_the_locale() -> None:
    assert ENGLISH.number(40_000) == "40,000"
    assert ENGLISH.number(Decimal("1234.5")) == "1,234.5"
    assert POLISH.number(Decimal("12345.5")) == "12\xa0345,5"


def test_a_number_in_a_column_keeps_the_decimals_of_the_column() -> None:
    assert ENGLISH.number(Decimal(17), 1) == "17.0"
    assert POLISH.number(Decimal("9.5"), 1) == "9,5"
    assert ENGLISH.days(Decimal(1), 1) == "1.0 person-days"
    assert ENGLISH.days(Decimal(1)) == "1 person-day"


def test_a_negative_number_has_one_sign_in_every_shape() -> None:
    assert ENGLISH.number(-1200) == "−1,200"
    assert ENGLISH.percent(-31) == "−31%"
    assert ENGLISH.money(Decimal(-1200), "EUR", 0) == "−€1,200"
    assert ENGLISH.unit_money(Fraction(-1, 1000), "EUR") == "−€0.0010"
    assert ENGLISH.unit_money(Fraction(-1, 3000), "EUR") == "−€0.00033"
    assert ENGLISH.unit_money(Decimal(6), "JPY") == "¥6"
    assert ENGLISH.money(Decimal(6), "CNY", 0) == "CN¥6"
    assert POLISH.money(Decimal("-12.5"), "PLN") == "−12,50\xa0zł"


@given(value=integers(1, 10**9), code=sampled_from(["en_GB", "da_DK", "nl_NL", "pl_PL", "sv_SE"]))
def test_the_sign_alone_tells_a_number_from_its_opposite(value: int, code: str) -> None:
    language = Language(code, NullTranslations())
    for shown in (language.number, language.percent, lambda each: language.money(Decimal(each), "EUR")):
        assert shown(-value).replace(MINUS, "", 1) == shown(value)


@pytest.mark.parametrize(
    ("score", "text"),
    [
        (0, "0%"),
        (100, "100%"),
        (Fraction(200, 3), "67%"),
        (Fraction(149, 2), "75%"),
        (Fraction(7449, 100), "74%"),
        (Fraction(1, 2), "1%"),
    ],
)
def test_a_score_is_shown_in_whole_percent_half_up(score: Fraction | int, text: str) -> None:
    assert ENGLISH.percent(score) == text
    assert f"{whole_percent(score)}%" == text


@pytest.mark.parametrize(
    ("effort", "text"),
    [
        ("0", "0 person-days"),
        ("0.5", "0.5 person-days"),
        ("1", "1 person-day"),
        ("1.0", "1 person-day"),
        ("1.5", "1.5 person-days"),
        ("23", "23 person-days"),
        ("1250", "1,250 person-days"),
    ],
)
def test_an_effort_has_its_unit(effort: str, text: str) -> None:
    assert ENGLISH.days(Decimal(effort)) == text


@pytest.mark.parametrize(
    ("effort", "text"), [("1", "1 dzień"), ("1.5", "1,5 dni"), ("5", "5 dni!"), ("3", "3 dni")]
)
def test_an_effort_takes_the_plural_of_its_language(effort: str, text: str) -> None:
    assert POLISH.days(Decimal(effort)) == text


@pytest.mark.parametrize(
    ("items", "text"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_items_are_listed(items: list[str], text: str) -> None:
    assert ENGLISH.listed(items) == text
    assert POLISH.listed(items) == text.replace("and", "i")


def test_the_pseudo_language_brackets_what_is_translated() -> None:
    assert PSEUDO.gettext("Hello {name}", name="Ada") == "⟦Hello Ada⟧"
    assert PSEUDO.ngettext("{count} step", "{count} steps", 2) == "⟦2 steps⟧"
    assert PSEUDO.pgettext("gate", "Open") == "⟦Open⟧"


def test_a_name_from_the_right_leaves_the_order_of_the_sentence_around_it() -> None:
    assert ENGLISH.gettext("{name} is ready.", name="דנה") == "\u2068דנה\u2069 is ready."
    assert ENGLISH.gettext("{name} is ready.", name="Łódź") == "Łódź is ready."
    assert ENGLISH.listed(["דנה", "x"]) == "\u2068דנה\u2069 and x"
