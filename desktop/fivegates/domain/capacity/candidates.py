"""Selects the candidates of a capacity plan, with their work and people's capacity."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from fivegates.domain.capacity.problem import (
    TENTHS,
    WORKING_WEEK,
    Candidate,
    Problem,
    Rate,
    RateSource,
    Unplanned,
    Work,
    spread,
    unit_key,
)
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
from fivegates.domain.verdict.path import Step, path_to_ready
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.verdict.verdict import Verdict, judge


@dataclass(frozen=True, slots=True)
class Planned:
    """An initiative with its latest review's case as of the plan's first day, and its value.

    `source` is the number of the file that it is from in a consolidated view, 0 in any other portfolio.
    """

    initiative: Initiative
    case: Case | None
    value: Fraction | None
    verdict: Verdict | None = None
    source: int = 0


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
    rates = _rates(problem, settings)
    idle = (each.name.strip() for each in settings.owners if owner_key(each.name) not in rates)
    return replace(problem, rates=rates, idle=tuple(idle))


def _tenths(days: Decimal | None) -> int | None:
    return None if days is None else int(days * TENTHS)


def _outcome(
    of: Planned, settings: CapacitySettings, start: date, until: date
) -> Candidate | Unplanned | None:
    """The work that an initiative needs; None where it is ready until the deadline without any."""
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
    shared = _shared_key(of, case, step, sharing)
    effort = int(step.effort * TENTHS)
    if due is not None and proof_from is not None and due < proof_from:
        yield Work(step, effort, due, None, shared)
        again = replace(step, effort=criterion.evidence_effort, proof_only=True, good_until=due)
        yield Work(again, int(again.effort * TENTHS), None, proof_from, (*shared, "again") if shared else ())
    else:
        yield Work(step, effort, due, proof_from, shared)


def _shared_key(of: Planned, case: Case, step: Step, sharing: Sharing) -> tuple[str, ...]:
    """Key of a step that several initiatives share as one piece of work; empty where there is none.

    Actions of two files differ even under the same title; a provider or a model is one for all.
    """
    criterion = f"{case.rubric.id}/{step.criterion}"
    if sharing is Sharing.NOTHING:
        return ()
    if step.action is not None:
        title = owner_key(step.action.title)
        return ("action", str(of.source), criterion, owner_key(step.owner), title)
    if sharing is Sharing.ACTIONS:
        return ()
    voided_by = set(case.rubric.criterion(step.criterion).voided_by)
    names: list[str] = []
    if {ChangeKind.PROVIDER, ChangeKind.TERMS} & voided_by:
        names += sorted({f"provider {owner_key(name)}" for name in of.initiative.providers})
    if ChangeKind.MODEL in voided_by:
        names += sorted({f"model {owner_key(name)}" for name in of.initiative.models})
    return ("cause", criterion, *names) if names else ()


def _dependencies(
    dependencies: Iterable[Dependency],
    known: Sequence[Planned],
    candidates: Sequence[Candidate],
    ready: Sequence[Initiative],
) -> tuple[dict[str, tuple[str, ...]], tuple[Dependency, ...]]:
    """Dependencies of each candidate that are not ready anyway; and those that name no initiative."""
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
    """Maximum number of initiatives by business unit; those without a unit are not limited."""
    keys = {unit_key(each.initiative) for each in candidates} - {""}
    return {} if per_unit is None else dict.fromkeys(sorted(keys), per_unit)


def _with_value(
    candidates: Sequence[Candidate], after: Mapping[str, tuple[str, ...]]
) -> tuple[list[Candidate], list[tuple[Initiative, Unplanned]]]:
    """Candidates with a known value, and their dependencies; the others cannot be ranked."""
    needed = {each.code for each in candidates if each.value is not None}
    while more := {other for code in needed for other in after.get(code, ())} - needed:
        needed |= more
    kept = [each for each in candidates if each.code in needed]
    return kept, [(each.initiative, Unplanned.NO_VALUE) for each in candidates if each.code not in needed]


def _rates(problem: Problem, settings: CapacitySettings) -> dict[str, Rate]:
    """Days a week of each owner of a step: as stated, else a full week."""
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
        return spread(problem, problem.total)
    return Rate("", Fraction(WORKING_WEEK), RateSource.FULL_WEEK)
