"""A language as an argument: translated sentences, dates and numbers of its locale, and text direction."""

import re
import unicodedata
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from gettext import NullTranslations
from math import floor
from typing import Final

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent

from fivegates.domain.economics.amounts import Amount, exponent, rounded, unit_digits
from fivegates.domain.economics.months import Month

FIRST_STRONG_ISOLATE: Final = "\u2068"
POP_ISOLATE: Final = "\u2069"
LEFT_TO_RIGHT_MARK: Final = "\u200e"

_RIGHT_TO_LEFT = {"R", "AL", "AN"}
# Few of a text: all before them are written from left to right.
_MAY_BE_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\U0010ffff]")
# Escapes: next to each other such letters change places in an editor.
_PERSIAN: Final = frozenset("\u067e\u0686\u0698\u06a9\u06af\u06cc")
_URDU: Final = frozenset("\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2")
_YIDDISH: Final = frozenset("\u05f0\u05f1\u05f2")


def has_right_to_left(text: str) -> bool:
    """True if any of `text` is written from right to left."""
    if text.isascii():
        return False
    found = _MAY_BE_RIGHT_TO_LEFT.findall(text)
    return any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in found)


def right_to_left_language(text: str) -> str:
    """The language of right-to-left letters; empty without any.

    Letters used only in Urdu, Persian or Yiddish identify these; otherwise it is the main language of the
    script, Arabic or Hebrew. Letters may be in their joined forms.
    """
    if not has_right_to_left(text):
        return ""
    letters = set(unicodedata.normalize("NFKC", text))
    if any(unicodedata.bidirectional(char) == "R" for char in text):
        return "yi" if letters & _YIDDISH else "he"
    if letters & _URDU:
        return "ur"
    return "fa" if letters & _PERSIAN else "ar"


def isolated(text: str) -> str:
    """`text` in an isolate where it runs from right to left, so that the sentence around it keeps its order.

    Text that is already in one isolate stays as it is. Source: UAX #9, section 2.4: first strong isolates
    are for text whose direction is not known.
    """
    if text.startswith(FIRST_STRONG_ISOLATE) and text.find(POP_ISOLATE) == len(text) - 1:
        return text
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}" if has_right_to_left(text) else text


MANY = 2
MINUS: Final = "−"
"""The sign of a negative number that people read; data keeps its hyphen."""


@dataclass(frozen=True)
class Language:
    """A translation catalogue and the locale that goes with it.

    `shipped_texts` translates the texts of data that comes with Fivegates, such as the rubric.
    """

    code: str
    translations: NullTranslations
    shipped_texts: NullTranslations = NullTranslations()  # noqa: RUF009 - it changes nothing, and never changes

    @cached_property
    def locale(self) -> Locale:
        """The Babel locale of `code`, such as `en_GB`."""
        return Locale.parse(self.code)

    @property
    def tag(self) -> str:
        """The language as BCP 47 writes it: `en-GB`."""
        return self.code.replace("_", "-")

    @property
    def states_money(self) -> bool:
        """True if amounts of money are stated; sentences that are about them alone are omitted otherwise."""
        return True

    def gettext(self, message: str, /, **values: object) -> str:
        """Translate `message`, then fill its braces with `values`, days and months as the locale has them."""
        return self._filled(self.translations.gettext(message), values)

    def ngettext(self, singular: str, plural: str, count: int, /, **values: object) -> str:
        """Translate the form that fits `count`; `{count}` stands for it."""
        text = self.translations.ngettext(singular, plural, count)
        return self._filled(text, {"count": self.number(count), **values})

    def pgettext(self, context: str, message: str, /, **values: object) -> str:
        """Translate `message` as used in `context`."""
        return self._filled(self.translations.pgettext(context, message), values)

    def shipped(self, text: str) -> str:
        """The translation of a text that comes with Fivegates; any other text unchanged.

        Records keep their texts as they were written; edited texts are in no catalogue.
        """
        return self.shipped_texts.gettext(text) if text else text

    def _filled(self, text: str, values: Mapping[str, object]) -> str:
        """Fill the braces of a sentence, if there are values for them."""
        return text.format(**{name: self._dated(value) for name, value in values.items()}) if values else text

    def _dated(self, value: object) -> object:
        """A date, a month or a text formatted for a sentence, isolated where needed; else the value."""
        match value:
            case date():
                return self.long_date(value)
            case Month():
                return self.month(value)
            case Shipped():
                return isolated(self.shipped(value))
            case str():
                return isolated(value)
        return value

    def long_date(self, day: date) -> str:
        """`12 September 2026`."""
        return format_date(day, "long", self.locale)

    def short_date(self, day: date) -> str:
        """`12 Sept 2026`, for tables."""
        return format_date(day, "medium", self.locale)

    def full_date(self, day: date) -> str:
        """`Saturday, 12 September 2026`."""
        return format_date(day, "full", self.locale)

    def time(self, at: datetime) -> str:
        """`14:05`, in the time zone that `at` has."""
        return format_time(at, "short", locale=self.locale)

    def number(self, value: int | Decimal, places: int = 0) -> str:
        """A number with the separators of the locale and at least `places` decimals."""
        if not places:
            return with_minus(format_decimal(value, locale=self.locale))
        pattern = copy(self.locale.decimal_formats[None])
        pattern.frac_prec = (places, max(places, pattern.frac_prec[1]))
        return with_minus(format_decimal(value, pattern, self.locale))

    def percent(self, value: Fraction | int) -> str:
        """A score of 0 to 100, rounded half up to whole percent for display."""
        return with_minus(format_percent(whole_percent(value) / Decimal(100), locale=self.locale))

    def month(self, month: Month) -> str:
        """`March 2026`."""
        return format_skeleton("yMMMM", month.first_day, locale=self.locale)

    def short_month(self, day: date) -> str:
        """`Mar 2026`, for axes."""
        return format_skeleton("yMMM", day, locale=self.locale)

    def money(self, amount: Amount, currency: str, digits: int | None = None) -> str:
        """`€1,234.50`, rounded half up for display to `digits` decimals, else to the currency's own."""
        places = exponent(currency) if digits is None else digits
        pattern = copy(self.locale.currency_formats["standard"])
        pattern.frac_prec = (places, places)
        shown = rounded(amount, places)
        return as_money(format_currency(shown, currency, pattern, self.locale, currency_digits=False))

    def unit_money(self, amount: Amount, currency: str) -> str:
        """The money of one unit: a small amount keeps two significant digits (`€0.0034`)."""
        return self.money(amount, currency, unit_digits(amount, currency))

    def days(self, effort: Decimal, places: int = 0) -> str:
        """An effort in person-days, with its unit; a part of a day, and a decimal, take the plural."""
        count = int(effort) if effort == int(effort) and not places else MANY
        text = self.translations.ngettext("{effort} person-day", "{effort} person-days", count)
        return text.format(effort=self.number(effort, places))

    def listed(self, items: list[str]) -> str:
        """`a, b and c`."""
        return format_list([isolated(item) for item in items], locale=self.locale)


def with_minus(number: str) -> str:
    """A number with a typographic minus: `−€1,200`, whichever sign the locale has."""
    return number.replace("-", MINUS)


def as_money(amount: str) -> str:
    """An amount as people read it: with a minus sign, and yen as ¥.

    British English has JP¥ to tell it from the yuan, which is CN¥ anyway.
    """
    return with_minus(amount).replace("JP¥", "¥")


def whole_percent(value: Fraction | int) -> int:
    """Round half up, for display only: a verdict compares the exact score."""
    return floor(value + Fraction(1, 2))


class Shipped(str):
    """A text of data that fills a sentence, and may be one that comes with Fivegates."""

    __slots__ = ()


class Message:
    """A sentence kept as its English template and the values that fill it, to be worded in any language."""

    def __init__(self, template: str, /, **values: object) -> None:
        self.template = template
        self.values = values

    def text(self, language: Language) -> str:
        """The sentence in `language`."""
        return language.gettext(self.template, **self.values)


def gettext_noop(message: str) -> str:
    """Mark a sentence for translators where it is written, if it is used somewhere else."""
    return message


ENGLISH = Language("en_GB", NullTranslations())
