"""Rows of what the portfolio page shows: initiatives, settings, stored verdicts."""

import sqlite3
from functools import lru_cache

from fivegates.domain.initiative.initiative import Initiative, Stage
from fivegates.domain.portfolio.overview import GateMark, Reached
from fivegates.domain.portfolio.settings import Settings
from fivegates.domain.verdict.states import GateState
from fivegates.store.columns import (
    day_text,
    day_value,
    fraction_columns,
    fraction_value,
    list_text,
    list_value,
)
from fivegates.store.row_access import Row


def initiative_row(initiative: Initiative) -> Row:
    """The columns of an initiative, without its id."""
    return {
        "code": initiative.code,
        "name": initiative.name,
        "summary": initiative.summary,
        "business_unit": initiative.business_unit,
        "sponsor": initiative.sponsor,
        "stage": initiative.stage.value,
        "providers": list_text(initiative.providers),
        "models": list_text(initiative.models),
        "target_go_live": day_text(initiative.target_go_live),
        "target_volume": initiative.target_volume,
        "unit": initiative.unit,
        "tags": list_text(initiative.tags),
        "archived": int(initiative.archived),
    }


def initiative_value(row: sqlite3.Row) -> Initiative:
    """An initiative from its row."""
    return Initiative(
        code=row["code"],
        name=row["name"],
        summary=row["summary"],
        business_unit=row["business_unit"],
        sponsor=row["sponsor"],
        stage=Stage(row["stage"]),
        providers=list_value(row["providers"]),
        models=list_value(row["models"]),
        target_go_live=day_value(row["target_go_live"]),
        target_volume=row["target_volume"],
        unit=row["unit"],
        tags=list_value(row["tags"]),
        archived=bool(row["archived"]),
        id=row["id"],
    )


def settings_row(settings: Settings) -> Row:
    """The columns of the portfolio's settings."""
    return {
        "title": settings.title,
        "marking": settings.marking,
        "rubric_id": settings.rubric_id or None,
        "rubric_version": settings.rubric_version or None,
        "currency": settings.currency,
    }


def verdict_row(reached: Reached) -> Row:
    """The columns of a review's verdict, without the review."""
    return {"verdict": reached.verdict.value, **fraction_columns("readiness", reached.readiness)}


def gate_verdict_row(gate: GateMark) -> Row:
    """The columns of a gate's verdict, without review and number."""
    return {
        "gate": gate.gate,
        "name": gate.name,
        "state": gate.state.value,
        **fraction_columns("score", gate.score),
    }


@lru_cache(maxsize=4096)
def gate_mark(gate: str, name: str, state: str, numerator: int | None, denominator: int | None) -> GateMark:
    """A gate's verdict from its columns; initiatives that stand alike share it."""
    return GateMark(gate, name, GateState(state), fraction_value(numerator, denominator))


def settings_value(row: sqlite3.Row) -> Settings:
    """The portfolio's settings from their row."""
    return Settings(
        title=row["title"],
        marking=row["marking"],
        rubric_id=row["rubric_id"] or "",
        rubric_version=row["rubric_version"] or "",
        currency=row["currency"],
    )
