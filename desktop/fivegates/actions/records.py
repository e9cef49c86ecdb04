"""Add, edit and remove records of an initiative: changes, decisions, forecasts, scenarios."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, Protocol, TypeVar

from fivegates.actions import queries
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.transaction import saving
from fivegates.domain.economics.assumptions import Assumptions, check_assumptions
from fivegates.domain.errors import Problem, refuse
from fivegates.domain.initiative.decisions import Decision, check_decision, reason_problems, verdict_before
from fivegates.domain.initiative.initiative import Change, Forecast, check_forecast, future_outcome_problems
from fivegates.domain.initiative.record_checks import check_change, check_criterion
from fivegates.domain.language import Message, gettext_noop
from fivegates.store.records.edits import Edit
from fivegates.store.records.initiatives import (
    CHANGE,
    DECISION,
    FORECAST,
    SCENARIO,
)
from fivegates.store.records.reviews import read_rubrics
from fivegates.store.records.table import RecordTable


class Record(Protocol):
    """A value with the store's id."""

    @property
    def id(self) -> int:
        """0 until stored."""


R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class RecordKind(Generic[R]):
    """A kind of record: its validation, its label, and its table.

    `named` gives the criteria that a record names, each with its place. `prepare` runs first in the
    transaction.
    """

    table: RecordTable[R]
    check: Callable[[R], tuple[Problem, ...]]
    title: Callable[[R], object]
    named: Callable[[R], Iterable[tuple[str, str]]] = lambda _value: ()
    prepare: Callable[[Edit], object] = lambda _edit: None


def add(opened: OpenPortfolio, kind: RecordKind[R], initiative_id: int, value: R, label: str) -> Changes:
    """Add a record; its id is in `created`. Raises UserError for a bad field."""
    _require_valid(opened, kind, value)
    with saving(opened, Message(label, title=kind.title(value))) as action:
        kind.prepare(action.edit)
        created = kind.table.insert(action.edit, value, initiative_id)
        action.concerns(initiative_id, created=created)
        action.judge_all(initiative_id)
    return action.changes


def add_all(
    opened: OpenPortfolio, kind: RecordKind[R], initiative_id: int, values: Sequence[R], label: str
) -> Changes:
    """Add records as one step; the id of the last is in `created`. Raises UserError for a bad field."""
    for value in values:
        _require_valid(opened, kind, value)
    with saving(opened, Message(label)) as action:
        kind.prepare(action.edit)
        created = [kind.table.insert(action.edit, value, initiative_id) for value in values]
        action.concerns(initiative_id, created=created[-1])
        action.judge_all(initiative_id)
    return action.changes


def edit(opened: OpenPortfolio, kind: RecordKind[R], value: R, label: str) -> Changes:
    """Save a record that is already there. Raises UserError for a bad field."""
    _require_valid(opened, kind, value)
    with saving(opened, Message(label, title=kind.title(value))) as action:
        kind.prepare(action.edit)
        kind.table.update_whole(action.edit, value)
        action.judge_all(kind.table.owner(opened.file, value.id))
    return action.changes


def remove(opened: OpenPortfolio, kind: RecordKind[R], record_id: int, label: str) -> Changes:
    """Remove a record; undo restores it."""
    initiative_id = kind.table.owner(opened.file, record_id)
    with saving(opened, Message(label)) as action:
        kind.table.delete(action.edit, record_id)
        action.judge_all(initiative_id)
    return action.changes


def _require_valid(opened: OpenPortfolio, kind: RecordKind[R], value: R) -> None:
    """Refuse bad fields, and a criterion that no rubric of the portfolio has."""
    refuse(kind.check(value))
    for place, criterion in kind.named(value):
        refuse(check_criterion(place, criterion, read_rubrics(opened.file)))


_CHANGE = RecordKind[Change](
    table=CHANGE,
    check=check_change,
    title=lambda change: change.summary,
)


def add_change(opened: OpenPortfolio, initiative_id: int, change: Change) -> Changes:
    """Add a change to an initiative; its id is in `created`. Raises UserError for a bad field."""
    return add(opened, _CHANGE, initiative_id, change, gettext_noop("Record the change “{title}”"))


def edit_change(opened: OpenPortfolio, change: Change) -> Changes:
    """Save a change that is already recorded. Raises UserError for a bad field."""
    return edit(opened, _CHANGE, change, gettext_noop("Edit the change “{title}”"))


def remove_change(opened: OpenPortfolio, change_id: int) -> Changes:
    """Remove a change; undo restores it."""
    return remove(opened, _CHANGE, change_id, gettext_noop("Remove a change"))


_DECISION = RecordKind[Decision](
    table=DECISION,
    check=check_decision,
    title=lambda decision: decision.dated,
)


def add_decision(opened: OpenPortfolio, initiative_id: int, decision: Decision) -> Changes:
    """Record a decision on an initiative; its id is in `created`.

    Raises UserError for a bad field, and where it contradicts the verdict without a reason.
    """
    verdict = verdict_before(queries.review_marks(opened, initiative_id), decision.dated)
    refuse((*check_decision(decision), *reason_problems(decision, verdict)))
    label = gettext_noop("Record the decision of {title}")
    return add(opened, _DECISION, initiative_id, decision, label)


def edit_decision(opened: OpenPortfolio, decision: Decision) -> Changes:
    """Save a recorded decision, its conditions and thresholds too. Raises UserError for a bad field."""
    return edit(opened, _DECISION, decision, gettext_noop("Edit the decision of {title}"))


def remove_decision(opened: OpenPortfolio, decision_id: int) -> Changes:
    """Remove a decision; undo restores it."""
    return remove(opened, _DECISION, decision_id, gettext_noop("Remove a decision"))


_FORECAST = RecordKind[Forecast](
    table=FORECAST,
    check=check_forecast,
    title=lambda forecast: forecast.statement,
)


def add_forecast(opened: OpenPortfolio, initiative_id: int, forecast: Forecast) -> Changes:
    """Record a forecast; its id is in `created`. Raises UserError for a bad field."""
    return add(opened, _FORECAST, initiative_id, forecast, gettext_noop("Record “{title}”"))


def edit_forecast(opened: OpenPortfolio, forecast: Forecast, today: date) -> Changes:
    """Save a recorded forecast, with its outcome.

    Raises UserError for a bad field, and for an outcome of a day after today.
    """
    refuse(future_outcome_problems(forecast, today))
    return edit(opened, _FORECAST, forecast, gettext_noop("Edit the forecast “{title}”"))


def remove_forecast(opened: OpenPortfolio, forecast_id: int) -> Changes:
    """Remove a forecast; undo restores it."""
    return remove(opened, _FORECAST, forecast_id, gettext_noop("Remove a forecast"))


def add_scenario(opened: OpenPortfolio, initiative_id: int, own: Assumptions) -> Changes:
    """Add a scenario to an initiative; its id is in `created`. Raises UserError for a bad field."""
    refuse(check_assumptions(own))
    with saving(opened, Message("Add the scenario “{name}”", name=own.name)) as action:
        created = SCENARIO.insert(action.edit, replace(own, id=0), initiative_id)
        action.concerns(initiative_id, created=created)
    return action.changes


def edit_scenario(opened: OpenPortfolio, own: Assumptions) -> Changes:
    """Save a scenario that is already there. Raises UserError for a bad field."""
    refuse(check_assumptions(own))
    with saving(opened, Message("Edit the scenario “{name}”", name=own.name)) as action:
        SCENARIO.update_whole(action.edit, own)
        action.concerns(SCENARIO.owner(opened.file, own.id))
    return action.changes


def remove_scenario(opened: OpenPortfolio, scenario_id: int) -> Changes:
    """Remove a scenario; undo restores it. Raises UserError when it is gone."""
    initiative_id = SCENARIO.owner(opened.file, scenario_id)
    with saving(opened, Message("Remove a scenario")) as action:
        SCENARIO.delete(action.edit, scenario_id)
        action.concerns(initiative_id)
    return action.changes
