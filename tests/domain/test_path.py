"""Rule 8 by hand: the cheapest raises that open every gate, what each costs, and who has it in hand.

Steps cost 1, 2, 4 and 8 person-days and proof alone half a day, unless a test says otherwise.
A required criterion weighs 2, an optional one 1, and a gate opens at 75.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from builders import (
    DUE,
    REVIEWED,
    WAIVED,
    Answer,
    action_for,
    case,
    change,
    criterion,
    days_before,
    evidence_for,
    rubric,
)

from fivegates.domain.initiative.initiative import Action, ActionStatus, ChangeKind
from fivegates.domain.review.review import NotApplicable
from fivegates.domain.rubric.rubric import Criterion, Thresholds
from fivegates.domain.verdict.path import Path, path_to_ready

MUST = criterion("must", required=True)
MAY = criterion("may")
PAIR = rubric(MUST, MAY)
ALONE = rubric(MUST)

Reported = tuple[str, int, int, str]


def reported(path: Path) -> list[Reported]:
    """Criterion, from, to and person-days of each step."""
    return [(step.criterion, step.from_level, step.to_level, str(step.effort)) for step in path.steps]


def path_of(
    answer: Answer, *actions: Action, asked: Criterion = MUST, proven: bool = True, passes: int = 3
) -> Path:
    """The path where everything depends on one criterion."""
    used = rubric(asked, thresholds=Thresholds(pass_level=passes))
    evidence = None if proven else ()
    return path_to_ready(case(used, {asked.id: answer}, evidence=evidence, actions=actions))


# Which raises


@pytest.mark.parametrize(
    ("answers", "steps"),
    [
        pytest.param([3, 3], [], id="open already"),
        pytest.param([4, 1], [], id="open already, an optional fails: 9 of 12"),
        pytest.param([2, 4], [("must", 2, 3, "4")], id="the required one has to pass"),
        pytest.param([2, 2], [("must", 2, 3, "4"), ("may", 2, 3, "4")], id="and the score has to reach 75"),
        pytest.param([4, 0], [("may", 0, 1, "1")], id="8 of 12 wants one more: from 0 to 1 is enough"),
        pytest.param([3, 2], [("may", 2, 3, "4")], id="cheaper than the required one from 3 to 4"),
        pytest.param([3, WAIVED], [], id="what does not apply counts neither way"),
        pytest.param([0, WAIVED], [("must", 0, 3, "7")], id="several levels add up"),
    ],
)
def test_the_cheapest_raises(answers: Sequence[Answer], steps: list[Reported]) -> None:
    path = path_to_ready(case(PAIR, dict(zip(["must", "may"], answers, strict=True))))
    assert reported(path) == steps
    assert path.obstacles == ()


def test_a_dear_first_step_is_avoided_by_a_higher_raise_elsewhere() -> None:
    dear = replace(MAY, efforts=(Decimal(20), Decimal(1), Decimal(1), Decimal(1)))
    path = path_to_ready(case(rubric(MUST, dear), {"must": 3, "may": 0}))
    # Of 12, 9 are needed and 6 there: 2·4 and 1 for 8 + 20, or 2·3 and 3 for 22.
    assert reported(path) == [("may", 0, 3, "22")]


def test_each_gate_is_opened_by_itself() -> None:
    used = rubric(MUST, criterion("strong", "trust"), criterion("weak", "cost"))
    path = path_to_ready(case(used, {"must": 2, "strong": 4, "weak": 1}))
    assert reported(path) == [("must", 2, 3, "4"), ("weak", 1, 3, "6")]
    assert [step.gate for step in path.steps] == ["value", "cost"]
    assert path.effort == 10


@pytest.mark.parametrize(
    ("thresholds", "steps"),
    [
        pytest.param(Thresholds(open_score=76), [("must", 3, 4, "8")], id="76 percent takes 10 of 12"),
        pytest.param(Thresholds(pass_level=4), [("must", 3, 4, "8")], id="passing takes 4"),
        pytest.param(Thresholds(open_score=100), [("must", 3, 4, "8"), ("may", 3, 4, "8")], id="all of it"),
        pytest.param(Thresholds(open_score=0, conditional_score=0), [], id="no score needed"),
    ],
)
def test_the_figures_are_the_rubrics(thresholds: Thresholds, steps: list[Reported]) -> None:
    path = path_to_ready(case(rubric(MUST, MAY, thresholds=thresholds), {"must": 3, "may": 3}))
    assert reported(path) == steps


# Ties


def test_of_equal_efforts_fewer_steps_win() -> None:
    used = rubric(criterion("a"), criterion("b"), criterion("heavy", weight=2))
    # 10 of 16, 12 needed: a and b to 3 for 4 + 4, or the heavy one to 4 for 8.
    path = path_to_ready(case(used, {"a": 2, "b": 2, "heavy": 3}))
    assert reported(path) == [("heavy", 3, 4, "8")]


def test_of_equal_efforts_and_steps_the_rubrics_order_wins() -> None:
    used = rubric(criterion("z"), criterion("a"), criterion("m"))
    path = path_to_ready(case(used, {"z": 2, "a": 2, "m": 4}))
    assert reported(path) == [("z", 2, 3, "4")]


def test_of_equal_efforts_and_criteria_the_lower_target_comes_first() -> None:
    even = [replace(criterion(name), efforts=(Decimal(1),) * 4) for name in ("a", "b", "c")]
    path = path_to_ready(case(rubric(*even), {"a": 1, "b": 1, "c": 2}))
    # 4 of 12, 9 needed: five levels in two steps, a to 3 and b to 4 as well as the other way.
    assert reported(path) == [("a", 1, 3, "2"), ("b", 1, 4, "3")]


def test_a_step_without_effort_is_not_taken_without_need() -> None:
    free = replace(MAY, efforts=(Decimal(0),) * 4)
    assert path_to_ready(case(rubric(MUST, free), {"must": 4, "may": 1})).steps == ()


# Unanswered, not applicable, nothing applicable


def test_an_unanswered_criterion_counts_as_level_0_and_is_said_to() -> None:
    path = path_to_ready(case(PAIR, {"may": 4}))
    assert reported(path) == [("must", 0, 3, "7")]
    assert path.steps[0].unscored
    assert path.unscored == ("must",)


def test_an_unanswered_criterion_that_needs_no_raise_is_still_named() -> None:
    path = path_to_ready(case(rubric(replace(MUST, weight=3), MAY), {"must": 4}))
    assert path.steps == ()
    assert path.unscored == ("may",)


def test_a_waiver_that_lacks_its_approver_counts_as_unanswered() -> None:
    path = path_of(NotApplicable("None."))
    assert (reported(path), path.unscored) == ([("must", 0, 3, "7")], ("must",))


def test_level_0_is_an_answer() -> None:
    path = path_of(0)
    assert reported(path) == [("must", 0, 3, "7")]
    assert not path.steps[0].unscored
    assert path.unscored == ()


def test_no_raise_opens_a_gate_in_which_nothing_applies() -> None:
    used = rubric(MUST, criterion("elsewhere", "trust"))
    path = path_to_ready(case(used, {"must": WAIVED, "elsewhere": 2}))
    assert path.obstacles == ("value",)
    assert reported(path) == [("elsewhere", 2, 3, "4")]


# Proof alone


@pytest.mark.parametrize(("claim", "target"), [(3, 3), (4, 4)])
def test_where_only_proof_is_lacking_a_step_costs_the_evidence_effort(claim: int, target: int) -> None:
    path = path_of(claim, proven=False)
    assert reported(path) == [("must", 2, target, "0.5")]
    assert path.steps[0].proof_only


def test_proof_that_costs_more_than_the_step_is_not_chosen_for_a_lower_target() -> None:
    dear = replace(MUST, evidence_effort=Decimal(5))
    path = path_of(4, asked=dear, proven=False)
    assert reported(path) == [("must", 2, 3, "4")]
    assert not path.steps[0].proof_only


def test_beyond_the_claim_it_is_the_rubrics_steps() -> None:
    path = path_of(3, proven=False, passes=4)
    assert reported(path) == [("must", 2, 4, "12")]
    assert not path.steps[0].proof_only


def test_expired_proof_is_renewed() -> None:
    expired = case(ALONE, {"must": 3}, evidence=[evidence_for("must", days_old=181)])
    assert reported(path_to_ready(expired)) == [("must", 2, 3, "0.5")]


# Actions


TO_2 = action_for("must", target_level=2, effort="1", action_id=1)
TO_3 = action_for("must", target_level=3, effort="2.5", action_id=2)
TO_4 = action_for("must", target_level=4, effort="3", action_id=3)


@pytest.mark.parametrize(
    ("actions", "passes", "step"),
    [
        pytest.param([TO_3], 3, (1, 3, "2.5"), id="its effort is for the whole way"),
        pytest.param([TO_3], 4, (1, 4, "10.5"), id="the rubric's steps cover what it does not reach"),
        pytest.param([TO_2], 3, (1, 3, "5"), id="it covers a part of the way"),
        pytest.param([TO_2, TO_3], 3, (1, 3, "2.5"), id="the one that reaches the level counts"),
        pytest.param([TO_2, TO_3], 4, (1, 4, "10.5"), id="else the one that reaches farthest"),
        pytest.param([TO_4], 3, (1, 4, "3"), id="a cheap way to a higher level is taken"),
        pytest.param([TO_3, replace(TO_3, id=9)], 3, (1, 3, "5.0"), id="two for one level share the work"),
        pytest.param([replace(TO_3, status=ActionStatus.DONE)], 3, (1, 3, "6"), id="done"),
        pytest.param([replace(TO_3, status=ActionStatus.DROPPED)], 3, (1, 3, "6"), id="dropped"),
        pytest.param([replace(TO_3, effort=None)], 3, (1, 3, "6"), id="no effort"),
        pytest.param([replace(TO_3, target_level=None)], 3, (1, 3, "6"), id="no target level"),
        pytest.param([replace(TO_2, target_level=1)], 3, (1, 3, "6"), id="a level already reached"),
        pytest.param([replace(TO_3, criterion="may")], 3, (1, 3, "6"), id="another criterion"),
        pytest.param([replace(TO_3, owner="", due=None)], 3, (1, 3, "2.5"), id="neither owner nor date"),
        pytest.param([replace(TO_3, effort=Decimal(9))], 3, (1, 3, "9"), id="dearer than the rubric"),
    ],
)
def test_an_open_action_replaces_the_rubrics_figure(
    actions: list[Action], passes: int, step: tuple[int, int, str]
) -> None:
    assert reported(path_of(1, *actions, passes=passes)) == [("must", *step)]


def test_an_action_replaces_the_evidence_effort_too() -> None:
    path = path_of(3, TO_3, proven=False)
    assert reported(path) == [("must", 2, 3, "2.5")]
    assert path.steps[0].proof_only


def test_an_action_for_a_lower_level_leaves_the_proof_of_the_claim_at_its_cost() -> None:
    assert reported(path_of(4, replace(TO_3, effort=Decimal(1)), proven=False)) == [("must", 2, 4, "0.5")]


# Who has it in hand


def in_hand(*actions: Action) -> Action | None:
    """The action that the one step from 1 to 3 names."""
    return path_of(1, *actions).steps[0].action


UNOWNED = replace(TO_3, owner="", due=date(2026, 5, 13), id=4)
SOON = replace(TO_3, due=date(2026, 5, 20), id=5)


@pytest.mark.parametrize(
    ("actions", "chosen"),
    [
        pytest.param([], None, id="nobody"),
        pytest.param([UNOWNED], UNOWNED, id="an action without an owner"),
        pytest.param([UNOWNED, TO_3], TO_3, id="a promised one before one without an owner"),
        pytest.param([TO_3, SOON], SOON, id="the earliest date first"),
        pytest.param([replace(UNOWNED, due=None), UNOWNED], UNOWNED, id="a date before none"),
        pytest.param([TO_2, TO_3], TO_3, id="one that reaches the target"),
        pytest.param([TO_2], TO_2, id="one that falls short, for want of better"),
        pytest.param([replace(TO_3, status=ActionStatus.DONE)], None, id="a done one is no plan"),
        pytest.param([replace(TO_2, target_level=1)], None, id="nor one for a level already reached"),
    ],
)
def test_a_step_names_the_action_that_plans_it(actions: list[Action], chosen: Action | None) -> None:
    assert in_hand(*actions) == in_hand(*reversed(actions)) == chosen


def test_an_action_without_a_target_level_reaches_any() -> None:
    anyway = replace(TO_3, target_level=None)
    assert in_hand(TO_2, anyway) == anyway


def test_a_step_says_who_and_when() -> None:
    step = path_of(1, TO_3).steps[0]
    assert (step.owner, step.due) == ("A. Okafor", DUE)
    nobody = path_of(1).steps[0]
    assert (nobody.owner, nobody.due) == ("", None)


def ready_by(dues: Iterable[date | None]) -> date | None:
    """When a path of one step a due date is ready."""
    names = [f"c{number}" for number, _ in enumerate(dues)]
    actions = [replace(action_for(name), due=due) for name, due in zip(names, dues, strict=True)]
    used = rubric(*(criterion(name, required=True) for name in names), MAY)
    return path_to_ready(case(used, {**dict.fromkeys(names, 2), "may": 4}, actions=actions)).ready_by


def test_a_path_is_ready_when_its_last_step_is() -> None:
    assert ready_by([date(2026, 6, 1), date(2026, 7, 1), date(2026, 5, 12)]) == date(2026, 7, 1)


def test_a_path_promises_no_day_while_a_step_is_overdue() -> None:
    late = replace(TO_3, due=days_before(1))
    path = path_of(1, late)
    assert (path.ready_by, path.overdue) == (None, path.steps)
    assert path_of(1, replace(TO_3, due=REVIEWED)).overdue == ()


# Looking ahead


def test_what_lapses_before_the_end_is_renewed_within_the_path() -> None:
    """The other required criterion passes today, on proof that is good for 29 days; the path takes 49."""
    used = rubric(criterion("must", required=True), criterion("too", required=True))
    evidence = [evidence_for("must"), evidence_for("too", days_old=151)]
    judged = case(used, {"must": 2, "too": 3}, evidence=evidence, actions=[TO_3])
    path = path_to_ready(judged)
    (raised, renewed) = path.steps
    assert (raised.criterion, raised.good_until) == ("must", None)
    assert (renewed.criterion, renewed.good_until) == ("too", days_before(-29))
    assert (path.on, path.end) == (REVIEWED, DUE)
    assert (path.renewals, path.renewal_effort) == ((renewed,), Decimal("0.5"))
    assert path_to_ready(judged, until=days_before(-29)).renewals == ()
    assert path_to_ready(judged, until=days_before(1)).end == REVIEWED


def test_a_change_recorded_ahead_is_renewed_too() -> None:
    held = replace(criterion("too", required=True), voided_by=(ChangeKind.MODEL,))
    used = rubric(criterion("must", required=True), held)
    judged = case(used, {"must": 2, "too": 3}, changes=[change(days_old=-10)], actions=[TO_3])
    (_, renewed) = path_to_ready(judged).steps
    assert (renewed.criterion, renewed.good_until) == ("too", days_before(-9))


def test_evidence_dated_after_the_review_spares_no_renewal() -> None:
    used = rubric(criterion("must", required=True), criterion("too", required=True))
    evidence = [evidence_for("must"), evidence_for("too", days_old=151)]
    judged = case(used, {"must": 2, "too": 3}, evidence=evidence, actions=[TO_3])
    later = replace(judged, evidence=(*judged.evidence, evidence_for("too", days_old=-5)))
    assert path_to_ready(later) == path_to_ready(judged)


# Points


def test_a_step_that_only_makes_up_points_is_marked_and_can_be_left_out() -> None:
    """The cheapest way to 75 % is an optional criterion at “Intended”; without that it is brought to pass."""
    used = rubric(criterion("must", required=True), criterion("may"))
    judged = case(used, {"must": 4, "may": 0})
    (step,) = path_to_ready(judged).steps
    assert (step.criterion, step.to_level, step.points_only) == ("may", 1, True)
    (whole,) = path_to_ready(judged, points=False).steps
    assert (whole.criterion, whole.to_level, whole.points_only) == ("may", 3, False)


def test_where_only_points_open_a_gate_there_is_no_path_without_them() -> None:
    strict = rubric(criterion("must", required=True), thresholds=Thresholds(open_score=100))
    path = path_to_ready(case(strict, {"must": 3}), points=False)
    assert (path.steps, path.obstacles) == ((), ("value",))


def test_a_path_has_no_date_while_a_step_has_none() -> None:
    assert ready_by([date(2026, 6, 1), None]) is None


def test_no_step_no_date() -> None:
    path = path_of(4)
    assert path.effort == 0
    assert path.ready_by is None


def test_steps_are_in_the_order_of_urgency_overdue_ones_first_and_undated_ones_last() -> None:
    names = ("undated", "later", "overdue", "sooner", "undated-too")
    dues = {"later": days_before(-20), "overdue": days_before(1), "sooner": days_before(-10)}
    used = rubric(*(criterion(name, required=True) for name in names))
    actions = [replace(action_for(name), due=due) for name, due in dues.items()]
    path = path_to_ready(case(used, dict.fromkeys(names, 1), actions=actions))
    assert [step.criterion for step in path.steps] == ["overdue", "sooner", "later", "undated", "undated-too"]
