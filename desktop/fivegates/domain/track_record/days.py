"""What papers promised for a day or in person-days: go-live, ready, and the effort of the path to it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

from fivegates.domain.initiative.initiative import Action, ActionStatus, Stage
from fivegates.domain.track_record.kinds import Due, PromiseCase, PromiseKind
from fivegates.domain.track_record.papers import Known, Paper
from fivegates.domain.verdict.states import VerdictState


def go_live_cases(known: Known) -> Iterator[PromiseCase]:
    """The target go-live of papers before production, and the day on which it was live.

    It went live on the target go-live of the first paper in production, where that lies between the paper
    before and that one; else that paper's own day is taken, the first that is known. A day that was over as a
    paper was written is no promise.
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
    """The day by which a paper's path leads to ready, and the day of the first later paper that says so."""
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

    Only steps whose criterion had an action done meanwhile are compared, since nothing is recorded of other
    work; what came is the effort with which those actions were sealed. It is unknown where none was done, or
    one has no effort; one that nobody corrected counts as it was planned. Papers that put the same effort on
    the same steps make one promise.
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
    """The error of an effort; unknown where what came is not recorded, or nothing."""
    if not came:
        return replace(case, due=Due.UNKNOWN)
    return replace(case, due=Due.MEASURED, came=came, error=(promised - came) / came)


def _dated_case(known: Known, paper: Paper, kind: PromiseKind, day: date) -> PromiseCase:
    return PromiseCase(known.record.initiative, kind, paper.dated, paper.sponsor, promised=day)


def _with_day(case: PromiseCase, promised: date, came: date | None, on: date) -> PromiseCase:
    """The days late; so far, where it has not come and the day is over."""
    if came is not None:
        return replace(case, due=Due.MEASURED, came=came, error=Fraction((came - promised).days))
    if promised < on:
        return replace(case, due=Due.MEASURED, error=Fraction((on - promised).days), so_far=True)
    return case


def _live_day(known: Known) -> date | None:
    """The day on which it went live, as far as papers and the initiative tell; None before that."""
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
    """A day that lies after one and not after another."""
    return day if day is not None and after < day <= until else None


def _ended(known: Known) -> bool:
    """Whether it is live since an unknown day, or retired without a paper that says it went live."""
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
