"""Limits of fields, declared beside them: `name: Annotated[str, Line(TITLE, required=True)]`.

A limit without values is a plain class: it needs none of the methods that `dataclass` compiles at import.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Final, TypeAlias

from fivegates.domain.economics.amounts import known_currency
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.fields import Named, Number, field_problems
from fivegates.domain.language import gettext_noop
from fivegates.domain.quoting import NONCHARACTER, UNSTORABLE

SHORT_TEXT: Final = 200
TITLE: Final = 400
LABEL: Final = 100
REFERENCE: Final = 2_000
SUMMARY: Final = 2_000
LONG_TEXT: Final = 5_000
MOST_LABELS: Final = 50
MOST_QUESTIONS: Final = 50
MOST_BALLOTS: Final = 500
"""Maximum number of ballots of one panel, in all its rounds."""
MOST_ROUNDS: Final = 20
FIRST_DAY: Final = date(2000, 1, 1)
LAST_DAY: Final = date(2100, 12, 31)
AMOUNT_LIMIT: Final = Decimal(10**15)
MOST_DECIMALS: Final = 20
MOST_COUNT: Final = 10**15 - 1
MOST_VOLUME: Final = 10**12
MOST_EFFORT: Final = Decimal(10_000)
MOST_HISTORY_DAYS: Final = 36_500
MOST_PRICE: Final = Decimal(1_000)
"""Above the price of any token, in any currency that models are priced in."""
TOP_LEVEL: Final = 4
LEVELS: Final = range(TOP_LEVEL + 1)
TENTH: Final = Decimal("0.1")
WHOLE: Final = 100
"""100 %."""
NONCHARACTER_FOUND: Final = gettext_noop(
    "This has a code point that is no character, so it cannot be stored ({code})."
)

_LINE_BREAK: Final = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")
CODE_PATTERN: Final = re.compile(r"[A-Za-z0-9._-]{1,32}")
_NOTHING: Final[tuple[Problem, ...]] = ()


def line_problems(
    place: str, text: str, longest: int = SHORT_TEXT, *, required: bool = False
) -> Iterable[Problem]:
    """Find problems of text on one line of bounded length."""
    if _is_plain(text, longest, required=required):
        return _NOTHING
    if _LINE_BREAK.search(text):
        return (Problem(place, UserError("Write this on one line.")),)
    return _text(place, text, longest, required=required)


def prose_problems(
    place: str, text: str, longest: int = LONG_TEXT, *, required: bool = False
) -> Iterable[Problem]:
    """Find problems of text that may run over several lines, and hold tabs."""
    if _is_plain(text, longest, required=required):
        return _NOTHING
    return _text(place, text.replace("\n", " ").replace("\t", " "), longest, required=required)


def _is_plain(text: str, longest: int, *, required: bool) -> bool:
    """Fast path: whether a text is certainly valid; a longer check decides otherwise."""
    return len(text) <= longest and text.isprintable() and not (required and not text.strip())


def _text(place: str, text: str, longest: int, *, required: bool) -> Iterator[Problem]:
    """Check text of bounded length for characters that no field accepts."""
    if required and not text.strip():
        yield Problem(place, UserError("This must not be empty."))
    if len(text) > longest:
        yield Problem(
            place,
            UserError("This has {count} characters; at most {most} fit.", count=len(text), most=longest),
        )
    if bad := UNSTORABLE.search(text):
        code = f"U+{ord(bad[0]):04X}"
        yield Problem(place, UserError("This has a character that cannot be stored ({code}).", code=code))
    if bad := NONCHARACTER.search(text):
        yield Problem(place, UserError(NONCHARACTER_FOUND, code=f"U+{ord(bad[0]):04X}"))


def day_problems(place: str, day: date | None) -> Iterable[Problem]:
    """Find a day outside this century, so that a wrong digit in the year is seen."""
    if day is None or FIRST_DAY <= day <= LAST_DAY:
        return _NOTHING
    return (Problem(place, UserError("Choose a date from 1 January 2000 to 31 December 2100.")),)


def currency_problems(place: str, currency: str) -> Iterable[Problem]:
    """Find codes other than those of ISO 4217, in capitals."""
    if known_currency(currency):
        return _NOTHING
    return (Problem(place, UserError("Write a currency by its three capital letters, such as EUR.")),)


def fits(number: Decimal) -> bool:
    """True if it is a number, and has no more decimals than are kept."""
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -MOST_DECIMALS


@dataclass(frozen=True, slots=True)
class Line:
    """Text of at most `longest` characters on one line."""

    longest: int = SHORT_TEXT
    required: bool = False

    def problems(self, place: str, value: str) -> Iterable[Problem]:
        """Find problems of the text."""
        return line_problems(place, value, self.longest, required=self.required)


@dataclass(frozen=True, slots=True)
class Prose:
    """Text of at most `longest` characters that may run over several lines."""

    longest: int = LONG_TEXT
    required: bool = False

    def problems(self, place: str, value: str) -> Iterable[Problem]:
        """Find problems of the text."""
        return prose_problems(place, value, self.longest, required=self.required)


class Code:
    """A code that is plain enough for a command line and a file name."""

    def problems(self, place: str, value: str) -> Iterator[Problem]:
        """Find invalid codes."""
        if not CODE_PATTERN.fullmatch(value):
            reason = UserError("Write 1 to 32 letters (A to Z), digits, full stops, underscores or hyphens.")
            yield Problem(place, reason)


class Labels:
    """A short list of short names."""

    def problems(self, place: str, value: tuple[str, ...]) -> Iterator[Problem]:
        """Find too many labels, and problems of each."""
        yield from Entries(MOST_LABELS).problems(place, value)
        for index, label in enumerate(value):
            yield from line_problems(f"{place}[{index}]", label, LABEL, required=True)


class Questions:
    """A short list of questions, each of a few lines."""

    def problems(self, place: str, value: tuple[str, ...]) -> Iterator[Problem]:
        """Find too many questions, and problems of each."""
        yield from Entries(MOST_QUESTIONS).problems(place, value)
        for index, question in enumerate(value):
            yield from prose_problems(f"{place}[{index}]", question, SUMMARY, required=True)


class Round:
    """The number of a round of a panel, from 1."""

    def problems(self, place: str, value: int) -> Iterator[Problem]:
        """Find an invalid round number."""
        if not 1 <= value <= MOST_ROUNDS:
            yield Problem(place, UserError("Write a whole number from 1 to {most}.", most=MOST_ROUNDS))


@dataclass(frozen=True, slots=True)
class Digits:
    """A fixed number of lower-case hexadecimal digits, or none."""

    count: int

    def problems(self, place: str, value: str) -> Iterator[Problem]:
        """Find a text that is not such digits."""
        if value and not re.fullmatch(f"[0-9a-f]{{{self.count}}}", value):
            reason = UserError("Write {count} hexadecimal digits, in small letters.", count=self.count)
            yield Problem(place, reason)


@dataclass(frozen=True, slots=True)
class Entries:
    """A list of at most `most` entries."""

    most: int

    def problems(self, place: str, value: tuple[object, ...]) -> Iterator[Problem]:
        """Find too many entries."""
        if len(value) > self.most:
            reason = UserError(
                "This has {count} entries; at most {most} fit.", count=len(value), most=self.most
            )
            yield Problem(place, reason)


class Parts:
    """A list of records, each with limits of its own."""

    def problems(self, place: str, value: tuple[object, ...]) -> Iterator[Problem]:
        """Find problems of each part, at its place."""
        for index, part in enumerate(value):
            for problem in field_problems(part):
                yield Problem(f"{place}[{index}].{problem.place}", problem.reason)


class Part:
    """A record within a record, with limits of its own."""

    def problems(self, place: str, value: object) -> Iterator[Problem]:
        """Find problems of the part, at its place."""
        for problem in field_problems(value):
            yield Problem(f"{place}.{problem.place}", problem.reason)


class Flat:
    """A record within a record, whose fields JSON holds beside those of the outer one."""

    def problems(self, _place: str, value: object) -> Iterable[Problem]:
        """Find problems of the inner fields."""
        return field_problems(value)


class Day:
    """A day of this century."""

    def problems(self, place: str, value: date) -> Iterable[Problem]:
        """Find a day of another century."""
        return day_problems(place, value)


class Currency:
    """A currency of ISO 4217."""

    def problems(self, place: str, value: str) -> Iterable[Problem]:
        """Find an unknown currency."""
        return currency_problems(place, value)


class Money:
    """An amount that can be stored with every digit."""

    def problems(self, place: str, value: Decimal) -> Iterable[Problem]:
        """Find an amount that is too large or too fine."""
        if fits(value) and -AMOUNT_LIMIT < value < AMOUNT_LIMIT:
            return _NOTHING
        reason = UserError(
            "Write an amount below 1,000,000,000,000,000, with at most {most} decimals.", most=MOST_DECIMALS
        )
        return (Problem(place, reason),)


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number from 0."""

    def problems(self, place: str, value: int) -> Iterable[Problem]:
        """Find a number below zero, or too large to store."""
        if 0 <= value <= MOST_COUNT:
            return _NOTHING
        return (Problem(place, UserError("Write a whole number from 0 to 999,999,999,999,999.")),)


class Cases:
    """Number of cases tested, at least one."""

    def problems(self, place: str, value: int) -> Iterator[Problem]:
        """Find a number below one, or too large to store."""
        if not 1 <= value <= MOST_COUNT:
            yield Problem(place, UserError("Write a whole number from 1 to 999,999,999,999,999."))


class HistoryDays:
    """Number of days for which the history of edits is kept: from 1 to a hundred years."""

    def problems(self, place: str, value: int) -> Iterator[Problem]:
        """Find a number below one, or above the limit of the table."""
        if not 1 <= value <= MOST_HISTORY_DAYS:
            yield Problem(place, UserError("Write a whole number of days from 1 to 36,500."))


class Volume:
    """Units a month, from one to a plausible maximum."""

    def problems(self, place: str, value: int) -> Iterator[Problem]:
        """Find a volume below one, or above the maximum."""
        if not 1 <= value <= MOST_VOLUME:
            yield Problem(place, UserError("Write a whole number from 1 to 1,000,000,000,000."))


class LevelNumber:
    """One of the five levels."""

    def problems(self, place: str, value: int) -> Iterator[Problem]:
        """Find a number outside the levels."""
        if value not in LEVELS:
            yield Problem(place, UserError("Choose a level from 0 to 4."))


class Percent:
    """A whole number of percent."""

    def problems(self, place: str, value: int) -> Iterator[Problem]:
        """Find a number that is no probability."""
        if not 0 <= value <= WHOLE:
            yield Problem(place, UserError("Write a whole number of percent from 0 to 100."))


class Effort:
    """Person-days in whole or tenths."""

    def problems(self, place: str, value: Decimal) -> Iterator[Problem]:
        """Find an invalid number of person-days."""
        if not (value.is_finite() and 0 <= value <= MOST_EFFORT and value == value.quantize(TENTH)):
            reason = UserError("Write person-days from 0 to 10,000, with at most one decimal.")
            yield Problem(place, reason)


class NotBelowZero:
    """A plain number from zero."""

    def problems(self, place: str, value: Decimal) -> Iterator[Problem]:
        """Find a number that is negative, too large or too fine."""
        if not (fits(value) and not value.is_signed() and value < AMOUNT_LIMIT):
            reason = UserError("Write a number from 0, with at most {most} decimals.", most=MOST_DECIMALS)
            yield Problem(place, reason)


class AboveZero:
    """A plain number above zero."""

    def problems(self, place: str, value: Decimal) -> Iterator[Problem]:
        """Find a number that is not above zero, too large or too fine."""
        if not (fits(value) and 0 < value < AMOUNT_LIMIT):
            reason = UserError("Write a number above 0, with at most {most} decimals.", most=MOST_DECIMALS)
            yield Problem(place, reason)


class Share:
    """A part of a whole, from 0 to 1."""

    def problems(self, place: str, value: Decimal) -> Iterator[Problem]:
        """Find a number outside 0 to 1."""
        if not (fits(value) and not value.is_signed() and value <= 1):
            yield Problem(place, UserError("Write a share from 0% to 100%."))


class PriceChange:
    """A change of price as a fraction: a fall of all of it at most."""

    def problems(self, place: str, value: Decimal) -> Iterator[Problem]:
        """Find a fall below −1, and numbers that are too large or too fine."""
        if not (fits(value) and -1 <= value < AMOUNT_LIMIT):
            yield Problem(place, UserError("Write a change of price from −100%."))


class TokenPrice:
    """The exact price of one token."""

    def problems(self, place: str, value: Decimal) -> Iterator[Problem]:
        """Find a price that is negative, too high or too fine."""
        if not (fits(value) and not value.is_signed() and value < MOST_PRICE):
            reason = UserError(
                "Write a price from 0 to below 1,000 a token, with at most {most} decimals.",
                most=MOST_DECIMALS,
            )
            yield Problem(place, reason)


Dated: TypeAlias = Annotated[date, Named("date"), Day()]
"""The day of a record, which JSON calls `date`."""
PersonDays: TypeAlias = Annotated[Decimal | None, Number(), Effort()]
