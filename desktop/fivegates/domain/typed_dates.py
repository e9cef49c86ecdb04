"""Dates as people type them: ISO, or day, month and year in the order and the words of a language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Final

from babel import Locale

from fivegates.domain.errors import UserError
from fivegates.domain.language import Language
from fivegates.domain.quoting import shown

EXAMPLE: Final = date(2026, 3, 15)
_ISO: Final = re.compile(r"([0-9]{4})([-/.]?)([0-9]{2})\2([0-9]{2})")
_INVISIBLE: Final = re.compile("[\u061c\u200e\u200f]")
_SEPARATORS: Final = re.compile(r"[\s,،、./·\u2010\u2011–-]+")
_TOKEN: Final = re.compile(r"[0-9]+|[^0-9\s]+")
_ORDINALS: Final = frozenset({"st", "nd", "rd", "th", "er", "re", "º", "ª", "°", "of", "the"})
_YEAR_DIGITS: Final = 4
_SHORT_YEAR_DIGITS: Final = 2
_SHORTEST_PREFIX: Final = 3
_CENTURY: Final = 2000
_PARTS: Final = 3


@dataclass(frozen=True)
class DateWords:
    """The words of a language in dates, normalised, and whether the day precedes the month in figures."""

    months: dict[str, int]
    weekdays: dict[str, int]
    fillers: frozenset[str]
    day_first: bool

    def month(self, word: str) -> int | None:
        """The month of this name, or the only one whose names in this language or English begin with it."""
        if word in self.months:
            return self.months[word]
        known = chain(self.months.items(), _ENGLISH_MONTHS.items())
        found = {month for name, month in known if name.startswith(word)}
        fits = len(found) == 1 and (len(word) >= _SHORTEST_PREFIX or word in _ENGLISH_MONTHS)
        return found.pop() if fits else None


@dataclass(slots=True)
class _Parts:
    """The parts of a date found in its tokens."""

    numbers: list[str] = field(default_factory=list)
    month: int | None = None
    weekday: int | None = None


def read_date(text: str, language: Language) -> date:
    """Read a date in ISO, or as `language` writes one; in figures alone its order of day and month counts.

    Months may be named in the language or in English, whole or cut to three letters or more. A year of two
    digits, written last, is one of this century. Raises UserError that says how to write a date.
    """
    written = _INVISIBLE.sub("", text).strip()
    day = _iso(written) or _worded(written, date_words(language.code))
    if day is None:
        raise UserError(
            "“{text}” is not a date here. Write it like {example} or {iso}.",
            text=shown(" ".join(text.split())),
            example=language.short_date(EXAMPLE),
            iso=EXAMPLE.isoformat(),
        )
    return day


def date_text(day: date, language: Language) -> str:
    """`day` as `language` writes it in tables, in ISO where that cannot be parsed back."""
    text = language.short_date(day)
    try:
        return text if read_date(text, language) == day else day.isoformat()
    except UserError:
        return day.isoformat()


def _iso(text: str) -> date | None:
    """`2027-03-15`, also with other signs between its parts or none."""
    found = _ISO.fullmatch(text)
    return _day(int(found[1]), int(found[3]), int(found[4])) if found else None


def _worded(text: str, words: DateWords) -> date | None:
    """A date written in words; None where a word is unknown, or a part is missing."""
    parts = _parts(text, words)
    if parts is None:
        return None
    day = _named(parts) if parts.month else _figures(parts.numbers, words)
    return day if day and parts.weekday in {None, day.weekday()} else None


def _parts(text: str, words: DateWords) -> _Parts | None:
    """Classify each token as number, month, weekday or filler; None for any other."""
    parts = _Parts()
    for token in _TOKEN.findall(_spelled_out(text, words)):
        if token.isdigit():
            parts.numbers.append(token)
        elif (month := words.month(token)) is not None and parts.month is None:
            parts.month = month
        elif token in words.weekdays and token not in words.fillers:  # 日 is both in Japanese
            parts.weekday = words.weekdays[token]
        elif token not in words.fillers | _ORDINALS:
            return None
    return parts


def _spelled_out(text: str, words: DateWords) -> str:
    """`text` normalised, with every name that contains a space or a digit in its English form."""
    plain = f" {_normalised(text)} "
    for name in sorted(words.months, key=len, reverse=True):
        if _TOKEN.fullmatch(name) is None:
            plain = plain.replace(f" {name} ", f" {_MONTH_NAMES[words.months[name]]} ")
    for name in sorted(words.weekdays, key=len, reverse=True):
        if _TOKEN.fullmatch(name) is None:
            plain = plain.replace(f" {name} ", " ")
    return plain


def _named(parts: _Parts) -> date | None:
    """Day and year beside a named month; without four digits the year is the last of the two."""
    if parts.month is None or len(parts.numbers) != _PARTS - 1:
        return None
    first, last = parts.numbers
    year, day = (first, last) if len(first) == _YEAR_DIGITS else (last, first)
    return _of_texts(year, parts.month, day)


def _figures(numbers: list[str], words: DateWords) -> date | None:
    """Three numbers: the year first where it has four digits, else last."""
    if len(numbers) != _PARTS:
        return None
    if len(numbers[0]) == _YEAR_DIGITS:
        return _of_texts(numbers[0], int(numbers[1]), numbers[2])
    day, month = numbers[:2] if words.day_first else numbers[1::-1]
    return _of_texts(numbers[2], int(month), day)


def _of_texts(year: str, month: int, day: str) -> date | None:
    if len(day) > _SHORT_YEAR_DIGITS or len(year) not in {_SHORT_YEAR_DIGITS, _YEAR_DIGITS}:
        return None
    return _day(int(year) + (_CENTURY if len(year) == _SHORT_YEAR_DIGITS else 0), month, int(day))


def _day(year: int, month: int, day: int) -> date | None:
    """The date; None where there is none, such as 31 February."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _normalised(text: str) -> str:
    """Lower case, with one space in place of separators."""
    return _SEPARATORS.sub(" ", text.casefold()).strip()


@lru_cache(maxsize=8)
def date_words(code: str) -> DateWords:
    """The words that the locale of `code` uses in dates, from CLDR."""
    locale = Locale.parse(code)
    short, long = (locale.date_formats[width].pattern for width in ("short", "long"))
    order = long if short.lstrip("'").startswith(("y", "r")) else short
    return DateWords(
        months=dict(_names(locale, "months", 0)),
        weekdays=dict(_names(locale, "days", 0)),
        fillers=frozenset(_fillers(locale)),
        day_first=order.find("d") < max(order.find("M"), order.find("L")),
    )


def _names(locale: Locale, kind: str, start: int) -> Iterator[tuple[str, int]]:
    """Each whole or abbreviated name with its number."""
    names = locale.months if kind == "months" else locale.days
    for use in ("stand-alone", "format"):
        for width in ("abbreviated", "wide"):
            for number, name in names[use][width].items():
                yield _normalised(name), number + start


def _fillers(locale: Locale) -> Iterator[str]:
    """Words that are in the locale's patterns of dates, such as `de` or `年`."""
    for pattern in locale.date_formats.values():
        quoted = re.findall(r"'([^']+)'", pattern.pattern)
        bare = re.findall(r"[^\x00-\x7f]+", re.sub(r"'[^']*'", " ", pattern.pattern))
        for text in (*quoted, *bare):
            yield from _TOKEN.findall(_normalised(_INVISIBLE.sub("", text)))


_MONTH_NAMES: Final = {
    number: name.casefold() for number, name in Locale.parse("en").months["format"]["wide"].items()
}
_ENGLISH_MONTHS: Final = dict(_names(Locale.parse("en"), "months", 0))
