"""Store the settings of the capacity plan, and compute the plan."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from fivegates.actions.capacity.solver import HighsSolver
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.transaction import saving
from fivegates.actions.queries import market
from fivegates.actions.two_days import cases_of_day
from fivegates.domain.capacity.candidates import Planned, problem_of
from fivegates.domain.capacity.planning import Plan, make_plan
from fivegates.domain.capacity.problem import WEEK
from fivegates.domain.capacity.settings import CapacitySettings, check_capacity
from fivegates.domain.economics.prospects import prospect_of
from fivegates.domain.errors import UserError, refuse
from fivegates.domain.language import Message
from fivegates.domain.limits import LAST_DAY
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.domain.review.review import Case
from fivegates.store.records.consolidation import read_origins
from fivegates.store.records.initiatives import find_initiative
from fivegates.store.records.ledger import read_ledger
from fivegates.store.records.portfolio_tables import read_capacity, save_capacity
from fivegates.store.records.settings import read_settings

_EDIT: Final = Message("Edit the capacity plan")


def capacity_settings(opened: OpenPortfolio) -> CapacitySettings:
    """The settings of the capacity plan; empty where none are stored.

    Where nothing can be saved, as in a consolidated view, they are the last ones used since the file was
    opened.
    """
    return opened.tried_plan or read_capacity(opened.file)


def plan_with(opened: OpenPortfolio, settings: CapacitySettings) -> Changes:
    """Store the settings of the capacity plan; in a file that is read-only, only until it is closed.

    Raises UserError for a bad field or a code of no initiative.
    """
    if not opened.read_only:
        return save_plan_settings(opened, settings)
    opened.tried_plan = sound_settings(opened, settings)
    return Changes(_EDIT, settings=True)


def save_plan_settings(opened: OpenPortfolio, settings: CapacitySettings) -> Changes:
    """Store the settings of the capacity plan. Raises UserError for a bad field or an unknown code."""
    sound_settings(opened, settings)
    with saving(opened, _EDIT) as action:
        save_capacity(action.edit, settings)
        action.concerns_settings()
    return action.changes


def sound_settings(opened: OpenPortfolio, settings: CapacitySettings) -> CapacitySettings:
    """The settings, validated. Raises UserError for a bad field or an unknown code."""
    refuse(check_capacity(settings))
    for each in settings.after:
        for code in (each.code, each.after):
            if find_initiative(opened.file, code) is None:
                raise UserError("No initiative has the code “{code}”.", code=code)
    return settings


def gather_planned(opened: OpenPortfolio, day: date) -> Iterator[Planned]:
    """Every initiative that is not archived with its case as of `day` and its value; each step reads one.

    Raises UserError when the file cannot be read, or a sealed review was altered.
    """
    return planned_of(opened, cases_of_day(opened, day), day)


def planned_of(
    opened: OpenPortfolio, cases: Iterable[tuple[OverviewLine, Case | None]], day: date
) -> Iterator[Planned]:
    """The initiatives of cases as of `day`, without archived ones, each with its value."""
    currency, at = read_settings(opened.file).currency, market(opened)
    origins = read_origins(opened.file)
    for line, case in cases:
        initiative = line.initiative
        if not initiative.archived:
            ledger = read_ledger(opened.file, initiative.id)
            prospect = prospect_of(ledger, initiative, currency, at, day)
            origin = origins.get(initiative.id)
            source = 0 if origin is None else origin.source
            yield Planned(initiative, case, prospect.target_result, source=source)


@dataclass(frozen=True)
class PlanToMake:
    """The data of a plan, read in advance; the plan is computed on the first call, on any thread."""

    found: tuple[Planned, ...]
    settings: CapacitySettings
    currency: str
    day: date

    def __call__(self) -> Plan:
        """The plan, computed once."""
        return self._plan

    @cached_property
    def _plan(self) -> Plan:
        return plan_of(self.found, self.settings, self.currency, self.day, HighsSolver())


def plan_of(
    found: Sequence[Planned], settings: CapacitySettings, currency: str, day: date, solver: HighsSolver
) -> Plan:
    """Compute the plan from `day` on, and the one that ends a week later; pure, so it may run in a worker.

    Raises UserError where the settings have no capacity or no future deadline, CancelledError where it is
    cancelled.
    """
    problem = problem_of(found, settings, currency, day)
    longer = min(problem.until + timedelta(days=WEEK), LAST_DAY)
    later = problem_of(found, replace(settings, until=longer), currency, day)
    return make_plan(problem, solver, later)


def make_capacity_plan(
    opened: OpenPortfolio, settings: CapacitySettings, day: date, solver: HighsSolver | None = None
) -> Plan:
    """Compute the plan of these settings from `day` on. Raises UserError where they or the data are bad."""
    sound_settings(opened, settings)
    found = list(gather_planned(opened, day))
    return plan_of(found, settings, read_settings(opened.file).currency, day, solver or HighsSolver())
