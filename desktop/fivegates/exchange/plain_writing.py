"""What all plain data that is written has in common: nothing is said of what is empty, amounts are text."""

from decimal import Decimal

Plain = dict[str, object]


def said(**fields: object) -> Plain:
    """Leave out what is empty or false. A level of 0 says something, and stays."""
    return without_empty(fields)


def without_empty(fields: Plain) -> Plain:
    """The fields that are neither empty nor false."""
    return {key: value for key, value in fields.items() if not _says_nothing(value)}


def _says_nothing(value: object) -> bool:
    """Whether a field may be left out; 0 is neither False nor empty here."""
    return value is None or value is False or value in ("", [], {})


def amount_text(amount: Decimal | None) -> str | None:
    """All digits of an amount, as text: a JSON number is a float to most who read it."""
    return None if amount is None else f"{amount:f}"
