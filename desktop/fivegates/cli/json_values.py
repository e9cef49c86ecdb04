"""What the JSON of every command is made of: plain values, exact numbers, days, decisions."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from fivegates.domain.initiative.decisions import Decision

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"


def json_text(plain: object) -> str:
    """The text that is printed: indented, its letters as they are."""
    return json.dumps(plain, ensure_ascii=False, indent=2)


def exact_number(value: Fraction | Decimal | None) -> int | float | None:
    """A whole number as one; scores are not rounded here."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def day_text(day: date | None) -> str | None:
    """A day as ISO 8601; null where there is none."""
    return day.isoformat() if day else None


def decision_as_plain(decision: Decision) -> dict[str, Plain]:
    """One decision with its conditions and thresholds."""
    return {
        "date": decision.dated.isoformat(),
        "outcome": decision.outcome.value,
        "by": decision.by,
        "rationale": decision.rationale,
        "conditions": [
            {
                "text": condition.text,
                "owner": condition.owner,
                "due": day_text(condition.due),
                "state": condition.state.value,
                "note": condition.note,
            }
            for condition in decision.conditions
        ],
        "thresholds": [
            {
                "measure": threshold.measure,
                "expand": threshold.expand,
                "stop": threshold.stop,
                "result": threshold.result,
            }
            for threshold in decision.thresholds
        ],
    }
