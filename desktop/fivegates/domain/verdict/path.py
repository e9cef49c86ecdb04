"""The path to ready (DESIGN 4.8 and 4.11): the raises of least total effort that open every gate, exactly.

The path ends on a day: its last due date, or the requested one. Proofs that are current on its first day and
lapse before that end are renewed within it, so that every gate is open on the last day.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from fivegates.domain.initiative.initiative import Action, ActionStatus
from fivegates.domain.initiative.waivers import Waiver
from fivegates.domain.limits import TOP_LEVEL
from fivegates.domain.review.review import Case
from fivegates.domain.rubric.rubric import Gate, Thresholds
from fivegates.domain.verdict.evidence_rule import Shortfall, last_day_of
from fivegates.domain.verdict.states import GateState, ProofState
from fivegates.domain.verdict.verdict import CriterionResult, Standing, Verdict, is_waived, judge

NO_EFFORT = Decimal(0)


@dataclass(frozen=True, slots=True)
class Step:
    """Raise one criterion's effective level; `effort` in person-days.

    `proof_only`: the claim is already there and only its proof is lacking; `first_proof`: there has been
    none yet. `unscored`: counted as level 0 because nobody has answered. `contradicted`: it takes more
    than a claim, because the ledger must support it. `action` is the open action that plans it, if any.
    `good_until` is the last day of a proof that holds as the path begins and is renewed within it.
    `points_only`: it makes no criterion pass and only adds points to the gate's score. `waiver` is the
    one that covers the criterion as the path begins; the step is the same without it. `shortfall` is the
    part of the proof missing for the risk class, where the step has to provide it.
    """

    gate: str
    criterion: str
    from_level: int
    to_level: int
    effort: Decimal
    proof_only: bool
    unscored: bool
    action: Action | None
    contradicted: bool = False
    first_proof: bool = False
    good_until: date | None = None
    points_only: bool = False
    waiver: Waiver | None = None
    shortfall: Shortfall | None = None

    @property
    def owner(self) -> str:
        """The owner; empty without one."""
        return self.action.owner if self.action else ""

    @property
    def due(self) -> date | None:
        """The due date; None where no date is set."""
        return self.action.due if self.action else None


@dataclass(frozen=True, slots=True)
class Path:
    """The cheapest path to ready, steps by urgency: overdue first, then by due date, then without a date.

    Steps that are equally urgent are in the rubric's order.

    `unscored` lists the criteria counted as level 0 for want of an answer; `obstacles` the gates that no
    raise can open: none of their criteria applies, or it would take steps that were left out. It leads
    from the day `on` to the day `end`, on which every gate is open. Without `points`, steps that only add
    points were left out.
    """

    steps: tuple[Step, ...]
    unscored: tuple[str, ...]
    obstacles: tuple[str, ...]
    on: date
    end: date
    points: bool = True

    @property
    def renewals(self) -> tuple[Step, ...]:
        """Steps that renew a proof which holds as the path begins and lapses before its end."""
        return tuple(step for step in self.steps if step.good_until)

    @property
    def waived(self) -> tuple[Step, ...]:
        """Steps on criteria that a waiver covers as the path begins."""
        return tuple(step for step in self.steps if step.waiver)

    @property
    def renewal_effort(self) -> Decimal:
        """Person-days for renewals alone."""
        return sum((step.effort for step in self.renewals), NO_EFFORT)

    @property
    def effort(self) -> Decimal:
        """Total person-days."""
        return sum((step.effort for step in self.steps), NO_EFFORT)

    @property
    def ready_by(self) -> date | None:
        """The last due date, if every step has one that is not past and the steps open every gate."""
        dates = [step.due for step in self.steps if step.due]
        if self.obstacles or self.overdue or not dates or len(dates) < len(self.steps):
            return None
        return max(dates)

    @property
    def overdue(self) -> tuple[Step, ...]:
        """Steps with a due date in the past, so that the path has no date of its own."""
        return tuple(step for step in self.steps if step.due and step.due < self.on)


def path_to_ready(
    case: Case, verdict: Verdict | None = None, *, until: date | None = None, points: bool = True
) -> Path:
    """Find the set of raises of least effort; ties go to fewer steps, then to the rubric's order.

    `verdict` is the one on `case`, where it is known. The path ends on the day `until`, never before its
    first day; where none is given, on its last due date. Without `points` steps that only add points are
    excluded.
    """
    first = verdict or judge(case)
    end = case.review.dated if until is None else max(until, case.review.dated)
    path = _path_until(case, first, end, points=points)
    while until is None and (last := _last_due(path)) is not None and last > end:
        end = last
        path = _path_until(case, first, end, points=points)
    return path


def _last_due(path: Path) -> date | None:
    """The last due date of the steps; None where none has one."""
    return max((step.due for step in path.steps if step.due), default=None)


def _path_until(case: Case, first: Verdict, end: date, *, points: bool) -> Path:
    """The cheapest path after which every gate is open on the day `end`."""
    on = case.review.dated
    then = case if end == on else _looking_ahead(case, end)
    steps: list[Step] = []
    unscored: list[str] = []
    obstacles: list[str] = []
    for judged in (first if then is case else judge(then)).gates:
        if judged.state is GateState.OPEN:
            continue
        applicable = [r for r in judged.criteria if r.standing is not Standing.NOT_APPLICABLE]
        plan = _cheapest(then, applicable, points=points) if applicable else None
        if plan is None:
            obstacles.append(judged.gate.id)
            continue
        unscored += [r.criterion.id for r in applicable if r.effective is None]
        for index, target in plan.raised:
            result = applicable[index]
            begun = first.criterion(result.criterion.id)
            step = _step(then, judged.gate, result, target, now=begun.effective or 0)
            waived = is_waived(begun)
            steps.append(replace(step, waiver=begun.waiver) if waived else step)
    urgent = sorted(steps, key=lambda step: step.due or date.max)
    return Path(tuple(urgent), tuple(unscored), tuple(obstacles), on, end, points)


def _looking_ahead(case: Case, day: date) -> Case:
    """The case on a later day, with the evidence that its review sees and no other."""
    seen = tuple(item for item in case.evidence if item.dated <= case.review.dated)
    return replace(case, review=replace(case.review, dated=day), evidence=seen)


class _Plan(NamedTuple):
    """Raises as pairs of index and target; plans compare by effort, steps, then the rubric's order."""

    effort: Decimal
    steps: int
    raised: tuple[tuple[int, int], ...]

    def then(self, following: "_Plan") -> "_Plan":
        """Both plans, one after the other."""
        return _Plan(
            self.effort + following.effort, self.steps + following.steps, self.raised + following.raised
        )


_STAY = _Plan(NO_EFFORT, 0, ())


def _cheapest(case: Case, results: list[CriterionResult], *, points: bool) -> _Plan | None:
    """Keep the best plan for each weighted sum, capped at the sum that opens the gate; None without any.

    A multiple-choice knapsack by dynamic programming. It is exact: the same raises after two plans
    keep the order of the two, so only the better one need be kept.
    """
    needed = _needed_sum(results, case.rubric.thresholds)
    best = {0: _STAY}
    for index, result in enumerate(results):
        choices = list(_choices(case, index, result, points=points))
        following: dict[int, _Plan] = {}
        for (total, plan), (level, choice) in product(best.items(), choices):
            reached = min(needed, total + result.criterion.weight * level)
            extended = plan.then(choice)
            if reached not in following or extended < following[reached]:
                following[reached] = extended
        best = _undominated(following)
    return best.get(needed)


def _undominated(plans: dict[int, _Plan]) -> dict[int, _Plan]:
    """Drop the plans that another one beats while reaching at least their sum."""
    kept: dict[int, _Plan] = {}
    best: _Plan | None = None
    for total in sorted(plans, reverse=True):
        if best is None or plans[total] < best:
            best = kept[total] = plans[total]
    return kept


def _needed_sum(results: list[CriterionResult], thresholds: Thresholds) -> int:
    """The smallest Σ weight·level whose gate score reaches the open score."""
    full = TOP_LEVEL * sum(r.criterion.weight for r in results)
    return -(-thresholds.open_score * full // 100)


def _choices(case: Case, index: int, result: CriterionResult, *, points: bool) -> Iterator[tuple[int, _Plan]]:
    """Leave this criterion where it is, if it may stay there, or raise it to each level above."""
    now = result.effective or 0
    least = result.needed if result.criterion.required else 0
    if now >= least:
        yield now, _STAY
    for target in range(max(now + 1, least), TOP_LEVEL + 1):
        if not points and _points_only(result, target):
            continue
        yield target, _Plan(effort_to_reach(case, result, target), 1, ((index, target),))


def _points_only(result: CriterionResult, target: int) -> bool:
    """True if the criterion passes neither more nor less after a raise to `target`."""
    passing = result.needed
    return target < passing or (result.effective or 0) >= passing


def effort_to_reach(case: Case, result: CriterionResult, target: int) -> Decimal:
    """Person-days to raise a criterion from its effective level to `target` (DESIGN 4.8).

    The open actions for exactly that level replace every other figure; two of them share the work,
    so they add up. Where the claim is already `target` and only proof is lacking, it is the evidence
    effort. Else it is the rubric's steps, from the highest level on the way that actions reach.
    """
    planned = _planned_efforts(case, result)
    if target in planned:
        return planned[target]
    if _proof_only(result, target):
        return result.criterion.evidence_effort
    start = max((level for level in planned if level < target), default=result.effective or 0)
    return planned.get(start, NO_EFFORT) + sum(result.criterion.efforts[start:target], NO_EFFORT)


def _proof_only(result: CriterionResult, target: int) -> bool:
    """True if `target` is claimed, and nothing but current proof is lacking."""
    return result.claimed == target and not _bears_against(result, target)


def _bears_against(result: CriterionResult, target: int) -> bool:
    """True if the ledger contradicts a claim of `target`."""
    return result.contradiction is not None and target > result.contradiction.cap


def _planned_efforts(case: Case, result: CriterionResult) -> dict[int, Decimal]:
    """Person-days by target level, of open actions with a target level and an effort."""
    efforts: dict[int, Decimal] = {}
    for action in _open_actions(case, result):
        if action.target_level is not None and action.effort is not None:
            level = action.target_level
            efforts[level] = efforts.get(level, NO_EFFORT) + action.effort
    return efforts


def _open_actions(case: Case, result: CriterionResult) -> list[Action]:
    """Open actions for a criterion beyond its level, committed ones and the earliest first."""
    now = result.effective or 0
    mine = [
        action
        for action in case.actions
        if action.criterion == result.criterion.id
        and action.status is ActionStatus.OPEN
        and (action.target_level is None or action.target_level > now)
    ]
    return sorted(mine, key=lambda a: (not a.committed, a.due or date.max, a.title, a.id))


def _step(case: Case, gate: Gate, result: CriterionResult, target: int, *, now: int) -> Step:
    """Describe one raise, with the action that plans it; `now` is the level as the path begins."""
    actions = _open_actions(case, result)
    fitting = [a for a in actions if a.target_level is None or a.target_level >= target] or actions
    return Step(
        gate=gate.id,
        criterion=result.criterion.id,
        from_level=result.effective or 0,
        to_level=target,
        effort=effort_to_reach(case, result, target),
        proof_only=_proof_only(result, target),
        unscored=result.effective is None,
        action=fitting[0] if fitting else None,
        contradicted=_bears_against(result, target),
        first_proof=result.proof.state is ProofState.MISSING,
        good_until=last_day_of(result.proof) if now >= target else None,
        points_only=_points_only(result, target),
        shortfall=result.shortfall if result.shortfall and target > result.shortfall.cap else None,
    )
