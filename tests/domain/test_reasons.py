"""Rule 7 by hand: the kind of each reason, what decides, and the order in which they are told."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from builders import (
    REVIEWED,
    WAIVED,
    action_for,
    case,
    change,
    criterion,
    evidence_for,
    fresh_evidence,
    rubric,
)
from hypothesis import given
from strategies import cases

from fivegates.domain.evidence_calendar import calendar_of
from fivegates.domain.initiative.initiative import ChangeKind
from fivegates.domain.review.review import Case, NotApplicable
from fivegates.domain.rubric.rubric import Rubric, Thresholds
from fivegates.domain.verdict.reasons import Reason, ReasonKind, by_gate, reasons_of
from fivegates.domain.verdict.states import GateState, ProofState, VerdictState
from fivegates.domain.verdict.verdict import judge

MUST = replace(criterion("must", required=True), voided_by=(ChangeKind.MODEL,))
MAY = criterion("may")
PAIR = rubric(MUST, MAY)


def kinds_of(reasons: Iterable[Reason]) -> dict[str | None, ReasonKind]:
    return {reason.criterion: reason.kind for reason in reasons}


def named(reasons: Iterable[Reason]) -> list[tuple[str | None, bool]]:
    """The criteria with whether they decide, in order."""
    return [(reason.criterion, reason.deciding) for reason in reasons]


# The kind


@pytest.mark.parametrize(
    ("answer", "days_old", "kind"),
    [
        pytest.param(None, 0, ReasonKind.MISSING, id="unanswered"),
        pytest.param(NotApplicable("None."), 0, ReasonKind.MISSING, id="waived without approver"),
        pytest.param(WAIVED, 0, ReasonKind.NOT_APPLICABLE, id="not applicable"),
        pytest.param(0, 0, ReasonKind.FAILING, id="level 0"),
        pytest.param(2, 0, ReasonKind.FAILING, id="level 2"),
        pytest.param(2, None, ReasonKind.FAILING, id="level 2 needs no proof"),
        pytest.param(2, 300, ReasonKind.FAILING, id="level 2 loses nothing when proof expires"),
        pytest.param(3, None, ReasonKind.UNPROVEN, id="level 3 without proof"),
        pytest.param(4, None, ReasonKind.UNPROVEN, id="level 4 without proof"),
        pytest.param(3, 181, ReasonKind.EXPIRED, id="level 3 on old proof"),
        pytest.param(4, 181, ReasonKind.EXPIRED, id="level 4 on old proof"),
        pytest.param(3, 0, None, id="a plain, safe pass"),
        pytest.param(4, 0, ReasonKind.STRONG, id="level 4"),
        pytest.param(3, 119, None, id="61 days left"),
        pytest.param(3, 120, ReasonKind.AT_RISK, id="exactly 60 days left"),
        pytest.param(4, 120, ReasonKind.AT_RISK, id="at risk outranks strong"),
        pytest.param(3, 180, ReasonKind.AT_RISK, id="the last day"),
    ],
)
def test_the_kind_of_a_reason(answer: int | None, days_old: int | None, kind: ReasonKind | None) -> None:
    evidence = [] if days_old is None else [evidence_for("must", days_old=days_old)]
    assert kinds_of(reasons_of(case(rubric(MUST), {"must": answer}, evidence=evidence))).get("must") is kind


def test_a_reason_carries_its_figures() -> None:
    judged = case(
        PAIR,
        {"must": 4, "may": 4},
        evidence=[evidence_for("must", days_old=20)],
        changes=[change(days_old=5)],
    )
    voided, unproven = reasons_of(judged)
    assert voided.proof is not None
    assert voided.proof.state is ProofState.VOIDED
    assert voided == Reason(
        ReasonKind.VOIDED,
        gate="value",
        criterion="must",
        required=True,
        deciding=True,
        needed=3,
        claimed=4,
        effective=2,
        proof=voided.proof,
    )
    assert (unproven.kind, unproven.required, unproven.claimed) == (ReasonKind.UNPROVEN, False, 4)


def test_a_waiver_is_carried_whether_accepted_or_not() -> None:
    refused = NotApplicable("None.")
    reasons = reasons_of(case(PAIR, {"must": refused, "may": WAIVED}))
    assert {reason.criterion: reason.not_applicable for reason in reasons} == {"must": refused, "may": WAIVED}


def test_a_pass_that_needs_no_proof_is_not_at_risk() -> None:
    lenient = rubric(MUST, thresholds=Thresholds(pass_level=2))
    judged = case(lenient, {"must": 3}, evidence=[evidence_for("must", days_old=170)])
    assert reasons_of(judged) == ()


def test_a_pass_without_any_proof_is_not_at_risk_where_none_is_needed() -> None:
    lenient = rubric(MUST, thresholds=Thresholds(proof_from=4, unproven_level=3))
    assert reasons_of(case(lenient, {"must": 3}, evidence=[])) == ()


def test_the_days_that_put_a_pass_at_risk_are_the_rubrics() -> None:
    wary = rubric(MUST, thresholds=Thresholds(at_risk_days=90))
    judged = case(wary, {"must": 3}, evidence=[evidence_for("must", days_old=90)])
    assert kinds_of(reasons_of(judged)) == {"must": ReasonKind.AT_RISK}


@pytest.mark.parametrize(
    ("days", "kind"),
    [
        pytest.param(10, ReasonKind.AT_RISK, id="in ten days"),
        pytest.param(61, ReasonKind.AT_RISK, id="good for exactly 60 days"),
        pytest.param(62, None, id="good for 61 days"),
    ],
)
def test_a_change_already_recorded_for_a_later_day_puts_a_pass_at_risk(
    days: int, kind: ReasonKind | None
) -> None:
    """The calendar lets the verdict fall on that day, so the verdict says so too."""
    judged = case(rubric(MUST), {"must": 3}, changes=[change(days_old=-days)])
    reasons = reasons_of(judged)
    assert kinds_of(reasons).get("must") == kind
    fall = calendar_of(judged, REVIEWED).fall
    assert fall is not None
    assert fall.last_day == REVIEWED + timedelta(days=days - 1)


# The gate's own reasons


def test_a_gate_in_which_nothing_applies_says_so() -> None:
    two = rubric(MUST, criterion("elsewhere", "trust"))
    first, waived = reasons_of(case(two, {"must": WAIVED, "elsewhere": 3}))
    assert first == Reason(ReasonKind.MISSING, "value", None, required=True, deciding=True, needed=3)
    assert (waived.kind, waived.deciding) == (ReasonKind.NOT_APPLICABLE, False)


@pytest.mark.parametrize(
    ("conditional_score", "state"), [(50, GateState.CONDITIONAL), (76, GateState.CLOSED)]
)
def test_a_gate_that_scores_too_low_though_all_passes_says_so(
    conditional_score: int, state: GateState
) -> None:
    strict = rubric(MUST, MAY, thresholds=Thresholds(open_score=80, conditional_score=conditional_score))
    judged = case(strict, {"must": 3, "may": 3})
    assert judge(judged).gates[0].state is state
    assert reasons_of(judged) == (
        Reason(ReasonKind.FAILING, "value", None, required=True, deciding=True, needed=3, score=Fraction(75)),
    )


# What decides


THREE = rubric(MUST, MAY, criterion("also", required=True))


@pytest.mark.parametrize(
    ("used", "answers", "reported"),
    [
        pytest.param(
            THREE,
            {"must": 1, "may": 0},
            [("must", True), ("may", False), ("also", False)],
            id="closed, one unanswered: only the required failure is sure to count",
        ),
        pytest.param(
            THREE,
            {"must": 0, "may": 2, "also": 4},
            [("must", True), ("may", True), ("also", False)],
            id="closed and too low: the optional failure counts too",
        ),
        pytest.param(
            THREE,
            {"must": 2, "may": 2, "also": 4},
            [("must", True), ("may", True), ("also", False)],
            id="closed at 70: too low to open",
        ),
        pytest.param(
            rubric(MUST, MAY, criterion("also", required=True, weight=4)),
            {"must": 2, "may": 2, "also": 4},
            [("must", True), ("may", False), ("also", False)],
            id="closed at 79: the optional failure does not count",
        ),
        pytest.param(
            THREE,
            {"must": None, "may": 0, "also": 2},
            [("must", True), ("also", False), ("may", False)],
            id="incomplete: the unanswered",
        ),
        pytest.param(
            THREE,
            {"must": 3, "may": 2, "also": 3},
            [("may", True)],
            id="conditional for its score",
        ),
        pytest.param(
            THREE,
            {"must": 4, "may": 1, "also": 3},
            [("may", False), ("must", False)],
            id="ready: nothing decides",
        ),
    ],
)
def test_what_decides_a_verdict(
    used: Rubric, answers: dict[str, int | None], reported: list[tuple[str, bool]]
) -> None:
    assert named(reasons_of(case(used, answers))) == reported


def test_a_promised_failure_decides_a_conditional_verdict() -> None:
    judged = case(PAIR, {"must": 2, "may": 4}, actions=[action_for("must")])
    assert judge(judged).state is VerdictState.CONDITIONAL
    assert named(reasons_of(judged)) == [("must", True), ("may", False)]


def test_only_the_governing_gates_decide() -> None:
    used = rubric(MUST, criterion("other", "trust", required=True), criterion("third", "cost"))
    judged = case(used, {"must": 0, "other": 2}, actions=[action_for("other")])
    assert [gate.state for gate in judge(judged).gates] == [
        GateState.CLOSED,
        GateState.CONDITIONAL,
        GateState.INCOMPLETE,
    ]
    assert named(reasons_of(judged)) == [("must", True), ("other", False), ("third", False)]


# The order


def test_required_first_then_the_farthest_below_then_the_rubrics_order() -> None:
    used = rubric(
        criterion("may-0"),
        criterion("may-1"),
        criterion("must-2", required=True),
        criterion("must-0", required=True),
        criterion("must-1", required=True),
        criterion("must-1-later", required=True),
    )
    judged = case(used, {c.id: int(c.id.split("-")[1]) for c in used.criteria})
    order = [reason.criterion for reason in reasons_of(judged)]
    assert order == ["must-0", "must-1", "must-1-later", "must-2", "may-0", "may-1"]


def test_after_the_deciding_come_failing_missing_at_risk_strong_and_not_applicable() -> None:
    used = rubric(
        criterion("waived"),
        criterion("strong"),
        criterion("at-risk"),
        criterion("missing"),
        criterion("failing"),
        criterion("deciding", "trust", required=True),
    )
    evidence = [e for e in fresh_evidence(used) if e.criterion != "at-risk"]
    judged = case(
        used,
        {"waived": WAIVED, "strong": 4, "at-risk": 3, "failing": 2, "deciding": 1},
        evidence=[*evidence, evidence_for("at-risk", days_old=150)],
    )
    order = [reason.criterion for reason in reasons_of(judged)]
    assert order == ["deciding", "failing", "missing", "at-risk", "strong", "waived"]


def test_a_gates_own_reason_comes_after_its_required_failures_and_before_the_optional() -> None:
    strict = Thresholds(open_score=80)
    used = rubric(
        criterion("may", "one"),
        criterion("passes", "two", required=True),
        criterion("must", "three", required=True),
        thresholds=strict,
    )
    judged = case(used, {"may": 2, "passes": 3, "must": 2}, actions=[action_for("must")])
    assert named(reasons_of(judged)) == [("must", True), (None, True), ("may", True)]


# For every case


@given(cases())
def test_every_verdict_but_ready_has_a_deciding_reason_and_ready_has_none(judged: Case) -> None:
    deciding = [reason for reason in reasons_of(judged) if reason.deciding]
    assert bool(deciding) is (judge(judged).state is not VerdictState.READY)


@given(cases())
def test_deciding_reasons_come_first_and_each_criterion_has_one_at_most(judged: Case) -> None:
    reasons = reasons_of(judged)
    assert [r.deciding for r in reasons] == sorted((r.deciding for r in reasons), reverse=True)
    places = [(r.gate, r.criterion) for r in reasons]
    assert len(places) == len(set(places))


@given(cases())
def test_unanswered_not_applicable_and_failing_are_distinguished(judged: Case) -> None:
    reported = kinds_of(reasons_of(judged))
    for gate in judge(judged).gates:
        for result in gate.criteria:
            standing = {ReasonKind.MISSING: "unscored", ReasonKind.NOT_APPLICABLE: "not-applicable"}
            kind = reported.get(result.criterion.id)
            assert standing.get(kind, "scored") == result.standing if kind else result.standing == "scored"


def test_reasons_are_reported_gate_by_gate() -> None:
    one = Reason(ReasonKind.FAILING, "value", "owner", required=True, deciding=True, needed=3)
    found = [one, replace(one, gate="trust"), replace(one, criterion="kpis")]
    assert by_gate(found) == (found[0], found[2], found[1])
    assert by_gate([]) == ()
