"""Promises of papers against outcomes: days, person-days, and money at volume."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Final

from fivegates.domain.economics.ledger import Basis
from fivegates.domain.economics.month_figures import MonthFigures
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.prospects import Prospect
from fivegates.domain.economics.scenarios import Scenario, unit_cost
from fivegates.domain.initiative.initiative import Action, ActionStatus, Stage
from fivegates.domain.track_record.kinds import Due, PromiseCase, PromiseKind
from fivegates.domain.track_record.papers import Known, Paper, at_volume
from fivegates.domain.verdict.states import VerdictState

AT_VOLUME: Final = Fraction(1, 2)
"""A month is at volume from half of the target volume. What was projected is worked out at the volume that
came, so that a month short of the target is no error of the unit cost."""


@dataclass(frozen=True, slots=True)
class _Projected:
    """The projection of a paper: the month at the target volume, from the figures of `month`."""

    paper: Paper
    prospect: Prospect
    at_target: Scenario
    month: Month
    volume: int

    @property
    def least(self) -> int:
        """Minimum number of units for a month to count as at volume."""
        return -int(-self.volume * AT_VOLUME // 1)


def cost_cases(known: Known) -> Iterator[PromiseCase]:
    """Unit cost in currency a unit: projected to the units of the first month at volume, and of that month.

    The same figure at the same target volume in several papers is one promise, of the first of them.
    """
    seen = set()
    for projected in _projections(known):
        figure = unit_cost(projected.at_target)
        key = projected.at_target.currency, projected.volume, figure
        if figure is None or key in seen:
            continue
        seen.add(key)
        case = _case(known, projected, PromiseKind.UNIT_COST, figure)
        months = known.months(case.currency)
        if months is None:
            yield replace(case, due=Due.UNKNOWN)
            continue
        month = next(at_volume(months, projected.month, projected.least), None)
        yield case if month is None else _cost_that_came(case, projected, month)


def benefit_cases(known: Known) -> Iterator[PromiseCase]:
    """Benefit in currency a month: value per unit × the units of the first month at volume, and that month's.

    Only an actual benefit counts. The same value per unit at the same target volume is one promise.
    """
    seen = set()
    for projected in _projections(known):
        value = projected.at_target.value_per_unit
        key = projected.at_target.currency, projected.volume, value
        if value is None or key in seen:
            continue
        seen.add(key)
        case = _case(known, projected, PromiseKind.BENEFIT, value * projected.volume)
        months = known.months(case.currency)
        if months is None:
            yield replace(case, due=Due.UNKNOWN)
            continue
        reached = tuple(at_volume(months, projected.month, projected.least))
        month = next((each for each in reached if each.benefit_basis is Basis.ACTUAL), None)
        if month is not None:
            promised = value * (month.units or 0)
            yield _measured(replace(case, promised=promised), month, month.benefit)
        else:
            yield replace(case, due=Due.UNKNOWN if reached else Due.NOT_YET)


def _projections(known: Known) -> Iterator[_Projected]:
    """Projections of the papers that have one."""
    for paper in known.papers:
        prospect = paper.prospect
        if prospect and prospect.at_target and prospect.month and prospect.target_volume:
            yield _Projected(paper, prospect, prospect.at_target, prospect.month, prospect.target_volume)


def _case(known: Known, of: _Projected, kind: PromiseKind, promised: Fraction) -> PromiseCase:
    """A promise without an outcome yet."""
    return PromiseCase(
        known.record.initiative,
        kind,
        of.paper.dated,
        of.paper.sponsor,
        promised=promised,
        currency=of.at_target.currency,
        volume=of.volume,
    )


def _cost_that_came(case: PromiseCase, projected: _Projected, month: MonthFigures) -> PromiseCase:
    """A forecast of unit cost with its outcome, the month at volume."""
    then = unit_cost(replace(projected.at_target, volume=Fraction(month.units or 0)))
    return _measured(replace(case, promised=then), month, month.unit_cost)


def _measured(case: PromiseCase, month: MonthFigures, came: Fraction | None) -> PromiseCase:
    """The error of a forecast; unknown where the outcome is zero, which no error is relative to."""
    measured = replace(case, month=month.month, volume=month.units, came=came)
    if not came or not isinstance(case.promised, Fraction):
        return replace(measured, due=Due.UNKNOWN)
    return replace(measured, due=Due.MEASURED, error=(case.promised - came) / came)


def go_live_cases(known: Known) -> Iterator[PromiseCase]:
    """The target go-live of papers before production, and the day on which it was live.

    It went live on the target go-live of the first paper in production, where that lies between the paper
    before and that one; else that paper's own day is taken, the first that is known. A day that was past
    when a paper was written is no promise.
    """
    live = _live_day(known)
    seen = set()
    for paper in known.papers:
        then = paper.initiative
        if then is None or then.target_go_live is None or then.stage in {Stage.PRODUCTION, Stage.RETIRED}:
            continue
        day = then.target_go_live
        if day < paper.dated or day in seen:
            continue
        seen.add(day)
        case = _dated_case(known, paper, PromiseKind.GO_LIVE, day)
        if live is None and _ended(known):
            yield replace(case, due=Due.UNKNOWN if day < known.day else Due.NOT_YET)
        else:
            yield _with_day(case, day, live, known.day)


def ready_cases(known: Known) -> Iterator[PromiseCase]:
    """The last day of a paper's path to ready, and the day of the first later paper that is ready."""
    seen = set()
    for paper in known.papers:
        day = paper.path.ready_by
        if day is None or day in seen:
            continue
        seen.add(day)
        ready = _ready_after(known, paper)
        case = _dated_case(known, paper, PromiseKind.READY_BY, day)
        yield _with_day(case, day, ready.dated if ready else None, known.day)


def effort_cases(known: Known) -> Iterator[PromiseCase]:
    """The person-days of steps of a paper's path, and of the actions done until a later paper is ready.

    Only steps whose criterion had an action done meanwhile are compared, since no other work is recorded;
    the outcome is the effort with which those actions were sealed. It is unknown where none was done, or
    one has no effort; one that nobody corrected counts as it was planned. Papers that put the same effort
    on the same steps make one promise.
    """
    seen: set[object] = set()
    for paper in known.papers:
        path = paper.path
        if path.obstacles or not path.effort:
            continue
        ready = _ready_after(known, paper)
        done = _done_between(paper, ready) if ready else ()
        criteria = {action.criterion for action in done}
        steps = [step for step in path.steps if step.criterion in criteria] or path.steps
        key = frozenset((step.criterion, step.effort) for step in steps)
        if key in seen:
            continue
        seen.add(key)
        promised = Fraction(sum(step.effort for step in steps))
        case = PromiseCase(
            known.record.initiative, PromiseKind.EFFORT, paper.dated, paper.sponsor, promised=promised
        )
        compared = [action for action in done if action.criterion in {step.criterion for step in steps}]
        yield case if ready is None else _with_effort(case, promised, _effort(compared))


def _with_effort(case: PromiseCase, promised: Fraction, came: Fraction | None) -> PromiseCase:
    """The error of an effort; unknown where the outcome is not recorded, or zero."""
    if not came:
        return replace(case, due=Due.UNKNOWN)
    return replace(case, due=Due.MEASURED, came=came, error=(promised - came) / came)


def _dated_case(known: Known, paper: Paper, kind: PromiseKind, day: date) -> PromiseCase:
    return PromiseCase(known.record.initiative, kind, paper.dated, paper.sponsor, promised=day)


def _with_day(case: PromiseCase, promised: date, came: date | None, on: date) -> PromiseCase:
    """The days late; so far, where there is no outcome and the day is past."""
    if came is not None:
        return replace(case, due=Due.MEASURED, came=came, error=Fraction((came - promised).days))
    if promised < on:
        return replace(case, due=Due.MEASURED, error=Fraction((on - promised).days), so_far=True)
    return case


def _live_day(known: Known) -> date | None:
    """The day of go-live, as far as papers and the initiative state it; None before that."""
    before = date.min
    for paper in known.papers:
        then = paper.initiative
        if then is not None and then.stage is Stage.PRODUCTION:
            return _within(then.target_go_live, before, paper.dated) or paper.dated
        before = paper.dated
    now = known.now
    if now is None or now.stage is not Stage.PRODUCTION:
        return None
    return _within(now.target_go_live, before, known.day)


def _within(day: date | None, after: date, until: date) -> date | None:
    """A day that is after one and not after another."""
    return day if day is not None and after < day <= until else None


def _ended(known: Known) -> bool:
    """True if it is live since an unknown day, or retired without a paper that states its go-live."""
    return known.now is not None and known.now.stage in {Stage.PRODUCTION, Stage.RETIRED}


def _ready_after(known: Known, paper: Paper) -> Paper | None:
    """The first later paper with the verdict “Ready”."""
    later = (each for each in known.papers if each.dated > paper.dated)
    return next((each for each in later if each.verdict is VerdictState.READY), None)


def _done_between(paper: Paper, ready: Paper) -> tuple[Action, ...]:
    """The actions that were done in the later paper and not in the earlier."""
    before = {_key(action) for action in paper.case.actions if action.status is ActionStatus.DONE}
    done = (action for action in ready.case.actions if action.status is ActionStatus.DONE)
    return tuple(action for action in done if _key(action) not in before)


def _key(action: Action) -> tuple[str, str]:
    return action.criterion, action.title


def _effort(actions: list[Action]) -> Fraction | None:
    """Person-days of all of these; None where there are none, or one has no effort."""
    known = [Fraction(action.effort) for action in actions if action.effort is not None]
    return sum(known, Fraction(0)) if known and len(known) == len(actions) else None
