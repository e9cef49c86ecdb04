"""The problem that a capacity plan solves, as exact whole numbers: tenths of person-days, and days.

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

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from fivegates.domain.capacity.settings import (
    Aim,
    CapacitySettings,
    Dependency,
    Sharing,
    owner_key,
    require_capacity,
)
from fivegates.domain.initiative.initiative import ChangeKind, Initiative, Stage
from fivegates.domain.insights.reviewed import name_key
from fivegates.domain.review.review import Case
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.verdict.path import Path, Step, path_to_ready
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.verdict.verdict import Verdict, judge

TENTHS: Final = 10
WEEK: Final = 7
WORKING_WEEK: Final = 5


class LimitKind(StrEnum):
    """What keeps a plan from holding more, in the order in which limits of equal effect are listed."""

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
        """Whether it is a limit of person-days."""
        return self.kind in {LimitKind.OWNER, LimitKind.UNASSIGNED, LimitKind.TOTAL}


class Unplanned(StrEnum):
    """Why an initiative takes no part in the choice."""

    NOT_REVIEWED = "not-reviewed"
    NO_WAY = "no-way"
    RETIRED = "retired"
    NO_VALUE = "no-value"


class RateSource(StrEnum):
    """Where an owner's days a week come from."""

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
        """The working days that so much work takes, of somebody who has time for it."""
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
    """All that a plan is chosen from; `rates` by the key of an owner, `total` in tenths of person-days.

    `units` has the most initiatives of a business unit, by its key. `after` has by code what has to be ready
    before; what is no candidate never is. `ready` are ready until the deadline without any work, `apart`
    cannot be planned. `unknown` are the dependencies that name no initiative. Without `keeps_due_dates` only
    the deadline counts.
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
        """Every limit that there is."""
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
        """How a business unit is written."""
        units = (each.initiative for each in self.candidates if unit_key(each.initiative) == key)
        return next(units).business_unit.strip()


def working_days(first: date, last: date) -> int:
    """How many of the days from `first` to `last`, both included, are Mondays to Fridays."""
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
    """What tells business units apart; empty where none is named."""
    return " ".join(initiative.business_unit.split()).casefold()


@dataclass(frozen=True, slots=True)
class Planned:
    """An initiative with its latest review's case as of the plan's first day, and its value."""

    initiative: Initiative
    case: Case | None
    value: Fraction | None
    verdict: Verdict | None = None


def problem_of(found: Sequence[Planned], settings: CapacitySettings, currency: str, start: date) -> Problem:
    """Put the problem together. Raises UserError where the settings hold no capacity, or no future deadline.

    Archived initiatives are left out.
    """
    until = require_capacity(settings, start)
    known = [each for each in found if not each.initiative.archived]
    ready: list[Initiative] = []
    apart: list[tuple[Initiative, Unplanned]] = []
    candidates: list[Candidate] = []
    for each in sorted(known, key=lambda each: name_key(each.initiative)):
        match _outcome(each, settings, start, until):
            case Candidate() as candidate:
                candidates.append(candidate)
            case Unplanned() as why:
                apart.append((each.initiative, why))
            case _:
                ready.append(each.initiative)
    after, unknown = _dependencies(settings.after, known, candidates, ready)
    if settings.aim is Aim.VALUE:
        candidates, left = _with_value(candidates, after)
        apart += left
    problem = Problem(
        start,
        until,
        settings.aim,
        currency,
        tuple(candidates),
        {},
        _tenths(settings.total),
        settings.at_least,
        _units(candidates, settings.per_unit),
        after,
        tuple(ready),
        tuple(apart),
        unknown,
    )
    return replace(problem, rates=_rates(problem, settings))


def _tenths(days: Decimal | None) -> int | None:
    """Person-days in whole tenths."""
    return None if days is None else int(days * TENTHS)


def _outcome(
    of: Planned, settings: CapacitySettings, start: date, until: date
) -> Candidate | Unplanned | None:
    """What an initiative needs; None where it is ready until the deadline as it is."""
    if of.initiative.stage is Stage.RETIRED:
        return Unplanned.RETIRED
    if of.case is None:
        return Unplanned.NOT_REVIEWED
    verdict = of.verdict or judge(of.case)
    path = path_to_ready(of.case, verdict, until=until)
    if path.obstacles:
        return Unplanned.NO_WAY
    if not path.steps:
        return None
    works = tuple(
        work for step in path.steps for work in _works(of, of.case, step, settings.sharing, start, until)
    )
    kept = verdict.state is VerdictState.READY
    return Candidate(of.initiative, path, works, of.value, of.case.rubric, kept)


def _works(  # noqa: PLR0913, PLR0917 - what a step's work depends on
    of: Planned, case: Case, step: Step, sharing: Sharing, start: date, until: date
) -> Iterator[Work]:
    """The work of one step, and where its proof lapses before the deadline, that of renewing it."""
    criterion = case.rubric.criterion(step.criterion)
    due = step.due if step.due and start <= step.due < until else None
    lasting = until - timedelta(days=min(criterion.validity_days, (until - date.min).days))
    proof_from = lasting if lasting > start and step.to_level >= case.rubric.thresholds.proof_from else None
    shared = _shared_key(of.initiative, case, step, sharing)
    effort = int(step.effort * TENTHS)
    if due is not None and proof_from is not None and due < proof_from:
        yield Work(step, effort, due, None, shared)
        again = replace(step, effort=criterion.evidence_effort, proof_only=True, good_until=due)
        yield Work(again, int(again.effort * TENTHS), None, proof_from, (*shared, "again") if shared else ())
    else:
        yield Work(step, effort, due, proof_from, shared)


def _shared_key(initiative: Initiative, case: Case, step: Step, sharing: Sharing) -> tuple[str, ...]:
    """What steps of several initiatives have in common that are one piece of work; empty where none is."""
    criterion = f"{case.rubric.id}/{step.criterion}"
    if sharing is Sharing.NOTHING:
        return ()
    if step.action is not None:
        return ("action", criterion, owner_key(step.owner), owner_key(step.action.title))
    if sharing is Sharing.ACTIONS:
        return ()
    voided_by = set(case.rubric.criterion(step.criterion).voided_by)
    names: list[str] = []
    if {ChangeKind.PROVIDER, ChangeKind.TERMS} & voided_by:
        names += sorted({f"provider {owner_key(name)}" for name in initiative.providers})
    if ChangeKind.MODEL in voided_by:
        names += sorted({f"model {owner_key(name)}" for name in initiative.models})
    return ("cause", criterion, *names) if names else ()


def _dependencies(
    dependencies: Iterable[Dependency],
    known: Sequence[Planned],
    candidates: Sequence[Candidate],
    ready: Sequence[Initiative],
) -> tuple[dict[str, tuple[str, ...]], tuple[Dependency, ...]]:
    """What each candidate waits for that is not ready anyway; and dependencies that name no initiative."""
    codes = {each.initiative.code.lower(): each.initiative.code for each in known}
    plannable = {each.code for each in candidates}
    done = {each.code for each in ready}
    after: dict[str, tuple[str, ...]] = {}
    unknown = []
    for each in dependencies:
        code, other = codes.get(each.code.lower()), codes.get(each.after.lower())
        if code is None or other is None:
            unknown.append(each)
        elif code in plannable and other not in done:
            after[code] = (*after.get(code, ()), other)
    return after, tuple(unknown)


def _units(candidates: Iterable[Candidate], per_unit: int | None) -> dict[str, int]:
    """The most initiatives of each business unit; those of none are not limited."""
    keys = {unit_key(each.initiative) for each in candidates} - {""}
    return {} if per_unit is None else dict.fromkeys(sorted(keys), per_unit)


def _with_value(
    candidates: Sequence[Candidate], after: Mapping[str, tuple[str, ...]]
) -> tuple[list[Candidate], list[tuple[Initiative, Unplanned]]]:
    """Those with a known value, and those that they wait for; the rest cannot be weighed."""
    needed = {each.code for each in candidates if each.value is not None}
    while more := {other for code in needed for other in after.get(code, ())} - needed:
        needed |= more
    kept = [each for each in candidates if each.code in needed]
    return kept, [(each.initiative, Unplanned.NO_VALUE) for each in candidates if each.code not in needed]


def _rates(problem: Problem, settings: CapacitySettings) -> dict[str, Rate]:
    """The days a week of everybody who has a step: as stated, else a full week."""
    stated = {owner_key(each.name): each for each in settings.owners}
    works = [work for each in problem.candidates for work in each.works]
    names = {work.owner: work.step.owner.strip() for work in works if work.owner}
    rates = {"": _pool(problem, settings)}
    for key, name in names.items():
        if key in stated:
            rates[key] = Rate(stated[key].name.strip(), Fraction(stated[key].days), RateSource.STATED)
        else:
            rates[key] = Rate(name, Fraction(WORKING_WEEK), RateSource.FULL_WEEK)
    return rates


def _pool(problem: Problem, settings: CapacitySettings) -> Rate:
    """The days a week for steps that nobody owns: as stated, else the total, else a full week."""
    if settings.unassigned is not None:
        return Rate("", Fraction(settings.unassigned), RateSource.STATED)
    if problem.total is not None:
        return _spread(problem, problem.total)
    return Rate("", Fraction(WORKING_WEEK), RateSource.FULL_WEEK)


def _spread(problem: Problem, total: int) -> Rate:
    """A total of tenths of person-days as days a week."""
    days = max(problem.days_by(problem.until), 1)
    return Rate("", Fraction(total * WORKING_WEEK, TENTHS * days), RateSource.SPREAD)


def without(problem: Problem, limit: Limit) -> Problem:
    """The same problem as if there were no such limit."""
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


def eased(problem: Problem, limit: Limit) -> Problem | None:
    """The same problem with one more of a limit; None where there is no more of it by degrees.

    One more week of an owner, as if that began a week earlier; a working week of person-days; one initiative.
    """
    match limit.kind:
        case LimitKind.OWNER | LimitKind.UNASSIGNED:
            key = owner_key(limit.name)
            return _with_rate(problem, key, replace(problem.rates[key], extra=WORKING_WEEK))
        case LimitKind.TOTAL:
            return _with_total(problem, (problem.total or 0) + WORKING_WEEK * TENTHS)
        case LimitKind.UNIT:
            key = owner_key(limit.name)
            return replace(problem, units={**problem.units, key: problem.units[key] + 1})
        case LimitKind.DEPENDENCY | LimitKind.DUE_DATES | LimitKind.DEADLINE:
            return None


def _with_total(problem: Problem, total: int | None) -> Problem:
    """The same problem with another total, spread as before where that is the pool of what nobody owns."""
    pool = problem.rates[""]
    if pool.source is RateSource.SPREAD:
        pool = replace(pool, days=None) if total is None else _spread(problem, total)
    return replace(_with_rate(problem, "", pool), total=total)


def _with_rate(problem: Problem, key: str, rate: Rate) -> Problem:
    """The same problem with another rate of an owner."""
    return replace(problem, rates={**problem.rates, key: rate})
