"""Serialises the cache of last seen verdicts as JSON that only this program reads."""

import json
from collections.abc import Iterable, Mapping
from datetime import date

from fivegates.domain.portfolio.last_seen import Seen
from fivegates.domain.verdict.states import VerdictState


def write_seen(kept: Iterable[Seen]) -> bytes:
    """The days as JSON, each with its verdicts by id of initiative."""
    days = [
        {"day": each.day.isoformat(), "verdicts": dict(each.verdicts), "attention": each.attention}
        for each in kept
    ]
    return json.dumps({"days": days}).encode()


def read_seen(data: bytes) -> tuple[Seen, ...]:
    """Parse the days that `write_seen` wrote; empty where anything is malformed."""
    try:
        return tuple(_seen(each) for each in json.loads(data)["days"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return ()


def _seen(plain: Mapping[str, object]) -> Seen:
    """Parse one day. Raises ValueError, TypeError, KeyError or AttributeError where it is malformed."""
    verdicts, attention = plain["verdicts"], plain["attention"]
    if not isinstance(verdicts, dict) or not isinstance(attention, int):
        raise TypeError
    found = {int(key): None if value is None else VerdictState(value) for key, value in verdicts.items()}
    return Seen(date.fromisoformat(str(plain["day"])), found, attention)
