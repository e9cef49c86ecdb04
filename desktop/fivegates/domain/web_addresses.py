"""Recognises web addresses that a paper or the window may link to."""

from typing import Final
from urllib.parse import SplitResult, quote, urlsplit

WEB_SCHEMES: Final = frozenset({"http", "https"})
"""Schemes of addresses that a paper or the window may open."""
# What an address may hold as it is: the reserved characters of RFC 3986, and what is escaped already.
_AS_IT_IS: Final = ":/?#[]@!$&'()*+,;=%~"


def web_address(text: str) -> str | None:
    """The address, escaped to ASCII, where a text as a whole is one; None where it is no plain web address.

    Only http and https count. The host has to be readable in the text as the network knows it: an address
    with a user name before the host, with a host in letters outside ASCII, or with invisible characters,
    is none.
    """
    address = text.strip()
    parts = _split(address)
    if parts is None or parts.scheme not in WEB_SCHEMES or not parts.hostname:
        return None
    readable = parts.netloc.isascii() and not {"@", "\\", "%"} & set(parts.netloc)
    if not readable or not address.isprintable() or " " in address:
        return None
    return quote(address, safe=_AS_IT_IS)


def host_of(address: str) -> str:
    """The host of a web address."""
    return urlsplit(address).hostname or ""


def _split(address: str) -> SplitResult | None:
    """The parts of an address; None where it has none."""
    try:
        return urlsplit(address)
    except ValueError:  # as of a bracket that is not closed
        return None
