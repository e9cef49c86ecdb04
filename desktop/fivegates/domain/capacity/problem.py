"""The problem that a capacity plan solves, in exact tenths of person-days and days; relaxes its limits.

The model, under which a plan is exact:

- An initiative's work is its shortest path to ready that ends on the deadline (`verdict.path`), so that every
  gate is open on that day and whatever lapses until then is renewed within it. What is ready today and lapses
  until then takes part with its renewals; what stays ready by itself needs nothing.
- A step is done by its owner. Work can be put down and taken up again, and split among the days of the plan;
  an owner of r days a week does r/5 of a day on each working day, Monday to Friday, from the first to the
  last, both included; holidays are not known. Whoever has no capacity stated has a full week; steps that
  nobody owns draw on a pool of their own.
- A due date that lies within the plan is kept. So an owner can do a set of steps if, and only if, for each
  due date and for the deadline, the work due by then is no more than what the owner has by then (earliest due
  date first is optimal for divisible work on one machine: Jackson 1955, Horn 1974).
- A proof is taken at the end of its step. Where that would lapse before the deadline, the step ends later; if
  its due date comes before, the proof is renewed once more.
- Steps that are shared count once, with the most effort that any of the chosen initiatives needs of them.
- B after A: B counts as ready no earlier than A, and is not planned without it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from fivegates.domain.capacity.settings import Aim, Dependency, owner_key
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.verdict.path import Path, Step

TENTHS: Final = 10
WEEK: Final = 7
WORKING_WEEK: Final = 5


class LimitKind(StrEnum):
    """The kinds of limits on a plan; limits of equal effect are listed in this order."""

    OWNER = "owner"
    UNASSIGNED = "unassigned"
    TOTAL = "total"
    UNIT = "unit"
    DEPENDENCY = "dependency"
    DUE_DATES = "due-dates"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit; `name` is the owner, the business unit, or the code that waits for the code `other`."""

    kind: LimitKind
    name: str = ""
    other: str = ""

    @property
    def in_days(self) -> bool:
        """True if it is a limit of person-days."""
        return self.kind in {LimitKind.OWNER, LimitKind.UNASSIGNED, LimitKind.TOTAL}


class Unplanned(StrEnum):
    """The reasons why an initiative is excluded from planning."""

    NOT_REVIEWED = "not-reviewed"
    NO_WAY = "no-way"
    RETIRED = "retired"
    NO_VALUE = "no-value"


class RateSource(StrEnum):
    """The source of an owner's days a week."""

    STATED = "stated"
    FULL_WEEK = "full-week"
    SPREAD = "spread"
    """The total, spread evenly over the plan."""


@dataclass(frozen=True, slots=True)
class Rate:
    """An owner's days a week; None has no limit. `extra` working days come before each date."""

    name: str
    days: Fraction | None
    source: RateSource
    extra: int = 0

    def tenths_by(self, days: int) -> int | None:
        """Tenths of person-days within so many working days; rounded down."""
        if self.days is None:
            return None
        return self.days * TENTHS * (days + self.extra) // WORKING_WEEK

    def days_for(self, tenths: int) -> Fraction:
        """Working days that an amount of work takes its owner."""
        return Fraction(tenths * WORKING_WEEK) / (self.days * TENTHS) if tenths and self.days else Fraction(0)


@dataclass(frozen=True, slots=True)
class Work:
    """One step: `effort` in tenths of person-days, `due` where that is kept.

    `proof_from` is the first day on which its proof lasts until the deadline, where that is not the first of
    the plan. Works of several initiatives with the same `shared` key are one.
    """

    step: Step
    effort: int
    due: date | None = None
    proof_from: date | None = None
    shared: tuple[str, ...] = ()

    @property
    def owner(self) -> str:
        """The key of who does it; empty for nobody."""
        return owner_key(self.step.owner)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An initiative that may be planned; `value` is its result at target volume, in money a month.

    `kept` is ready today, and needs `path` to stay so until the deadline.
    """

    initiative: Initiative
    path: Path
    works: tuple[Work, ...]
    value: Fraction | None
    rubric: Rubric
    kept: bool = False

    @property
    def code(self) -> str:
        """The initiative's code."""
        return self.initiative.code

    @property
    def effort(self) -> int:
        """Tenths of person-days, of which others may share a part."""
        return sum(work.effort for work in self.works)


@dataclass(frozen=True, slots=True)
class Problem:
    """The input of a plan; `rates` by the key of an owner, `total` in tenths of person-days.

    `units` has the maximum number of initiatives of a business unit, by its key. `after` has the
    dependencies by code; a dependency that is no candidate is never ready. `ready` are ready until the
    deadline without any work, `apart` cannot be planned. `unknown` are the dependencies that name no
    initiative, `idle` those with days but without a step. Without `keeps_due_dates` only the deadline
    counts.
    """

    start: date
    until: date
    aim: Aim
    currency: str
    candidates: tuple[Candidate, ...]
    rates: Mapping[str, Rate]
    total: int | None = None
    at_least: int | None = None
    units: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    after: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    ready: tuple[Initiative, ...] = ()
    apart: tuple[tuple[Initiative, Unplanned], ...] = ()
    unknown: tuple[Dependency, ...] = ()
    idle: tuple[str, ...] = ()
    keeps_due_dates: bool = True

    @property
    def days(self) -> int:
        """The days of the calendar from the first to the last."""
        return (self.until - self.start).days + 1

    def days_by(self, day: date) -> int:
        """The working days until a day, that included."""
        return working_days(self.start, day)

    def due(self, work: Work) -> date:
        """The day by which work is done."""
        return work.due if work.due and self.keeps_due_dates else self.until

    @property
    def limits(self) -> tuple[Limit, ...]:
        """All limits of the problem."""
        found = []
        for key in sorted({work.owner for each in self.candidates for work in each.works}):
            rate = self.rates[key]
            if rate.source is not RateSource.SPREAD:
                found.append(Limit(LimitKind.OWNER, rate.name) if key else Limit(LimitKind.UNASSIGNED))
        if self.total is not None:
            found.append(Limit(LimitKind.TOTAL))
        found += [Limit(LimitKind.UNIT, self.unit_name(key)) for key in sorted(self.units)]
        found += [
            Limit(LimitKind.DEPENDENCY, code, other)
            for code, others in self.after.items()
            for other in others
        ]
        if any(work.due for each in self.candidates for work in each.works):
            found.append(Limit(LimitKind.DUE_DATES))
        return tuple(found)

    def unit_name(self, key: str) -> str:
        """Name of a business unit as written."""
        units = (each.initiative for each in self.candidates if unit_key(each.initiative) == key)
        return next(units).business_unit.strip()


def working_days(first: date, last: date) -> int:
    """Number of Mondays to Fridays from `first` to `last`, both included."""
    weeks, rest = divmod((last - first).days + 1, WEEK)
    return weeks * WORKING_WEEK + sum((first.weekday() + day) % WEEK < WORKING_WEEK for day in range(rest))


def working_day(first: date, number: int) -> date:
    """The working day of this number from `first` on, counted from 1."""
    weeks, rest = divmod(number - 1, WORKING_WEEK)
    day = first + timedelta(days=weeks * WEEK)
    while day.weekday() >= WORKING_WEEK or rest:
        rest -= day.weekday() < WORKING_WEEK
        day += timedelta(days=1)
    return day


def unit_key(initiative: Initiative) -> str:
    """The key that identifies a business unit; empty where none is named."""
    return " ".join(initiative.business_unit.split()).casefold()


def spread(problem: Problem, total: int) -> Rate:
    """A total of tenths of person-days as days a week."""
    days = max(problem.days_by(problem.until), 1)
    return Rate("", Fraction(total * WORKING_WEEK, TENTHS * days), RateSource.SPREAD)


def without(problem: Problem, limit: Limit) -> Problem:
    """The same problem without the limit."""
    match limit.kind:
        case LimitKind.OWNER | LimitKind.UNASSIGNED:
            key = owner_key(limit.name)
            return _with_rate(problem, key, replace(problem.rates[key], days=None))
        case LimitKind.TOTAL:
            return _with_total(problem, None)
        case LimitKind.UNIT:
            name = owner_key(limit.name)
            return replace(problem, units={key: most for key, most in problem.units.items() if key != name})
        case LimitKind.DEPENDENCY:
            others = tuple(each for each in problem.after[limit.name] if each != limit.other)
            return replace(problem, after={**problem.after, limit.name: others})
        case LimitKind.DUE_DATES | LimitKind.DEADLINE:
            return replace(problem, keeps_due_dates=False)


def eased(problem: Problem, limit: Limit, steps: int = 1) -> Problem | None:
    """The same problem with a limit raised by some steps; None where the limit has no steps.

    A step is a week more of an owner, as if that began a week earlier; a working week of person-days; an
    initiative.
    """
    match limit.kind:
        case LimitKind.OWNER | LimitKind.UNASSIGNED:
            key = owner_key(limit.name)
            return _with_rate(problem, key, replace(problem.rates[key], extra=WORKING_WEEK * steps))
        case LimitKind.TOTAL:
            return _with_total(problem, (problem.total or 0) + WORKING_WEEK * TENTHS * steps)
        case LimitKind.UNIT:
            key = owner_key(limit.name)
            return replace(problem, units={**problem.units, key: problem.units[key] + steps})
        case LimitKind.DEPENDENCY | LimitKind.DUE_DATES | LimitKind.DEADLINE:
            return None


def step_of(problem: Problem, limit: Limit) -> Fraction:
    """The step of a limit in tenths of person-days; 0 for a limit that is not in days."""
    if limit.kind is LimitKind.TOTAL:
        return Fraction(WORKING_WEEK * TENTHS)
    if not limit.in_days:
        return Fraction(0)
    return (problem.rates[owner_key(limit.name)].days or Fraction(0)) * TENTHS


def _with_total(problem: Problem, total: int | None) -> Problem:
    """The same problem with another total, spread as before where that is the pool of what nobody owns."""
    pool = problem.rates[""]
    if pool.source is RateSource.SPREAD:
        pool = replace(pool, days=None) if total is None else spread(problem, total)
    return replace(_with_rate(problem, "", pool), total=total)


def _with_rate(problem: Problem, key: str, rate: Rate) -> Problem:
    """The same problem with another rate of an owner."""
    return replace(problem, rates={**problem.rates, key: rate})
