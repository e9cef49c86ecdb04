"""The settings of a portfolio: title, marking and letterhead of papers, rubric, currency, day rate."""

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Final

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.limits import AboveZero, Currency, HistoryDays, Line

MOST_LOGO_BYTES: Final = 200_000
MOST_LOGO_PIXELS: Final = 2_000
"""Maximum width and height."""
LEAST_CONTRAST: Final = 4.5
"""For text of normal size, by WCAG 2.2, criterion 1.4.3."""
PAPER: Final = "#F5F7FA"
"""Darkest background of text in the accent colour: a panel of the light palette."""
_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_SIZE: Final = slice(16, 24)
_MARKS: Final = b"\xef\xbb\xbf \t\r\n"
# Of WCAG 2.2, "relative luminance".
_WEIGHTS: Final = (0.2126, 0.7152, 0.0722)
_DARK: Final = 0.04045


@dataclass(frozen=True, slots=True)
class Letterhead:
    """`accent` is a colour as `#RRGGBB`, `logo` a PNG or an SVG; each is empty where papers have none."""

    legal_entity: str = ""
    accent: str = ""
    logo: bytes = b""


NO_LETTERHEAD: Final = Letterhead()


def contrast_on_paper(colour: str) -> float:
    """The contrast ratio (WCAG 2.2, from 1 to 21) of a colour such as `#1F5FA8` with the paper."""
    lighter, darker = sorted((_luminance(colour), _luminance(PAPER)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """The relative luminance of a colour, from 0 to 1."""
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = (part / 12.92 if part <= _DARK else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(weight * part for weight, part in zip(_WEIGHTS, linear, strict=True))


class AccentColour:
    """A colour with enough contrast for text on paper; an empty text is none."""

    def problems(self, place: str, value: str) -> Iterator[Problem]:
        """Find invalid colours, and colours that are too light."""
        if value and not _COLOUR.fullmatch(value):
            yield Problem(place, UserError("Write a colour as six digits, such as #1F5FA8."))
        elif value and contrast_on_paper(value) < LEAST_CONTRAST:
            found = int(contrast_on_paper(value) * 10) / 10
            reason = UserError(
                "The contrast of this colour with the paper is {found} to 1, and text needs {least} to 1. "
                "Choose a darker one.",
                found=f"{found:.1f}",
                least=f"{LEAST_CONTRAST:.1f}",
            )
            yield Problem(place, reason)


class LogoPicture:
    """A PNG or an SVG in base64; an empty text is none."""

    def problems(self, place: str, value: str) -> Iterator[Problem]:
        """Find other formats, and files larger than a logo needs."""
        logo = decoded_logo(value)
        if value and not logo:
            yield Problem(place, UserError("This is neither a PNG nor an SVG picture."))
        elif logo:
            yield from logo_problems(place, logo)


def logo_problems(place: str, logo: bytes) -> Iterator[Problem]:
    """Find data other than PNG or SVG, or larger than a logo needs; the content of an SVG is not checked."""
    if is_svg(logo):
        if len(logo) > MOST_LOGO_BYTES:
            most, found = f"{MOST_LOGO_BYTES:,}", f"{len(logo):,}"
            reason = UserError(
                "An SVG has at most {bytes} bytes; this one has {found}.", bytes=most, found=found
            )
            yield Problem(place, reason)
        return
    width, height = (int.from_bytes(logo[_SIZE][start : start + 4]) for start in (0, 4))
    if not logo.startswith(_SIGNATURE) or not (width and height):
        yield Problem(place, UserError("This is neither a PNG nor an SVG picture."))
    elif len(logo) > MOST_LOGO_BYTES or max(width, height) > MOST_LOGO_PIXELS:
        reason = UserError(
            "A logo has at most {bytes} bytes and {pixels} pixels a side; this one has {found} bytes and "
            "{width} × {height} pixels.",
            bytes=f"{MOST_LOGO_BYTES:,}",
            pixels=f"{MOST_LOGO_PIXELS:,}",
            found=f"{len(logo):,}",
            width=str(width),
            height=str(height),
        )
        yield Problem(place, reason)


def is_svg(logo: bytes) -> bool:
    """True if these are the bytes of an SVG."""
    return logo.lstrip(_MARKS).startswith(b"<") and b"<svg" in logo


def decoded_logo(text: str) -> bytes:
    """The bytes of a logo in base64; empty where the text is not base64."""
    try:
        return b64decode(text, validate=True)
    except (Error, ValueError):
        return b""


DEFAULT_CURRENCY: Final = "EUR"
DEFAULT_HISTORY_DAYS: Final = 400


@dataclass(frozen=True, slots=True)
class DayRate:
    """The price of a person-day, above zero, in a currency."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Settings:
    """`marking` is printed on every page of a brief ("Board confidential").

    `currency` (ISO 4217) is the reporting currency. `day_rate` is the price of a person-day in it, by
    which papers price the path to ready; None where no price is wanted. `legal_entity`, `accent` and
    `logo`, a PNG in base64, are the letterhead of papers. `history_days` is the number of days for which
    the history of edits is kept.
    """

    title: Annotated[str, Line()]
    marking: Annotated[str, Line()]
    rubric_id: str
    rubric_version: str
    currency: Annotated[str, Currency()] = DEFAULT_CURRENCY
    day_rate: Annotated[Decimal | None, AboveZero()] = None
    legal_entity: Annotated[str, Line()] = ""
    accent: Annotated[str, AccentColour()] = ""
    logo: Annotated[str, LogoPicture()] = ""
    history_days: Annotated[int, HistoryDays()] = DEFAULT_HISTORY_DAYS

    @property
    def letterhead(self) -> Letterhead:
        """The letterhead of papers."""
        return Letterhead(self.legal_entity.strip(), self.accent, decoded_logo(self.logo))
