"""The tables of forecasts, conditions of decisions, and waivers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from fivegates.domain.initiative.decisions import Condition, Decision
from fivegates.domain.initiative.initiative import Forecast
from fivegates.domain.initiative.waivers import Waiver
from fivegates.exchange.parquet.columns import (
    DAY,
    SMALL,
    TEXT,
    WHOLE,
    YES_NO,
    Column,
    Exported,
    Owned,
    Table,
    owner_columns,
)


@dataclass(frozen=True, slots=True)
class _Condition:
    """A row for a condition of a decision."""

    of: Exported
    decision: Decision
    number: int
    item: Condition


FORECASTS: Final = Table[Owned[Forecast]](
    "forecasts",
    "A forecast with a probability, and what came of it.",
    (
        *owner_columns(lambda row: row.of),
        Column("forecast_id", WHOLE, "Number of the forecast in the file.", lambda row: row.item.id),
        Column("statement", TEXT, "What will be true by the day it is due.", lambda row: row.item.statement),
        Column("percent", SMALL, "How sure, 0 to 100.", lambda row: row.item.percent, "percent"),
        Column("due", DAY, "By when.", lambda row: row.item.due),
        Column("made", DAY, "Day on which it was made.", lambda row: row.item.dated),
        Column("by", TEXT, "Who made it.", lambda row: row.item.by),
        Column("outcome", TEXT, "open, yes or no.", lambda row: row.item.outcome),
        Column("resolved", DAY, "Day on which the outcome was known.", lambda row: row.item.resolved),
        Column("note", TEXT, "Free text.", lambda row: row.item.note or None),
    ),
    ("forecast_id",),
)

WAIVERS: Final = Table[Owned[Waiver]](
    "waivers",
    "Leave for a required criterion to fail, the revoked and ended ones too.",
    (
        *owner_columns(lambda row: row.of),
        Column("waiver_id", WHOLE, "Number of the waiver in the file.", lambda row: row.item.id),
        Column("criterion", TEXT, "Criterion that may fail.", lambda row: row.item.criterion),
        Column("reason", TEXT, "Why it may.", lambda row: row.item.reason),
        Column("requester", TEXT, "Who asked for it.", lambda row: row.item.requester),
        Column("approver", TEXT, "Who approved it.", lambda row: row.item.approver),
        Column("granted", DAY, "First day of it.", lambda row: row.item.granted),
        Column("until", DAY, "Last day of it.", lambda row: row.item.until),
        Column("condition", TEXT, "What has to be done meanwhile.", lambda row: row.item.condition or None),
        Column("revoked", DAY, "Day from which it has no effect.", lambda row: row.item.revoked),
        Column("revoked_by", TEXT, "Who revoked it.", lambda row: row.item.revoked_by or None),
        Column("revoked_why", TEXT, "Why it was revoked.", lambda row: row.item.revoked_why or None),
        Column(
            "in_force",
            YES_NO,
            "Whether it has effect on the day of the export.",
            lambda row: row.item.in_force(row.of.day),
        ),
    ),
    ("waiver_id",),
)

CONDITIONS: Final = Table[_Condition](
    "conditions",
    "A condition of a decision.",
    (
        *owner_columns(lambda row: row.of),
        Column("decision_id", WHOLE, "Number of the decision in the file.", lambda row: row.decision.id),
        Column("decision_date", DAY, "Day of the decision.", lambda row: row.decision.dated),
        Column("outcome", TEXT, "What was decided.", lambda row: row.decision.outcome),
        Column("decided_by", TEXT, "Who decided.", lambda row: row.decision.by),
        Column("number", SMALL, "Place of the condition in the decision, from 1.", lambda row: row.number),
        Column("condition", TEXT, "What has to be true.", lambda row: row.item.text),
        Column("owner", TEXT, "Who sees to it; NULL where nobody does.", lambda row: row.item.owner or None),
        Column("due", DAY, "Until when.", lambda row: row.item.due),
        Column("state", TEXT, "open, met or not-met.", lambda row: row.item.state),
        Column("note", TEXT, "Free text.", lambda row: row.item.note or None),
    ),
    ("decision_id", "number"),
)


def promise_rows(of: Exported) -> Iterator[tuple[Table[Any], object]]:
    """The rows of one initiative, each with its table."""
    record = of.record
    for forecast in record.forecasts:
        yield FORECASTS, Owned(of, forecast)
    for waiver in record.waivers:
        yield WAIVERS, Owned(of, waiver)
    for decision in record.decisions:
        for number, condition in enumerate(decision.conditions, 1):
            yield CONDITIONS, _Condition(of, decision, number, condition)
