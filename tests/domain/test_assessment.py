"""What holds of every assessment, whatever the rubric and the answers."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import TypeVar

from builders import WAIVED, action_for, case, two_gates
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import cases, claims, waivers_of

from fivegates.domain.initiative.initiative import Change, ChangeKind
from fivegates.domain.review.review import Case, NotApplicable, Score
from fivegates.domain.verdict.assessment import Assessment, assess
from fivegates.domain.verdict.firmness import firmness_of
from fivegates.domain.verdict.path import path_to_ready
from fivegates.domain.verdict.reasons import reasons_of
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.domain.verdict.verdict import Standing, judge

Item = TypeVar("Item")

WORST_FIRST = [
    VerdictState.NOT_READY,
    VerdictState.INCOMPLETE,
    VerdictState.CONDITIONAL,
    VerdictState.WAIVED,
    VerdictState.READY,
]
WORST_GATE_FIRST = [
    GateState.CLOSED,
    GateState.INCOMPLETE,
    GateState.CONDITIONAL,
    GateState.WAIVED,
    GateState.OPEN,
]


def rank(judged: Case) -> tuple[int, ...]:
    """How good the verdict is, and each gate of it."""
    verdict = judge(judged)
    return WORST_FIRST.index(verdict.state), *(WORST_GATE_FIRST.index(gate.state) for gate in verdict.gates)


def not_worse(before: Case, after: Case) -> bool:
    """Whether neither the verdict nor any gate got worse."""
    return all(old <= new for old, new in zip(rank(before), rank(after), strict=True))


def answered(judged: Case, score: Score) -> Case:
    """The case with one score put in the place of what was answered."""
    scores = {**judged.review.scores, score.criterion: score}
    return replace(judged, review=replace(judged.review, scores=scores))


def rules(assessment: Assessment) -> tuple[object, ...]:
    """All of an assessment but the case that was put in."""
    return assessment.verdict, assessment.reasons, assessment.path, assessment.firmness


def test_an_assessment_is_every_rule_applied_to_one_case() -> None:
    judged = case(two_gates(), {"owner": 3, "test": 2, "bias": WAIVED})
    assert assess(judged) == Assessment(
        judged, judge(judged), reasons_of(judged), path_to_ready(judged), firmness_of(judged)
    )


@given(cases(), st.data())
def test_raising_a_claim_never_worsens_the_verdict(judged: Case, data: st.DataObject) -> None:
    scored = [score for score in judged.review.scores.values() if score.level is not None]
    assume(scored)
    score = data.draw(st.sampled_from(scored))
    raised = answered(judged, replace(score, level=data.draw(st.integers(score.level or 0, 4))))
    assert not_worse(judged, raised)
    readiness, better = judge(judged).readiness, judge(raised).readiness
    assert (readiness is None) is (better is None)
    assert readiness is None or better is None or readiness <= better


@given(cases(answered=claims), st.data())
def test_a_promised_action_never_worsens_the_verdict(judged: Case, data: st.DataObject) -> None:
    criterion = data.draw(st.sampled_from(judged.rubric.criteria))
    promised = replace(judged, actions=(*judged.actions, action_for(criterion.id)))
    assert not_worse(judged, promised)
    assert judge(promised).readiness == judge(judged).readiness


@given(cases(), st.data())
def test_a_waiver_never_worsens_the_verdict_and_moves_no_score(judged: Case, data: st.DataObject) -> None:
    ids = [criterion.id for criterion in judged.rubric.criteria]
    granted = replace(judged, waivers=(*judged.waivers, data.draw(waivers_of(ids))))
    assert not_worse(judged, granted)
    before, after = judge(judged), judge(granted)
    assert [gate.score for gate in before.gates] == [gate.score for gate in after.gates]
    assert (before.state is VerdictState.READY) is (after.state is VerdictState.READY)


@given(cases())
def test_the_ledger_never_raises_a_level_nor_betters_the_verdict(judged: Case) -> None:
    without = replace(judged, figures=None)
    assert not_worse(judged, without)
    for gate in judge(judged).gates:
        for result in gate.criteria:
            free = judge(without).criterion(result.criterion.id)
            assert (result.effective is None) is (free.effective is None)
            assert (result.effective or 0) <= (free.effective or 0)
            if result.contradiction is None:
                assert result.effective == free.effective


@given(cases(), st.data())
def test_proof_never_worsens_the_verdict(judged: Case, data: st.DataObject) -> None:
    assume(judged.evidence)
    gone = data.draw(st.sampled_from(judged.evidence))
    without = replace(judged, evidence=tuple(item for item in judged.evidence if item is not gone))
    assert not_worse(without, judged)


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_input_never_matters(judged: Case, random: Random) -> None:
    def shuffled(items: Iterable[Item]) -> tuple[Item, ...]:
        mixed = list(items)
        random.shuffle(mixed)
        return tuple(mixed)

    mixed = Case(
        rubric=judged.rubric,
        review=replace(judged.review, scores=dict(shuffled(judged.review.scores.items()))),
        evidence=shuffled(judged.evidence),
        changes=shuffled(judged.changes),
        actions=shuffled(judged.actions),
        figures=judged.figures,
        waivers=shuffled(judged.waivers),
        risk=judged.risk,
    )
    assert rules(assess(mixed)) == rules(assess(judged))


@given(cases())
def test_a_gate_has_a_score_only_when_all_that_applies_is_scored(judged: Case) -> None:
    for gate in judge(judged).gates:
        applicable = [r for r in gate.criteria if r.standing is not Standing.NOT_APPLICABLE]
        scored = bool(applicable) and all(r.standing is Standing.SCORED for r in applicable)
        assert (gate.score is not None) is scored
        assert gate.score is None or 0 <= gate.score <= 100


@given(cases(), st.data())
def test_a_criterion_that_does_not_apply_has_no_part_in_the_score(judged: Case, data: st.DataObject) -> None:
    asked = data.draw(st.sampled_from(judged.rubric.criteria))
    waived = answered(judged, Score(asked.id, not_applicable=WAIVED))
    others = tuple(c for c in judged.rubric.criteria if c is not asked)
    assume(any(c.gate == asked.gate for c in others))
    without = replace(judged, rubric=replace(judged.rubric, criteria=others))
    assert [gate.score for gate in judge(waived).gates] == [gate.score for gate in judge(without).gates]
    assert judge(waived).state is judge(without).state


@given(cases(), st.data())
def test_a_waiver_without_a_reason_is_no_answer(judged: Case, data: st.DataObject) -> None:
    asked = data.draw(st.sampled_from(judged.rubric.criteria))
    refused = answered(judged, Score(asked.id, not_applicable=NotApplicable("", "R. Marsh")))
    silent = answered(judged, Score(asked.id))
    assert judge(refused).state is judge(silent).state
    assert judge(refused).criterion(asked.id).effective is None


@given(cases(), st.sampled_from(ChangeKind), st.integers(1, 100))
def test_a_change_that_is_still_to_come_voids_nothing_yet(judged: Case, kind: ChangeKind, days: int) -> None:
    ahead = Change(judged.review.dated + timedelta(days=days), kind, "After the review")
    now, then = judge(judged), judge(replace(judged, changes=(*judged.changes, ahead)))
    assert (then.state, then.readiness) == (now.state, now.readiness)
    assert [(gate.state, gate.score) for gate in then.gates] == [
        (gate.state, gate.score) for gate in now.gates
    ]


@given(cases(), st.sampled_from(ChangeKind))
def test_a_change_that_voids_nothing_changes_nothing(judged: Case, kind: ChangeKind) -> None:
    review_day = judged.review.dated
    oldest = min([item.dated for item in judged.evidence], default=review_day)
    listed = any(kind in c.voided_by for c in judged.rubric.criteria)
    harmless = [
        Change(min(oldest, review_day), kind, "On the day of the oldest evidence"),
    ]
    if not listed:
        harmless.append(Change(review_day, kind, "Of a kind that voids nothing"))
    changed = replace(judged, changes=(*judged.changes, *harmless))
    assert rules(assess(changed)) == rules(assess(judged))


@given(cases(), st.integers(1, 400))
def test_what_is_dated_after_the_review_is_not_seen(judged: Case, days: int) -> None:
    later = [
        replace(item, dated=judged.review.dated + timedelta(days=days), id=item.id + 100)
        for item in judged.evidence
    ]
    assert rules(assess(replace(judged, evidence=(*judged.evidence, *later)))) == rules(assess(judged))
