"""Parses written numbers: signs, grouping, and a currency beside the number."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from fivegates.domain.economics.amounts import known_currency
from fivegates.domain.errors import UserError
from fivegates.domain.quoting import shown

_DOLLARS: Final = (
    "USD ARS AUD BBD BMD BND BSD BZD CAD CLP COP CUP DOP FJD GYD HKD JMD KYD LRD MOP MXN NAD NIO NZD SBD SGD "
    "SRD TTD TWD UYU XCD"
)
_MEANINGS: Final[Mapping[str, frozenset[str]]] = {
    mark: frozenset(codes.split())
    for mark, codes in {
        "$": _DOLLARS,
        "US$": "USD",
        "A$": "AUD",
        "AU$": "AUD",
        "C$": "CAD NIO",
        "CA$": "CAD",
        "HK$": "HKD",
        "MX$": "MXN",
        "NT$": "TWD",
        "NZ$": "NZD",
        "R$": "BRL",
        "S$": "SGD",
        "SG$": "SGD",
        "€": "EUR",
        "£": "GBP EGP FKP GIP SHP LBP SYP",
        "¥": "JPY CNY",
        "CN¥": "CNY",
        "JP¥": "JPY",
        "元": "CNY TWD",
        "円": "JPY",
        "₹": "INR",
        "₩": "KRW KPW",
        "₽": "RUB",
        "₺": "TRY",
        "₴": "UAH",
        "₫": "VND",
        "₱": "PHP",
        "₦": "NGN",
        "₪": "ILS",
        "₡": "CRC",
        "₲": "PYG",
        "₵": "GHS",
        "₸": "KZT",
        "฿": "THB",
        "₭": "LAK",
        "₮": "MNT",
        "₾": "GEL",
        "₼": "AZN",
        "kr": "SEK NOK DKK ISK",
        "kr.": "SEK NOK DKK ISK",
        "Kč": "CZK",
        "zł": "PLN",
        "Ft": "HUF",
        "lei": "RON MDL",
        "лв": "BGN",
        "лв.": "BGN",
        "Fr": "CHF",
        "Fr.": "CHF",
        "SFr": "CHF",
        "SFr.": "CHF",
        "R": "ZAR",
        "RM": "MYR",
        "RMB": "CNY",
        "Rp": "IDR",
        "Rp.": "IDR",
        "Rs": "INR PKR LKR NPR MUR SCR",
        "Rs.": "INR PKR LKR NPR MUR SCR",
        "TL": "TRY",
    }.items()
}
_NAMES: Final[Mapping[str, str]] = {
    name: code
    for code, names in {
        "CHF": ("swiss franc", "swiss francs"),
        "EUR": ("euro", "euros"),
        "GBP": ("pound sterling", "pounds sterling", "british pound", "british pounds"),
        "INR": ("indian rupee", "indian rupees"),
        "JPY": ("yen", "japanese yen"),
        "USD": ("us dollar", "us dollars", "u.s. dollar", "u.s. dollars"),
    }.items()
    for name in names
}
_USUAL: Final = {"$": "USD", "£": "GBP", "¥": "JPY", "kr": "SEK", "kr.": "SEK"}
"""The currency that is named as an example for a sign of several."""

_FOLDED: Final = {mark.casefold(): codes for mark, codes in _MEANINGS.items()}


def currencies_of(mark: str) -> frozenset[str]:
    """The currencies that a sign or a code of ISO 4217 can denote; none for any other text."""
    found = _FOLDED.get(mark.casefold())
    if found is not None:
        return found
    code = mark.upper()
    return frozenset({code}) if known_currency(code) else frozenset()


def currency_named(text: str) -> str:
    """The code of the currency that a cell names by its code, its sign or its name.

    Raises UserError for what names no currency, and for a sign of several.
    """
    word = " ".join(text.split())
    if word.casefold() in _NAMES:
        return _NAMES[word.casefold()]
    found = currencies_of(word)
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise UserError(
            "“{sign}” is the sign of several currencies. Write the code, such as {code}.",
            sign=shown(text),
            code=_USUAL.get(word.casefold(), min(found)),
        )
    raise UserError("“{code}” is not a currency of ISO 4217.", code=shown(text))


_HEADED: Final = re.compile(
    r"(?P<name>[^()\[\]]+?)"
    r"(?:\s*[(\[]\s*(?:in\s+)?(?P<inside>[^()\[\]]+?)\s*[)\]]|[\s_]+(?:in[\s_]+)?(?P<behind>[^\s_()\[\]]+))",
    re.IGNORECASE,
)


def without_currency(heading: str) -> tuple[str, str]:
    """The name of a column and its currency, as in `amount (EUR)`, `amount_eur` and `Amount in €`.

    The currency is empty where the heading names none, or has the sign of several; then the heading is
    given as it is.
    """
    found = _HEADED.fullmatch(heading.strip())
    if found is None:
        return heading, ""
    try:
        return found["name"], currency_named(found["inside"] or found["behind"])
    except UserError:
        return heading, ""


def require_agreement(text: str, mark: str, currency: str) -> None:
    """Raise UserError if the sign in an amount's `text` cannot denote the currency of its row."""
    if mark and currency not in currencies_of(mark):
        raise UserError(
            "“{text}” is written with “{mark}”, but the row is in {currency}.",
            text=shown(text),
            mark=shown(mark),
            currency=currency,
        )


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
    """True if a text is a number with this decimal sign."""
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
    """The parts of a number; None if its mark denotes no currency."""
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
