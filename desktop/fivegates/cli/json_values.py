"""Serialisation of JSON output: plain values, exact numbers, days."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"


def json_text(plain: object) -> str:
    """Serialise to indented JSON, without escaping non-ASCII letters."""
    return json.dumps(plain, ensure_ascii=False, indent=2)


def json_number(value: Fraction | Decimal | None) -> int | float | None:
    """A number for JSON: a whole one as int, any other as the nearest float."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def day_text(day: date | None) -> str | None:
    """A day as ISO 8601; null where there is none."""
    return day.isoformat() if day else None
