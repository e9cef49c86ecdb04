"""The path to ready (DESIGN 4.8): the raises of least total effort that open every gate, exactly."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fivegates.domain.initiatives import Action, ActionStatus
from fivegates.domain.reviews import Case
from fivegates.domain.rubric import TOP_LEVEL, Gate, Thresholds
from fivegates.domain.verdict import CriterionResult, Standing, criteria_by_gate

NO_EFFORT = Decimal(0)


@dataclass(frozen=True, slots=True)
class Step:
    """Raise one criterion's effective level; `effort` in person-days.

    `proof_only`: the claim is already there and only its proof is lacking. `unscored`: counted as
    level 0 because nobody has answered. `action` is the open action that plans it, if any.
    """

    gate: str
    criterion: str
    from_level: int
    to_level: int
    effort: Decimal
    proof_only: bool
    unscored: bool
    action: Action | None

    @property
    def owner(self) -> str:
        """Who has it in hand; empty when nobody."""
        return self.action.owner if self.action else ""

    @property
    def due(self) -> date | None:
        """When it is due; None when no date is set."""
        return self.action.due if self.action else None


@dataclass(frozen=True, slots=True)
class Path:
    """The cheapest way to ready, steps in the rubric's order.

    `unscored` lists the criteria counted as level 0 for want of an answer; `obstacles` the gates
    that no raise can open because none of their criteria applies.
    """

    steps: tuple[Step, ...]
    unscored: tuple[str, ...]
    obstacles: tuple[str, ...]

    @property
    def effort(self) -> Decimal:
        """Person-days in all."""
        return sum((step.effort for step in self.steps), NO_EFFORT)

    @property
    def ready_by(self) -> date | None:
        """The last due date, if every step has one."""
        dates = [step.due for step in self.steps if step.due]
        return max(dates) if dates and len(dates) == len(self.steps) else None


def path_to_ready(case: Case) -> Path:
    """Find the set of raises of least effort; ties go to fewer steps, then to the rubric's order."""
    steps: list[Step] = []
    unscored: list[str] = []
    obstacles: list[str] = []
    for gate, results in criteria_by_gate(case).items():
        applicable = [r for r in results if r.standing is not Standing.NOT_APPLICABLE]
        if not applicable:
            obstacles.append(gate.id)
            continue
        unscored += [r.criterion.id for r in applicable if r.effective is None]
        steps += _gate_steps(case, gate, applicable)
    return Path(tuple(steps), tuple(unscored), tuple(obstacles))


@dataclass(frozen=True, slots=True, order=True)
class _Plan:
    """Targets for the first criteria of a gate; ordered by effort, steps, then the rubric's order."""

    effort: Decimal
    steps: int
    raised: tuple[tuple[int, int], ...]


def _gate_steps(case: Case, gate: Gate, results: list[CriterionResult]) -> Iterator[Step]:
    """Turn the gate's cheapest plan into steps."""
    plan = _cheapest(case, results)
    for index, target in plan.raised:
        yield _step(case, gate, results[index], target)


def _cheapest(case: Case, results: list[CriterionResult]) -> _Plan:
    """Keep the best plan for each weighted sum, capped at the sum that opens the gate.

    A multiple-choice knapsack by dynamic programming: exact, and small, because weights are whole
    numbers. Appending the same raise keeps the order of two plans, so only the best need be kept.
    """
    needed = _needed_sum(results, case.rubric.thresholds)
    best = {0: _Plan(NO_EFFORT, 0, ())}
    for index, result in enumerate(results):
        following: dict[int, _Plan] = {}
        for total, plan in best.items():
            for level, extended in _extensions(case, plan, index, result):
                reached = min(needed, total + result.criterion.weight * level)
                if reached not in following or extended < following[reached]:
                    following[reached] = extended
        best = following
    return best[needed]


def _needed_sum(results: list[CriterionResult], thresholds: Thresholds) -> int:
    """The smallest Σ weight·level whose gate score reaches the open score."""
    full = TOP_LEVEL * sum(r.criterion.weight for r in results)
    return -(-thresholds.open_score * full // 100)


def _extensions(
    case: Case, plan: _Plan, index: int, result: CriterionResult
) -> Iterator[tuple[int, _Plan]]:
    """The plan with this criterion left where it is, if that passes, or raised to each level above."""
    now = result.effective or 0
    least = case.rubric.thresholds.pass_level if result.criterion.required else 0
    if now >= least:
        yield now, plan
    for target in range(max(now + 1, least), TOP_LEVEL + 1):
        effort = plan.effort + effort_to_reach(case, result, target)
        yield target, _Plan(effort, plan.steps + 1, (*plan.raised, (index, target)))


def effort_to_reach(case: Case, result: CriterionResult, target: int) -> Decimal:
    """Person-days to raise a criterion from its effective level to `target` (DESIGN 4.8).

    The open actions for the highest level up to `target` stand for the whole way to that level
    (two actions for one level share the work, so they add up); the rubric's steps cover the rest.
    Where the claim is already `target` and only proof is lacking, it is the evidence effort.
    """
    now = result.effective or 0
    planned = [a for a in _planned(case, result) if now < (a.target_level or 0) <= target]
    if planned:
        level = max(a.target_level or 0 for a in planned)
        effort = sum((a.effort or NO_EFFORT for a in planned if a.target_level == level), NO_EFFORT)
        return effort + sum(result.criterion.efforts[level:target], NO_EFFORT)
    if result.claimed == target:
        return result.criterion.evidence_effort
    return sum(result.criterion.efforts[now:target], NO_EFFORT)


def _planned(case: Case, result: CriterionResult) -> list[Action]:
    """The open actions for a criterion that say how far they go and what they cost."""
    return [a for a in _open_actions(case, result) if a.target_level is not None and a.effort is not None]


def _open_actions(case: Case, result: CriterionResult) -> list[Action]:
    """The open actions for a criterion, in an order that does not depend on the input's."""
    mine = [
        a for a in case.actions if a.criterion == result.criterion.id and a.status is ActionStatus.OPEN
    ]
    return sorted(mine, key=lambda a: (not a.committed, a.due or date.max, a.title, a.id))


def _step(case: Case, gate: Gate, result: CriterionResult, target: int) -> Step:
    """Describe one raise, with the action that plans it."""
    actions = _open_actions(case, result)
    fitting = [a for a in actions if (a.target_level or target) >= target] or actions
    return Step(
        gate=gate.id,
        criterion=result.criterion.id,
        from_level=result.effective or 0,
        to_level=target,
        effort=effort_to_reach(case, result, target),
        proof_only=result.claimed == target,
        unscored=result.effective is None,
        action=fitting[0] if fitting else None,
    )
