"""Dates are read in any usual form of a language, and refused in words where they are none."""

from datetime import date

import pytest
from babel import localedata
from hypothesis import example, given
from hypothesis import strategies as st

from fivegates.domain.errors import UserError
from fivegates.domain.language import ENGLISH
from fivegates.domain.typed_dates import date_text, read_date
from fivegates.languages import language

CODES = sorted(localedata.locale_identifiers())
IDES = date(2027, 3, 15)
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@given(day=days, code=st.sampled_from(CODES))
@example(IDES, "he_IL")
@example(IDES, "eu_ES")
@example(IDES, "ja_JP")
def test_what_is_shown_is_read_back_in_every_language(day: date, code: str) -> None:
    assert read_date(date_text(day, language(code)), language(code)) == day


@given(day=days, code=st.sampled_from(CODES))
def test_iso_is_read_in_every_language(day: date, code: str) -> None:
    assert read_date(day.isoformat(), language(code)) == day


@pytest.mark.parametrize("code", ["en_GB", "en_US", "de_DE", "fr_FR", "es_ES", "pl_PL", "sv_SE", "ru_RU"])
def test_the_words_that_echo_a_date_are_read_too(code: str) -> None:
    shown = language(code)
    for text in (shown.short_date(IDES), shown.long_date(IDES), shown.full_date(IDES)):
        assert read_date(text, shown) == IDES


@pytest.mark.parametrize(
    ("code", "text", "day"),
    [
        ("en_GB", "15 Mar 2027", IDES),
        ("en_GB", "15 march 2027", IDES),
        ("en_GB", " March 15, 2027 ", IDES),
        ("en_GB", "15th March 2027", IDES),
        ("en_GB", "Mon 15 Mar 2027", IDES),
        ("en_GB", "15-Mar-27", IDES),
        ("en_GB", "15/3/2027", IDES),
        ("en_GB", "15.3.27", IDES),
        ("en_GB", "2027-03-15", IDES),
        ("en_GB", "2027/3/15", IDES),
        ("en_GB", "20270315", IDES),
        ("en_GB", "31 Jan 2027", date(2027, 1, 31)),
        ("en_GB", "1 Sept 2027", date(2027, 9, 1)),
        ("en_GB", "3/4/2027", date(2027, 4, 3)),
        ("en_US", "3/4/2027", date(2027, 3, 4)),
        ("de_DE", "15.3.2027", IDES),
        ("de_DE", "15. März 2027", IDES),
        ("de_DE", "15 Mar 2027", IDES),
        ("fr_FR", "1er mars 2027", date(2027, 3, 1)),
        ("es_ES", "15 de marzo de 2027", IDES),
        ("cs_CZ", "1. červenec 2027", date(2027, 7, 1)),
        ("sv_SE", "15/3 2027", IDES),
        ("hu_HU", "2027. márc. 15.", IDES),
        ("ja_JP", "2027年3月15日", IDES),
        ("vi_VN", "15 thg 3, 2027", IDES),
        ("ar_EG", "15\N{RIGHT-TO-LEFT MARK}/03\N{RIGHT-TO-LEFT MARK}/2027", IDES),
    ],
)
def test_a_date_is_read_in_any_usual_form(code: str, text: str, day: date) -> None:
    assert read_date(text, language(code)) == day


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en_GB", "31 Feb 2027"),
        ("en_GB", "2027-02-31"),
        ("en_GB", "15 Mar"),
        ("en_GB", "Mar 2027"),
        ("en_GB", "2027"),
        ("en_GB", "3/15/2027"),
        ("en_US", "15/3/2027"),
        ("en_GB", "Tuesday 15 March 2027"),
        ("en_GB", "15 Ma 2027"),
        ("en_GB", "15 Ju 2027"),
        ("en_GB", "15 Mar Apr 2027"),
        ("en_GB", "15 Mar 027"),
        ("en_GB", "2015 Mar 2027"),
        ("en_GB", "15 Mar 2027 at noon"),
        ("en_GB", "soon"),
        ("en_GB", "27-03"),
        ("en_GB", "15.3.2027 12:00"),
        ("fi_FI", "15 mar 2027"),
        ("fr_FR", "15 jui 2027"),
        ("ko_KR", "26. 1. 3."),
    ],
)
def test_what_is_not_a_date_in_the_language_is_refused(code: str, text: str) -> None:
    with pytest.raises(UserError):
        read_date(text, language(code))


def test_a_refusal_says_how_to_write_a_date() -> None:
    with pytest.raises(
        UserError, match=r"^“31 Feb” is not a date here\. Write it like 15 Mar 2026 or 2026-03-15\.$"
    ):
        read_date("31 Feb", ENGLISH)


def test_a_date_that_its_language_cannot_read_back_is_shown_in_iso() -> None:
    assert date_text(IDES, language("eu_ES")) == "2027-03-15"
    assert date_text(IDES, ENGLISH) == "15 Mar 2027"
