"""The exact words of the path to ready and of the firmness of a verdict."""

from dataclasses import replace
from decimal import Decimal

import pytest
from assessed import ONE_EACH, assessed, of_gates
from builders import WAIVED, action_for, case, change, criterion, evidence_for, rubric

from fivegates.domain.initiative.initiative import Action, ChangeKind
from fivegates.domain.language import ENGLISH
from fivegates.domain.rubric.rubric import Thresholds
from fivegates.domain.verdict.assessment import Assessment, assess
from fivegates.domain.verdict.path import Step, path_to_ready
from fivegates.domain.wording.paths import effort_note, firmness_sentence, move_text, path_sentence, step_text

# The path


@pytest.mark.parametrize(
    ("assessment", "text"),
    [
        (of_gates(3), "Nothing left to do: every gate is open."),
        (of_gates(2), "4 person-days in 1 step; no cheaper set opens every gate."),
        (of_gates(2, 1), "10 person-days in 2 steps; no cheaper set opens every gate."),
        (
            of_gates(None, 3),
            (
                "7 person-days in 1 step; no cheaper set opens every gate. "
                "1 unanswered criterion is counted as level 0."
            ),
        ),
        (
            of_gates(None, None),
            (
                "14 person-days in 2 steps; no cheaper set opens every gate. "
                "2 unanswered criteria are counted as level 0."
            ),
        ),
        (
            of_gates(WAIVED, 2),
            (
                "4 person-days in 1 step for the other gates. "
                "No step can open 1 gate, because nothing in it applies."
            ),
        ),
        (
            of_gates(WAIVED, WAIVED, 2, 2),
            (
                "8 person-days in 2 steps for the other gates. "
                "No step can open 2 gates, because nothing in them applies."
            ),
        ),
        (of_gates(WAIVED), "No step can open 1 gate, because nothing in it applies."),
    ],
)
def test_a_path_in_a_sentence(assessment: Assessment, text: str) -> None:
    assert path_sentence(assessment.path, ENGLISH) == text


def test_an_unanswered_criterion_that_needs_no_raise_is_not_nothing() -> None:
    assessment = assessed({"a": 4}, criterion("a", weight=3), criterion("b"))
    assert path_sentence(assessment.path, ENGLISH) == "1 unanswered criterion is counted as level 0."


def test_one_day_is_singular() -> None:
    assessment = assessed({"a": 4, "b": 0}, criterion("a", weight=2), criterion("b"))
    assert path_sentence(assessment.path, ENGLISH).startswith("1 person-day in 1 step;")


def test_a_step_is_its_action_else_its_proof_else_the_rubrics_next_step() -> None:
    used = rubric(*ONE_EACH[:3])
    judged = case(
        used,
        {"value": 2, "trust": 3, "cost": 2},
        evidence=[evidence_for("value"), evidence_for("cost")],
        actions=[replace(action_for("value"), title="Name one owner")],
    )
    reported = [step_text(step, used, ENGLISH) for step in assess(judged).path.steps]
    assert reported == ["Name one owner", "Provide proof of the trust", "Settle the cost"]


def test_proof_is_renewed_only_where_there_has_been_some() -> None:
    value, trust, cost = ONE_EACH[:3]
    used = rubric(value, trust, replace(cost, voided_by=(ChangeKind.MODEL,)))
    judged = case(
        used,
        {"value": 3, "trust": 3, "cost": 3},
        evidence=[evidence_for("trust", days_old=181), evidence_for("cost", days_old=2)],
        changes=[change(days_old=1)],
    )
    reported = [step_text(step, used, ENGLISH) for step in assess(judged).path.steps]
    assert reported == [
        "Provide proof of the value",
        "Renew the proof of the trust",
        "Renew the proof of the cost",
    ]


@pytest.mark.parametrize(
    ("raised", "planned", "text"),
    [
        ((0, 3), None, "Settle the value"),
        ((0, 1), None, "Settle the value (as far as level 1)"),
        ((0, 4), None, "Settle the value (and on to level 4)"),
        ((3, 4), None, "Bring the value to level 4, operating"),
        ((0, 1), 1, "Work on value"),
        ((0, 1), 3, "Work on value (as far as level 1)"),
        ((0, 4), 3, "Work on value (and on to level 4)"),
        ((3, 4), 4, "Work on value"),
    ],
)
def test_a_step_that_is_more_or_less_than_its_words_says_how_far_it_goes(
    raised: tuple[int, int], planned: int | None, text: str
) -> None:
    action = None if planned is None else action_for("value", target_level=planned)
    step = Step("value", "value", *raised, Decimal(1), proof_only=False, unscored=False, action=action)
    assert step_text(step, rubric(*ONE_EACH), ENGLISH) == text


def test_a_title_that_is_cut_leaves_how_far_the_step_goes() -> None:
    action = replace(action_for("value", target_level=3), title="Collect two thousand claims with photos")
    step = Step("value", "value", 0, 4, Decimal(1), proof_only=False, unscored=False, action=action)
    reported = step_text(step, rubric(*ONE_EACH), ENGLISH, longest=20)
    assert reported == "Collect two thousand… (and on to level 4)"
    assert step_text(step, rubric(*ONE_EACH), ENGLISH, longest=90).startswith(f"{action.title} (")


def test_an_action_that_does_not_say_how_far_it_goes_is_all_of_its_step() -> None:
    step = Step(
        "value", "value", 0, 4, Decimal(1), proof_only=False, unscored=True, action=action_for("value")
    )
    assert step_text(step, rubric(*ONE_EACH), ENGLISH) == "Work on value"


# Firmness


@pytest.mark.parametrize(
    ("assessment", "text"),
    [
        (of_gates(4), "Firm: no single one-level change alters the verdict."),
        (of_gates(None), "Nothing is scored yet, so there is nothing to test."),
        (of_gates(WAIVED), "Nothing is scored yet, so there is nothing to test."),
        (
            of_gates(3, 4),
            "Depends on one criterion: the value. At level 2 instead of 3 the verdict is “Not ready”.",
        ),
        (
            of_gates(2, promised=True),
            (
                "Depends on one criterion: the value. At level 1 instead of 2 the verdict is “Not ready”. "
                "At level 3 instead of 2 the verdict is “Ready”."
            ),
        ),
        (
            of_gates(3, 3),
            (
                "Depends on single judgements: "
                "one level more or less changes the verdict at the value and the trust."
            ),
        ),
        (
            of_gates(3, 3, 3, 3),
            (
                "Depends on single judgements: one level more or less changes the verdict at the value, "
                "the trust, the cost and 1 more."
            ),
        ),
    ],
)
def test_the_firmness_in_a_sentence(assessment: Assessment, text: str) -> None:
    assert firmness_sentence(assessment, ENGLISH) == text


def test_a_move_as_a_line() -> None:
    assessment = of_gates(3, 4)
    text = move_text(assessment.firmness[0], assessment.case.rubric, ENGLISH)
    assert text == "The value is settled: At level 2 instead of 3 the verdict is “Not ready”"


# Looking ahead, points, efforts


def test_the_end_of_a_path_is_named_and_what_of_it_is_renewal() -> None:
    assert path_sentence(of_gates(2, promised=True).path, ENGLISH) == (
        "4 person-days in 1 step; no cheaper set opens every gate. Its last due date is 30 June 2026."
    )
    used = rubric(criterion("must", required=True), criterion("too", required=True))
    evidence = [evidence_for("must"), evidence_for("too", days_old=151)]
    judged = case(used, {"must": 2, "too": 3}, evidence=evidence, actions=[action_for("must")])
    assert path_sentence(path_to_ready(judged), ENGLISH) == (
        "4.5 person-days in 2 steps; no cheaper set opens every gate. "
        "Its last due date is 30 June 2026: 0.5 person-days of it, in 1 step, renew what lapses before. "
        "1 step has no date."
    )


def test_steps_without_a_date_are_counted_where_the_last_due_date_is_named() -> None:
    used = rubric(criterion("must", required=True), criterion("too", required=True))
    judged = case(used, {"must": 2, "too": 2}, actions=[action_for("must")])
    path = path_to_ready(judged)
    assert path_sentence(path, ENGLISH).endswith("Its last due date is 30 June 2026. 1 step has no date.")
    undated = path_to_ready(case(used, {"must": 2, "too": 2}))
    assert "no date" not in path_sentence(undated, ENGLISH)


def test_a_step_for_points_says_so() -> None:
    used = rubric(criterion("must", required=True), criterion("may"))
    path = path_to_ready(case(used, {"must": 4, "may": 0}))
    assert step_text(path.steps[0], used, ENGLISH).endswith("(only makes up points)")
    assert path_sentence(path, ENGLISH).endswith("1 step only makes up points for the score of its gate.")
    strict = rubric(criterion("must", required=True), thresholds=Thresholds(open_score=100))
    none = path_to_ready(case(strict, {"must": 3}), points=False)
    assert path_sentence(none, ENGLISH) == (
        "Without steps that only make up points, no path opens every gate."
    )


@pytest.mark.parametrize(
    ("action", "note"),
    [
        (action_for("must"), ""),
        (action_for("must", target_level=3, effort="9"), ""),
        (action_for("must", effort="9"), "the action says 9 person-days and names no level"),
        (
            action_for("must", target_level=4, effort="9"),
            "the action says 9 person-days, to level 4",
        ),
    ],
)
def test_an_effort_that_is_not_the_actions_is_explained(action: Action, note: str) -> None:
    used = rubric(criterion("must", required=True))
    (step,) = path_to_ready(case(used, {"must": 2}, actions=[action])).steps
    assert effort_note(step, ENGLISH) == note


def test_several_actions_for_a_level_share_the_work() -> None:
    used = rubric(criterion("must", required=True))
    shared = [action_for("must", target_level=3, effort=effort) for effort in ("9", "1")]
    (step,) = path_to_ready(case(used, {"must": 2}, actions=shared)).steps
    assert step.effort == Decimal(10)
    assert effort_note(step, ENGLISH) == "the action says 9 person-days; other actions share the work"
