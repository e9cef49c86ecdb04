"""Rule 9: the single one-level moves of a claim that change the verdict."""

from dataclasses import replace

from builders import WAIVED, action_for, case, criterion, rubric
from hypothesis import given
from strategies import cases

from fivegates.domain.review.review import Case, Score
from fivegates.domain.rubric.rubric import Thresholds
from fivegates.domain.verdict.firmness import Move, firmness_of
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.verdict.verdict import judge

MUST = criterion("must", required=True)
MAY = criterion("may")
PAIR = rubric(MUST, MAY)


def test_a_verdict_that_no_single_move_changes_is_firm() -> None:
    assert firmness_of(case(PAIR, {"must": 4, "may": 4})) == ()


def test_a_verdict_can_hang_on_one_criterion() -> None:
    # (2·3 + 1·4) of 12 is 83: only the required one, a level lower, closes the gate.
    assert firmness_of(case(PAIR, {"must": 3, "may": 4})) == (Move("must", 3, 2, VerdictState.NOT_READY),)


def test_a_move_down_and_a_move_up_may_both_count() -> None:
    # 2 and 4: 8 of 12, and the required one promised. Down closes the gate; up opens it.
    judged = case(PAIR, {"must": 2, "may": 4}, actions=[action_for("must")])
    assert firmness_of(judged) == (
        Move("must", 2, 1, VerdictState.NOT_READY),
        Move("must", 2, 3, VerdictState.READY),
    )


def test_moves_are_listed_in_the_rubrics_order_over_all_gates() -> None:
    used = rubric(MUST, criterion("other", "trust", required=True))
    assert [move.criterion for move in firmness_of(case(used, {"must": 3, "other": 3}))] == ["must", "other"]


def test_a_gate_is_moved_beside_all_others() -> None:
    # One closed gate, first or last, keeps the verdict whatever becomes of the open one.
    used = rubric(criterion("first", required=True), criterion("last", "trust", required=True))
    assert firmness_of(case(used, {"first": 0, "last": 3})) == ()
    assert firmness_of(case(used, {"first": 3, "last": 0})) == ()


def test_a_claim_is_moved_with_the_proof_that_it_has() -> None:
    # Claimed at 3 it would pass; without proof that still counts as 2, and changes nothing.
    answers = {"must": 2, "may": 2}
    assert firmness_of(case(PAIR, answers)) == (Move("must", 2, 3, VerdictState.CONDITIONAL),)
    assert firmness_of(case(PAIR, answers, evidence=[])) == ()


def test_no_claim_is_moved_below_0() -> None:
    easy = rubric(MAY, thresholds=Thresholds(open_score=25, conditional_score=0))
    assert firmness_of(case(easy, {"may": 0})) == (Move("may", 0, 1, VerdictState.READY),)


def test_no_claim_is_moved_above_4() -> None:
    # 7 of 8 is short of 100 percent; a claim of 5, if there were one, would make up for the other.
    hard = rubric(MAY, criterion("also"), thresholds=Thresholds(open_score=100))
    judged = case(hard, {"may": 4, "also": 3})
    assert firmness_of(judged) == (Move("also", 3, 4, VerdictState.READY),)


def test_only_claims_are_moved() -> None:
    assert firmness_of(case(PAIR, {"must": WAIVED})) == ()
    assert firmness_of(case(PAIR, {})) == ()


def test_a_verdict_already_known_need_not_be_worked_out_again() -> None:
    judged = case(PAIR, {"must": 3, "may": 4})
    assert firmness_of(judged, judge(judged)) == firmness_of(judged)


@given(cases())
def test_the_moves_are_those_that_judging_the_changed_review_finds(judged: Case) -> None:
    assert firmness_of(judged) == tuple(_moves_by_judging_anew(judged))


def _moves_by_judging_anew(judged: Case) -> list[Move]:
    verdict = judge(judged)
    found = []
    for asked in judged.rubric.criteria:
        claim = judged.review.scores.get(asked.id, Score(asked.id)).level
        levels = [] if claim is None else [claim - 1, claim + 1]
        for level in sorted({0, 1, 2, 3, 4}.intersection(levels)):
            state = judge(_claiming(judged, asked.id, level)).state
            if state is not verdict.state:
                found.append(Move(asked.id, claim or 0, level, state))
    return found


def _claiming(judged: Case, criterion_id: str, level: int) -> Case:
    changed = {**judged.review.scores, criterion_id: Score(criterion_id, level)}
    return replace(judged, review=replace(judged.review, scores=changed))
