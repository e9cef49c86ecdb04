"""Parses unambiguous dates: year first, or with the name of the month.

A time beside the date is passed over, and so is its zone: the day that is written counts, so that midnight of
1 October in Berlin stays in October.
"""

import re
from collections import defaultdict
from datetime import UTC, date, datetime
from functools import cache
from typing import Final

from fivegates.domain.errors import UserError
from fivegates.domain.quoting import shown

_LANGUAGES: Final = (
    *("en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "nb", "fi"),
    *("cs", "sk", "hu", "ro", "tr", "el", "et", "lt", "lv", "sl", "bg", "uk"),
)
_SHORTEST: Final = 3


@cache
def months_by_name() -> dict[str, int]:
    """Each name in small letters without a point, with its month; one that means two months is left out.

    The names are those of CLDR: `març` and `Listopad` as well as `Mar`. Numbers and initials are no names.
    """
    from babel.dates import get_month_names

    found: dict[str, set[int]] = defaultdict(set)
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for month, name in get_month_names(width, context, language).items():
                    found[folded(name)].add(month)
    found["sept"].add(9)
    return {
        name: months.pop()
        for name, months in found.items()
        if len(months) == 1 and len(name) >= _SHORTEST and name.isalpha()
    }


def folded(name: str) -> str:
    """A name as `months_by_name` has it."""
    return name.casefold().strip(" .")


_ZONE: Final = r"(?: ?(?:Z|[A-Z]{2,5}|(?:UTC|GMT)?[+-][0-9]{1,2}(?::?[0-9]{2})?(?: ?[A-Z]{2,5})?))?"
TIME: Final = (
    r"(?:(?:[ T]|, ?)(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-6][0-9](?:[.,][0-9]{1,9})?)?"
    rf"(?: ?[AaPp]\.?[Mm]\.?)?{_ZONE}(?:\[[\w/+-]+\])?)?"
)
"""A time of day with or without a zone, behind a date."""

_YEAR: Final = r"(?P<year>(?:19|20|21)[0-9]{2})"
_NAME: Final = r"(?P<name>[^\W\d_]{3,12})\.?"
_SHORT_YEAR: Final = r"(?P<year>(?:19|20|21)[0-9]{2}|[0-9]{2})"
_DAY: Final = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.|º|er)?"
_FORMS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<year>[0-9]{{4}})([-/. ])(?P<month>[0-9]{{1,2}})(?:\2(?P<day>[0-9]{{1,2}}))?(?:{_ZONE}|{TIME})",
        rf"{_YEAR}(?P<month>[0-9]{{2}})(?:(?P<day>[0-9]{{2}})(?:T[0-9]{{4,6}}{_ZONE})?)?",
        rf"(?P<month>[0-9]{{1,2}})[-/. ]{_YEAR}",
        rf"{_YEAR}年(?P<month>[0-9]{{1,2}})月(?:(?P<day>[0-9]{{1,2}})日)?",
        rf"{_YEAR}[-/. ]{_NAME}(?:[-/. ](?P<day>[0-9]{{1,2}}))?{TIME}",
        rf"{_NAME}(?:[-/.]| ?['’]){_SHORT_YEAR}",
        rf"{_NAME},? {_YEAR}",
        rf"(?:[^\W\d_]{{2,10}}\.?,? )?{_DAY}(?: de|[-/.])? ?{_NAME}(?: de|[-/.,])? ?{_SHORT_YEAR}{TIME}",
        rf"(?:[^\W\d_]{{2,10}}\.?,? )?{_NAME} {_DAY},? {_YEAR}{TIME}",
    )
)
_SECONDS: Final = re.compile(r"[12][0-9]{9}(?:\.0+|[0-9]{3})?")
_SERIAL: Final = re.compile(r"[2-6][0-9]{4}(?:\.[0-9]+)?")
_QUARTER: Final = r"q[1-4]|[1-4]q|[1-4]\. ?(?:quarter|quartal)|t[1-4]"
_HALF: Final = r"h[12]|[12]h|s[12]|hy[12]"
_ANY_YEAR: Final = r"[-/ ']*(?:[0-9]{4}|[0-9]{2})"
_QUARTERS: Final = re.compile(
    rf"(?:{_QUARTER}){_ANY_YEAR}|(?:fy)?[0-9]{{4}}[-/ ]*(?:{_QUARTER})", re.IGNORECASE
)
_PERIODS: Final = re.compile(
    rf"(?:{_HALF}){_ANY_YEAR}|(?:fy)?[0-9]{{4}}[-/ ]*(?:{_HALF})|[0-9]{{4}}-?w[0-9]{{1,2}}(?:-[0-9])?"
    rf"|(?:week|kw|w) ?[0-9]{{1,2}}.*|fy{_ANY_YEAR}|(?:19|20|21)[0-9]{{2}}(?:[-/](?:[0-9]{{2}}){{1,2}})?",
    re.IGNORECASE,
)
"""Half-years, weeks and years."""


def read_written_day(text: str) -> date | None:
    """Read a date that has one meaning; a month is read as its first day. None for any other text.

    Raises ValueError where there is no such day, UserError for a quarter, a week, or a day's serial number.
    """
    plain = " ".join(text.split())
    for form in _FORMS:
        found = form.fullmatch(plain)
        if found is not None and (day := _day_of(found.groupdict())) is not None:
            return day
    if _SECONDS.fullmatch(plain):
        return datetime.fromtimestamp(int(plain[:10]), UTC).date()
    _refuse_periods(plain)
    return None


def _day_of(parts: dict[str, str | None]) -> date | None:
    """The day of the matched parts; None if a name is no month's."""
    name = parts.get("name")
    month = months_by_name().get(folded(name)) if name else int(parts["month"] or 0)
    if month is None:
        return None
    year = int(parts["year"] or 0)
    century = 2000 if len(parts["year"] or "") == 2 else 0  # noqa: PLR2004 - a year of two digits
    return date(century + year, month, int(parts.get("day") or 1))


def _refuse_periods(text: str) -> None:
    """Raise UserError for a period other than a month, and for a day as a spreadsheet stores it."""
    if _QUARTERS.fullmatch(text):
        raise UserError(
            "“{text}” is a quarter. Give each row a day or a month, such as 2026-03.", text=shown(text)
        )
    if _PERIODS.fullmatch(text):
        raise UserError(
            "“{text}” is neither a day nor a month. Give each row one, such as 2026-03.", text=shown(text)
        )
    if _SERIAL.fullmatch(text):
        raise UserError(
            "“{text}” may be a day as a spreadsheet stores it. Format the column there as dates, and save.",
            text=shown(text),
        )
