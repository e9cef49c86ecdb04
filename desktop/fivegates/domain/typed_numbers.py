"""Numbers in input fields: how a language writes one, and how it reads back exactly what it writes."""

import re
from copy import copy
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import lru_cache
from typing import Final

from babel.numbers import format_decimal

from fivegates.domain.errors import UserError
from fivegates.domain.language import MINUS, Language
from fivegates.domain.quoting import shown

_SPACES: Final = " \u00a0\u2009\u202f"
"""Group separators in many languages; which of them varies between versions of CLDR."""
_APOSTROPHES: Final = "'\u2019\u02bc"
_DIRECTION_MARKS: Final = re.compile("[\u061c\u200e\u200f]")
"""Invisible marks that Arabic, Hebrew and Persian write before the minus sign."""
_MOST_WHOLE_DIGITS: Final = 15
_TOO_LARGE: Final = Decimal(10) ** _MOST_WHOLE_DIGITS
_MOST_DECIMALS: Final = 30
_MOST_DIGITS: Final = 100


@dataclass(frozen=True, slots=True)
class NumberSigns:
    """Separators of decimals and groups, and the digits of the last group and of the others."""

    decimal: str
    group: str
    sizes: tuple[int, int] = (3, 3)

    @classmethod
    def of(cls, language: Language) -> "NumberSigns":
        """The signs with which `language` writes Latin digits, from CLDR."""
        symbols = language.locale.number_symbols["latn"]
        last, others = language.locale.decimal_formats[None].grouping
        return cls(symbols["decimal"], symbols["group"], (last, others))

    def read(self, text: str) -> Decimal | None:
        """The number written as `text` with these signs; None where it is none.

        Groups must be complete. Spaces and apostrophes separate groups everywhere: they mean nothing
        else.
        """
        written = _DIRECTION_MARKS.sub("", text).strip().replace(MINUS, "-")
        if not _pattern(self).fullmatch(written):
            return None
        kept = "".join("." if c == self.decimal else c for c in written if c in f"-0123456789{self.decimal}")
        return Decimal(kept)


_POINT: Final = NumberSigns(".", ",")
_COMMA: Final = NumberSigns(",", ".")


@lru_cache(maxsize=64)
def _pattern(signs: NumberSigns) -> re.Pattern[str]:
    """Digits, in groups or not, with decimals or not; no group begins with a zero, so 0,123 is no 123."""
    separators = {f"[{_SPACES}]", f"[{_APOSTROPHES}]"}
    if signs.group not in _SPACES + _APOSTROPHES:
        separators.add(re.escape(signs.group))
    shapes = {signs.sizes, (3, 3)}
    grouped = "|".join(
        rf"[1-9][0-9]{{0,{others - 1}}}(?:{separator}[0-9]{{{others}}})*{separator}[0-9]{{{last}}}"
        for separator in sorted(separators)
        for last, others in sorted(shapes)
    )
    whole = rf"(?:{grouped}|[0-9]{{1,{_MOST_WHOLE_DIGITS}}})"
    decimals = rf"{re.escape(signs.decimal)}[0-9]{{1,{_MOST_DECIMALS}}}"
    return re.compile(rf"-?(?:{whole}(?:{decimals})?|{decimals})")


def number_text(number: Decimal | int, language: Language) -> str:
    """`number` with all of its digits, as `language` writes it; `read_number` gives the same number back."""
    exact = Decimal(number)
    exponent = exact.as_tuple().exponent
    places = max(-exponent, 0) if isinstance(exponent, int) else 0
    pattern = copy(language.locale.decimal_formats[None])
    pattern.frac_prec = (places, places)
    with localcontext(prec=_MOST_DIGITS):  # Babel rounds in the current context, which has 28
        return format_decimal(exact, pattern, language.locale)


def read_number(text: str, language: Language) -> Decimal:
    """Read a number strictly as `language` writes it. Raises UserError that says how to write one."""
    number = NumberSigns.of(language).read(text)
    if number is None or number.copy_abs() >= _TOO_LARGE:
        raise UserError(
            "“{text}” is not a number here. Write it like {example}.",
            text=_quoted(text),
            example=number_text(Decimal("1234.5"), language),
        )
    return number


def read_count(text: str, language: Language) -> int:
    """Read a whole number that is not negative, strictly as `language` writes it. Raises UserError."""
    number = NumberSigns.of(language).read(text)
    exact = number is not None and not number.is_signed() and number.as_tuple().exponent == 0
    if number is None or not exact or number >= _TOO_LARGE:
        raise UserError(
            "“{text}” is not a whole number here. Write it like {example}.",
            text=_quoted(text),
            example=number_text(1_200, language),
        )
    return int(number)


def read_number_of_any_language(text: str) -> Decimal:
    """Read a number whose language is not known. Raises UserError where two languages read two numbers."""
    readings = {signs.read(text) for signs in (_POINT, _COMMA)} - {None}
    if len(readings) > 1:
        raise UserError(
            "“{text}” can be two amounts. Leave out the separator of thousands.", text=_quoted(text)
        )
    number = readings.pop() if readings else None
    if number is None or number.copy_abs() >= _TOO_LARGE:
        raise UserError("“{text}” is not a number.", text=_quoted(text))
    return number


def _quoted(text: str) -> str:
    """The typed text as messages quote it; spaces of every kind are shown as a space."""
    return shown(" ".join(text.split()))
