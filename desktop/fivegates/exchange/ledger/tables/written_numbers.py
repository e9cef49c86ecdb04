"""Parses written numbers: signs, grouping, and a currency beside the number."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from fivegates.domain.errors import UserError
from fivegates.domain.quoting import shown
from fivegates.exchange.ledger.tables.currency_marks import currencies_of

LARGEST: Final = Decimal(10) ** 15

_SPACES: Final = "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
_MINUS: Final = "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
_APOSTROPHES: Final = "\u2018\u2019\u02bc\u00b4\u2032"
_ALIKE: Final = str.maketrans(
    dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_MINUS, "-")
    | dict.fromkeys(_APOSTROPHES, "'")
    | {"\uffe5": "¥", "\uff04": "$", "\uffe1": "£", "\ufe69": "$"}
)
_MARK: Final = r"[^\W\d_]{1,3}\.?|[^\W\d_]{0,3}[^\w\s()+\-.,']"
_NO_CENTS: Final = re.compile(r"(?<=[0-9])[.,]-{1,2}(?= |$)")
"""The Swiss and German notation of no cents: 1'250.- and 1250,--."""

_GROUPS: Final = "[ ']"


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number with the currency sign or code that is written beside it; `mark` is empty for none."""

    number: Decimal
    mark: str = ""


def _pattern(point: str, group: str) -> re.Pattern[str]:
    """Numbers with this decimal sign, grouped by threes or, with commas, as in India (1,23,456)."""
    grouped = [rf"[0-9]{{1,3}}(?:{each}[0-9]{{3}}){{1,19}}" for each in (group, _GROUPS)]
    if group == ",":
        grouped.append(r"[0-9]{1,2}(?:,[0-9]{2}){1,6},[0-9]{3}")
    whole = rf"(?:{'|'.join(grouped)}|[0-9]{{1,{_LONGEST}}})"
    number = rf"(?:{whole}(?:{point}[0-9]{{1,30}})?|{point}[0-9]{{1,30}})(?:[eE][-+]?[0-9]{{1,2}})?"
    before = rf"(?P<before>(?:[-+( ]|(?P<left>{_MARK})(?=[-+( 0-9.,])){{0,6}}?)"
    after = rf"(?P<after>(?:[-+) ]|(?P<right>{_MARK})){{0,6}}?)"
    return re.compile(rf"{before}(?P<number>{number}){after}")


_LONGEST: Final = 80
_PATTERNS: Final = {".": _pattern(r"\.", ","), ",": _pattern(",", r"\.")}


def is_written(text: str, point: str) -> bool:
    """Whether a text is a number with this decimal sign."""
    return _found(text, point) is not None


def read_written(text: str, point: str) -> WrittenNumber | None:
    """Read a number below 10^15 exactly; None where the text is none with this decimal sign.

    Brackets mean less than zero, as a minus before or after does. Raises UserError for more than one sign,
    and for a number that is too large.
    """
    found = _found(text, point)
    if found is None:
        return None
    signs = found["before"] + found["after"]
    if sum(signs.count(sign) for sign in "-+(") > 1:
        raise UserError("“{text}” has two signs.", text=shown(text))
    digits = "".join("." if c == point else c for c in found["number"] if c.isalnum() or c in f"{point}+-")
    number = Decimal(digits)
    if abs(number) >= LARGEST:
        raise UserError("“{text}” is too large.", text=shown(text))
    if number.is_zero():
        number = Decimal(0)
    elif "-" in signs or "(" in signs:
        number = number.copy_negate()
    return WrittenNumber(number, found["left"] or found["right"] or "")


def _found(text: str, point: str) -> re.Match[str] | None:
    """The parts of a number; a mark that stands for no currency makes it none."""
    plain = _NO_CENTS.sub("", text.strip().translate(_ALIKE))
    if len(plain) > _LONGEST:
        return None
    found = _PATTERNS[point].fullmatch(plain)
    if found is None or found["before"].count("(") != found["after"].count(")"):
        return None
    mark = found["left"] or found["right"] or ""
    signs = (found["before"] + found["after"]).replace(mark, "", 1)
    one_mark = not signs.strip("-+() ")
    return found if one_mark and (not mark or currencies_of(mark)) else None
