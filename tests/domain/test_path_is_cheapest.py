"""Rule 8 against brute force: every combination of targets on small gates, written from DESIGN alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

from builders import action_for, case, criterion, evidence_for, rubric
from examples import times
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import cases, composed_rubrics, rubrics

from fivegates.domain.initiative.initiative import ActionStatus, Evidence
from fivegates.domain.review.review import Case, Score
from fivegates.domain.rubric.rubric import Criterion, Rubric
from fivegates.domain.verdict.path import Path, path_to_ready
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.verdict.verdict import CriterionResult, Standing, judge

Target = tuple[str, int]
Cost = tuple[Decimal, int, list[tuple[int, int]]]

SMALL = cases(rubrics(most_gates=2, most_criteria=3) | composed_rubrics(most_gates=1))


def _raises(judged: Case, path: Path) -> list[Target]:
    """The steps in the rubric's order; the path has them by urgency."""
    order = [criterion.id for criterion in judged.rubric.criteria]
    steps = sorted(path.steps, key=lambda step: order.index(step.criterion))
    return [(step.criterion, step.to_level) for step in steps]


@times(2)
@given(SMALL)
@example(
    # Equal in effort and steps: the first criterion to 3 and the second to 4, or the other way.
    case(
        rubric(*(replace(criterion(name), efforts=(Decimal(1),) * 4) for name in "abc")),
        {"a": 1, "b": 1, "c": 2},
    )
)
@example(case(rubric(criterion("a", required=True)), {"a": 4}, evidence=[], actions=[action_for("a")]))
def test_no_other_set_of_raises_is_better(judged: Case) -> None:
    path = path_to_ready(judged)
    best = _best_by_brute_force(_on(judged, path.end))
    assert _raises(judged, path) == best


@given(SMALL)
def test_the_path_ends_on_its_last_due_date_or_on_one_that_led_to_it(judged: Case) -> None:
    """No step is due behind the end, so nothing lapses unseen before it."""
    path = path_to_ready(judged)
    assert all(step.due is None or step.due <= path.end for step in path.steps)
    days = {judged.review.dated, *(action.due for action in judged.actions)}
    assert path.end in days


@given(SMALL, st.integers(-10, 300))
def test_a_path_to_a_chosen_day_is_the_cheapest_to_be_ready_then(judged: Case, days: int) -> None:
    until = judged.review.dated + timedelta(days=days)
    path = path_to_ready(judged, until=until)
    assert path.end == max(until, judged.review.dated)
    best = _best_by_brute_force(_on(judged, path.end))
    assert _raises(judged, path) == best


@times(2)
@given(SMALL)
def test_without_steps_for_points_it_is_the_cheapest_of_the_other_sets(judged: Case) -> None:
    path = path_to_ready(judged, until=judged.review.dated, points=False)
    assert not any(step.points_only for step in path.steps)
    if not path.obstacles:
        best = _best_by_brute_force(judged, points=False)
        assert _raises(judged, path) == best


@given(SMALL)
def test_each_step_costs_what_the_rule_says(judged: Case) -> None:
    path = path_to_ready(judged)
    verdict = judge(_on(judged, path.end))
    for step in path.steps:
        assert step.effort == _cost(judged, verdict.criterion(step.criterion), step.to_level)


@times(2)
@given(cases())
def test_the_path_when_walked_gives_ready(judged: Case) -> None:
    path = path_to_ready(judged)
    ready = judge(_walked(judged, path)).state is VerdictState.READY
    assert ready is not bool(path.obstacles)


@given(cases())
def test_only_a_ready_case_has_nothing_left_to_do(judged: Case) -> None:
    path = path_to_ready(judged)
    nothing_left = not (path.steps or path.unscored or path.obstacles)
    assert nothing_left is (judge(judged).state is VerdictState.READY)


def _walked(judged: Case, path: Path) -> Case:
    """The case on the last day, after every step: the targets claimed, proven and no longer contradicted
    by the ledger; the other unanswered scored 0.
    """
    targets = {**dict.fromkeys(path.unscored, 0), **{step.criterion: step.to_level for step in path.steps}}
    scores = {**judged.review.scores, **{key: Score(key, level) for key, level in targets.items()}}
    proofs: list[Evidence] = [
        replace(evidence_for(s.criterion), dated=path.end, title="Wide", cases=120, passed=120)
        for s in path.steps
    ]
    return replace(
        judged,
        review=replace(judged.review, scores=scores, dated=path.end),
        evidence=(*judged.evidence, *proofs),
        rubric=_borne_out(judged.rubric, {step.criterion for step in path.steps}),
    )


def _on(judged: Case, day: date) -> Case:
    """The same claims on another day."""
    seen = tuple(item for item in judged.evidence if item.dated <= judged.review.dated)
    return replace(judged, review=replace(judged.review, dated=day), evidence=seen)


def _borne_out(used: Rubric, raised: set[str]) -> Rubric:
    """The rubric without the ledger's checks of what was raised: the ledger agrees by now."""
    criteria = (
        replace(c, ledger_check=None, class_proof=tuple(t for t in c.class_proof if "months" not in t))
        if c.id in raised
        else c
        for c in used.criteria
    )
    return replace(used, criteria=tuple(criteria))


def _best_by_brute_force(judged: Case, *, points: bool = True) -> list[Target]:
    """The raises of the best opening combination, gate by gate since no rule crosses gates.

    Without `points` each raise must bring a criterion from failing to passing.
    """
    raised: list[Target] = []
    for gate in judge(judged).gates:
        results = [r for r in gate.criteria if r.standing is not Standing.NOT_APPLICABLE]
        if results:
            combinations = _opening_combinations(judged, results)
            _, _, best = min(c for c in combinations if points or _all_come_to_pass(judged, results, c[2]))
            raised += [(results[index].criterion.id, target) for index, target in best]
    return raised


def _all_come_to_pass(judged: Case, results: list[CriterionResult], raised: list[tuple[int, int]]) -> bool:
    """Whether every raise makes a criterion pass that fails."""
    return all(
        (results[index].effective or 0) < _passing(judged, results[index].criterion) <= level
        for index, level in raised
    )


def _passing(judged: Case, asked: Criterion) -> int:
    """The level that passes: more where the risk class, or any while none is known, asks for more."""
    levels = {
        int(text[-1]) for text in asked.class_levels if judged.risk is None or text[:-3] == judged.risk.level
    }
    return max({judged.rubric.thresholds.pass_level, *levels})


def _opening_combinations(judged: Case, results: list[CriterionResult]) -> Iterator[Cost]:
    """Every combination of levels at or above the present ones that opens the gate, with its rank."""
    present = [result.effective or 0 for result in results]
    criteria = [result.criterion for result in results]
    for levels in product(*(range(now, 5) for now in present)):
        if _opens(judged, criteria, levels):
            raised = [(index, level) for index, level in enumerate(levels) if level > present[index]]
            effort = sum((_cost(judged, results[index], level) for index, level in raised), Decimal(0))
            yield effort, len(raised), raised


def _opens(judged: Case, criteria: list[Criterion], levels: tuple[int, ...]) -> bool:
    """Rule 5 in whole numbers: every required criterion passes, and the score suffices."""
    thresholds = judged.rubric.thresholds
    passes = all(
        level >= _passing(judged, asked)
        for asked, level in zip(criteria, levels, strict=True)
        if asked.required
    )
    reached = sum(asked.weight * level for asked, level in zip(criteria, levels, strict=True))
    return passes and 100 * reached >= thresholds.open_score * 4 * sum(asked.weight for asked in criteria)


def _cost(judged: Case, result: CriterionResult, target: int) -> Decimal:
    """Rule 8's price of a raise, climbing one level at a time."""
    now = result.effective or 0
    price, cost = _prices(judged, result), Decimal(0)
    for level in range(now + 1, target + 1):
        cost = price[level] if level in price else cost + result.criterion.efforts[level - 1]
    against = result.contradiction
    rounded_ranks = against is None or target <= against.cap
    if result.claimed == target and rounded_ranks and target not in price:
        return result.criterion.evidence_effort
    return cost


def _prices(judged: Case, result: CriterionResult) -> dict[int, Decimal]:
    """What the open actions ask for each level."""
    prices: dict[int, Decimal] = {}
    for action in judged.actions:
        usable = action.status is ActionStatus.OPEN and action.criterion == result.criterion.id
        if usable and action.target_level is not None and action.effort is not None:
            prices[action.target_level] = prices.get(action.target_level, Decimal(0)) + action.effort
    return prices
