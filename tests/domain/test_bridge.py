"""The bridge between two reviews: what counts as which cause, and that the parts add up."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from builders import (
    LATER,
    REVIEWED,
    WAIVED,
    Answer,
    action_for,
    case,
    change,
    criterion,
    evidence_for,
    fresh_evidence,
    rubric,
    two_gates,
)
from hypothesis import given
from hypothesis import strategies as st
from strategies import any_rubric, cases

from fivegates.domain.initiative.initiative import Evidence
from fivegates.domain.review.review import Case
from fivegates.domain.rubric.rubric import LedgerCheck, Rubric, Thresholds
from fivegates.domain.trend.bridge import Bridge, Cause, CriterionMove, bridge_between
from fivegates.domain.verdict.ledger_rule import LedgerFigures
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.verdict.verdict import judge

PAIR = rubric(criterion("must", required=True), criterion("may"))


def reviewed_again(
    used: Rubric, answers: dict[str, Answer], evidence: Iterable[Evidence] | None = None, day: date = LATER
) -> Case:
    """The same initiative 90 days later; proof is that of the first review unless given."""
    made = case(used, answers, evidence=evidence)
    return replace(made, review=replace(made.review, dated=day))


def effects(bridge: Bridge) -> dict[Cause, Fraction | None]:
    return {part.cause: part.effect for part in bridge.parts}


def test_a_review_and_itself_have_nothing_between_them() -> None:
    one = case(PAIR, {"must": 3, "may": 2})
    assert bridge_between(one, one).parts == ()


def test_a_claim_raised_on_new_evidence_is_work() -> None:
    first = case(PAIR, {"must": 2, "may": 2})
    fresh = evidence_for("must", days_old=-30)
    then = reviewed_again(PAIR, {"must": 3, "may": 2}, [*fresh_evidence(PAIR), fresh])
    bridge = bridge_between(first, then)
    assert effects(bridge) == {Cause.WORK: Fraction(200, 12)}
    assert bridge.parts[0].criteria == (CriterionMove("must", 2, 3),)
    assert bridge.parts[0].verdict_before is VerdictState.NOT_READY
    assert bridge.parts[0].verdict_after is VerdictState.CONDITIONAL


def test_evidence_that_comes_to_back_a_further_criterion_is_new_there() -> None:
    own = evidence_for("must")
    first = case(PAIR, {"must": 3, "may": 2}, evidence=[own])
    then = reviewed_again(PAIR, {"must": 3, "may": 3}, [replace(own, also=("may",))])
    assert list(effects(bridge_between(first, then))) == [Cause.WORK]


def test_a_claim_raised_without_new_evidence_is_judgement() -> None:
    bridge = bridge_between(case(PAIR, {"must": 2, "may": 4}), reviewed_again(PAIR, {"must": 3, "may": 4}))
    assert effects(bridge) == {Cause.JUDGEMENT: Fraction(200, 12)}
    assert bridge.parts[0].turns_verdict
    assert bridge.parts[0].verdict_after is VerdictState.READY


def test_a_title_put_right_is_no_new_evidence() -> None:
    renamed = [replace(item, title="Test, as signed", id=9) for item in fresh_evidence(PAIR)]
    bridge = bridge_between(
        case(PAIR, {"must": 2, "may": 4}), reviewed_again(PAIR, {"must": 3, "may": 4}, renamed)
    )
    assert list(effects(bridge)) == [Cause.JUDGEMENT]


def test_proof_that_ran_out_is_a_loss_of_its_own() -> None:
    late = REVIEWED + timedelta(days=181)
    bridge = bridge_between(
        case(PAIR, {"must": 3, "may": 2}), reviewed_again(PAIR, {"must": 3, "may": 2}, day=late)
    )
    assert effects(bridge) == {Cause.LAPSED: Fraction(-200, 12)}
    assert bridge.parts[0].criteria == (CriterionMove("must", 3, 2),)


def test_proof_that_a_change_voided_is_a_loss_though_newer_proof_was_voided_too() -> None:
    used = two_gates()
    answers: dict[str, Answer] = {"owner": 3, "funding": 3, "test": 3, "bias": 3}
    newer = [*fresh_evidence(used), evidence_for("test", days_old=-10)]
    then = replace(reviewed_again(used, answers, newer), changes=(change(days_old=-20),))
    assert effects(bridge_between(case(used, answers), then)) == {Cause.LAPSED: Fraction(-200, 12)}


def test_proof_renewed_in_time_is_work_that_moves_nothing() -> None:
    late = REVIEWED + timedelta(days=181)
    answers: dict[str, Answer] = {"must": 3, "may": 2}
    then = reviewed_again(PAIR, answers, [evidence_for("must", days_old=-100)], late)
    bridge = bridge_between(case(PAIR, answers), then)
    assert effects(bridge) == {Cause.WORK: 0}
    assert bridge.parts[0].criteria == (CriterionMove("must", 3, 3),)


def test_what_became_not_applicable_is_scope() -> None:
    bridge = bridge_between(
        case(PAIR, {"must": 3, "may": 0}), reviewed_again(PAIR, {"must": 3, "may": WAIVED})
    )
    assert effects(bridge) == {Cause.SCOPE: 75 - Fraction(600, 12)}
    assert bridge.parts[0].criteria == (CriterionMove("may", 0, None),)


def test_a_first_answer_brings_the_figure_and_has_no_effect_of_its_own() -> None:
    bridge = bridge_between(case(PAIR, {"must": 3}), reviewed_again(PAIR, {"must": 2, "may": 4}))
    answers, judgement = bridge.parts
    assert (answers.cause, answers.effect, answers.after) == (Cause.ANSWERS, None, Fraction(1000, 12))
    assert (judgement.cause, judgement.effect) == (Cause.JUDGEMENT, Fraction(-200, 12))


def test_without_a_figure_at_the_end_no_part_has_one_after_it_is_lost() -> None:
    bridge = bridge_between(case(PAIR, {"must": 3, "may": 4}), reviewed_again(PAIR, {"must": 2}))
    assert effects(bridge) == {Cause.ANSWERS: None, Cause.JUDGEMENT: None}
    assert bridge.end.readiness is None


def test_a_new_criterion_is_the_rubrics_doing_with_its_answer() -> None:
    wider = replace(rubric(*PAIR.criteria, criterion("new")), version="2.0")
    then = reviewed_again(wider, {"must": 3, "may": 3, "new": 0}, fresh_evidence(wider))
    bridge = bridge_between(case(PAIR, {"must": 3, "may": 3}), then)
    assert effects(bridge) == {Cause.RUBRIC: Fraction(900, 16) - 75}
    assert bridge.parts[0].criteria == (CriterionMove("new", None, 0),)


def test_a_dropped_criterion_and_another_weight_are_the_rubrics_doing() -> None:
    heavier = rubric(replace(PAIR.criteria[0], weight=5))
    bridge = bridge_between(case(PAIR, {"must": 3, "may": 0}), reviewed_again(heavier, {"must": 3}))
    assert effects(bridge) == {Cause.RUBRIC: 75 - Fraction(600, 12)}
    assert bridge.parts[0].criteria == (CriterionMove("must", 3, 3), CriterionMove("may", 0, None))


def test_other_thresholds_may_turn_the_verdict_and_move_no_criterion() -> None:
    strict = replace(PAIR, thresholds=Thresholds(open_score=80))
    bridge = bridge_between(case(PAIR, {"must": 3, "may": 3}), reviewed_again(strict, {"must": 3, "may": 3}))
    (part,) = bridge.parts
    assert part.cause is Cause.RUBRIC
    assert part.criteria == ()
    assert part.effect == 0
    assert part.verdict_after is VerdictState.CONDITIONAL


def test_what_the_ledger_says_comes_after_work() -> None:
    used = rubric(replace(criterion("cost"), ledger_check=LedgerCheck.UNIT_COST))
    first = replace(case(used, {"cost": 3}), figures=LedgerFigures("EUR"))
    then = replace(reviewed_again(used, {"cost": 3}), figures=LedgerFigures("EUR", usage_months=1))
    assert effects(bridge_between(first, then)) == {Cause.LEDGER: 25}
    assert effects(bridge_between(then, first)) == {Cause.LEDGER: -25}


def test_a_promise_turns_the_verdict_and_no_score() -> None:
    first = case(PAIR, {"must": 2, "may": 4})
    then = replace(first, actions=(action_for("must"), action_for("may")))
    (part,) = bridge_between(first, then).parts
    assert part.cause is Cause.PLAN
    assert part.effect == 0
    assert part.criteria == (CriterionMove("must", 2, 2),)
    assert part.verdict_after is VerdictState.CONDITIONAL


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Case, Case]:
    """Two reviews of one initiative, whose rubrics share some of their criteria, 0 to 200 days apart."""
    earlier = draw(cases())
    later = draw(cases(st.just(earlier.rubric) | any_rubric))
    dated = later.review.dated + timedelta(days=draw(st.integers(0, 200)))
    return earlier, replace(later, review=replace(later.review, dated=dated))


@given(pairs())
def test_parts_add_up_to_the_difference(reviews: tuple[Case, Case]) -> None:
    bridge = bridge_between(*reviews)
    assert (bridge.start, bridge.end) == (judge(reviews[0]), judge(reviews[1]))
    known = [bridge.start.readiness, *(part.after for part in bridge.parts)]
    figures = [figure for figure in known if figure is not None]
    added = sum((part.effect for part in bridge.parts if part.effect is not None), Fraction(0))
    if figures:
        assert figures[0] + added == figures[-1]
    if bridge.start.readiness is not None and bridge.end.readiness is not None:
        assert added == bridge.end.readiness - bridge.start.readiness


@given(pairs())
def test_verdicts_of_parts_join_up(reviews: tuple[Case, Case]) -> None:
    bridge = bridge_between(*reviews)
    states = [bridge.start.state]
    for part in bridge.parts:
        assert part.verdict_before is states[-1]
        states.append(part.verdict_after)
    assert states[-1] is bridge.end.state


@given(cases())
def test_identical_reviews_have_no_parts(one: Case) -> None:
    assert bridge_between(one, one).parts == ()


@given(pairs(), st.randoms(use_true_random=False))
def test_the_order_of_records_makes_no_difference(reviews: tuple[Case, Case], chance: Random) -> None:
    earlier, later = (_shuffled(one, chance) for one in reviews)
    assert bridge_between(*reviews).parts == bridge_between(earlier, later).parts


def _shuffled(one: Case, chance: Random) -> Case:
    scores = dict(reversed(list(one.review.scores.items())))
    return replace(
        one,
        review=replace(one.review, scores=scores),
        evidence=tuple(chance.sample(one.evidence, len(one.evidence))),
        changes=tuple(chance.sample(one.changes, len(one.changes))),
        actions=tuple(chance.sample(one.actions, len(one.actions))),
    )


@given(pairs())
def test_only_the_rubric_and_new_records_have_parts(reviews: tuple[Case, Case]) -> None:
    causes = {part.cause for part in bridge_between(*reviews).parts}
    earlier, later = reviews
    if earlier.rubric == later.rubric:
        assert Cause.RUBRIC not in causes
    if set(earlier.evidence) >= set(later.evidence) and earlier.review.dated >= later.review.dated:
        assert Cause.WORK not in causes
