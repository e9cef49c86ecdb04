"""Currency signs and codes beside an amount, and the currencies that each can stand for."""

import re
from collections.abc import Mapping
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
    """The currencies that a sign or a code of ISO 4217 can stand for; none for any other text."""
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
    """Raise UserError where the sign in an amount's `text` cannot stand for the currency of its row."""
    if mark and currency not in currencies_of(mark):
        raise UserError(
            "“{text}” is written with “{mark}”, but the row is in {currency}.",
            text=shown(text),
            mark=shown(mark),
            currency=currency,
        )
