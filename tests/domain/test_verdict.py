"""Rules 3 to 6 by hand: standing, effective level, gate score, gate state, and the weakest governs."""

from dataclasses import replace
from fractions import Fraction

import pytest
from builders import WAIVED, Answer, action_for, case, criterion, rubric

from fivegates.domain.review.review import Case, NotApplicable, Score
from fivegates.domain.rubric.rubric import Criterion, Thresholds
from fivegates.domain.verdict.evidence_rule import Proof
from fivegates.domain.verdict.states import GateState, ProofState, VerdictState
from fivegates.domain.verdict.verdict import (
    Standing,
    below,
    committed_criteria,
    criterion_result,
    effective_level,
    judge,
    with_claim,
)

OPEN, CONDITIONAL, CLOSED, INCOMPLETE = (
    GateState.OPEN,
    GateState.CONDITIONAL,
    GateState.CLOSED,
    GateState.INCOMPLETE,
)


# Rule 1: the effective level


@pytest.mark.parametrize("state", [ProofState.MISSING, ProofState.EXPIRED, ProofState.VOIDED])
@pytest.mark.parametrize(("claimed", "effective"), [(None, None), (0, 0), (1, 1), (2, 2), (3, 2), (4, 2)])
def test_a_high_claim_without_current_proof_counts_as_the_unproven_level(
    claimed: int | None, effective: int | None, state: ProofState
) -> None:
    assert effective_level(claimed, Proof(state), Thresholds()) == effective


@pytest.mark.parametrize("claimed", [None, 0, 1, 2, 3, 4])
def test_a_claim_with_current_proof_counts_as_claimed(claimed: int | None) -> None:
    assert effective_level(claimed, Proof(ProofState.CURRENT), Thresholds()) == claimed


def test_the_figures_of_the_evidence_rule_are_the_rubrics() -> None:
    stricter = Thresholds(proof_from=2, unproven_level=1)
    assert [effective_level(n, Proof(ProofState.MISSING), stricter) for n in range(5)] == [0, 1, 1, 1, 1]


# Rule 3: unanswered, not applicable and failing are three different things


@pytest.mark.parametrize("required", [True, False])
@pytest.mark.parametrize(
    ("score", "standing", "standing_if_required"),
    [
        pytest.param(None, Standing.UNSCORED, Standing.UNSCORED, id="no score at all"),
        pytest.param(Score("a"), Standing.UNSCORED, Standing.UNSCORED, id="no level"),
        pytest.param(
            Score("a", rationale="Asked."), Standing.UNSCORED, Standing.UNSCORED, id="rationale only"
        ),
        pytest.param(Score("a", 0), Standing.SCORED, Standing.SCORED, id="level 0"),
        pytest.param(
            Score("a", not_applicable=NotApplicable("")), Standing.UNSCORED, Standing.UNSCORED, id="no reason"
        ),
        pytest.param(
            Score("a", not_applicable=NotApplicable(" ", "R. Marsh")),
            Standing.UNSCORED,
            Standing.UNSCORED,
            id="a blank reason",
        ),
        pytest.param(
            Score("a", not_applicable=NotApplicable("No such system.")),
            Standing.NOT_APPLICABLE,
            Standing.UNSCORED,
            id="a reason and no approver",
        ),
        pytest.param(
            Score("a", not_applicable=NotApplicable("No such system.", " ")),
            Standing.NOT_APPLICABLE,
            Standing.UNSCORED,
            id="a reason and a blank approver",
        ),
        pytest.param(
            Score("a", not_applicable=WAIVED),
            Standing.NOT_APPLICABLE,
            Standing.NOT_APPLICABLE,
            id="a reason and an approver",
        ),
    ],
)
def test_the_standing_of_a_criterion(
    score: Score | None, standing: Standing, standing_if_required: Standing, *, required: bool
) -> None:
    asked = criterion("a", required=required)
    judged = case(rubric(asked), {})
    scores = {} if score is None else {"a": score}
    result = criterion_result(replace(judged, review=replace(judged.review, scores=scores)), asked)
    assert result.standing is (standing_if_required if required else standing)
    level = 0 if standing is Standing.SCORED else None
    assert (result.claimed, result.effective) == (level, level)


# Rule 4: the gate score


@pytest.mark.parametrize(
    ("weights", "answers", "score"),
    [
        pytest.param([1], [0], Fraction(0), id="nothing reached is zero"),
        pytest.param([1], [None], None, id="nothing answered is no score"),
        pytest.param([1, 1], [4, None], None, id="one unanswered is no score"),
        pytest.param([1], [WAIVED], None, id="nothing applicable is no score"),
        pytest.param([1, 1], [4, 4], Fraction(100), id="everything reached"),
        pytest.param([1, 2], [2, 3], Fraction(200, 3), id="(1·2 + 2·3) of 12, exact"),
        pytest.param([2, 2, 1], [3, 4, 0], Fraction(70), id="(6 + 8 + 0) of 20"),
        pytest.param([2, 5, 1], [3, WAIVED, 1], Fraction(700, 12), id="not applicable leaves: 7 of 12"),
    ],
)
def test_the_gate_score(weights: list[int], answers: list[Answer], score: Fraction | None) -> None:
    criteria = [criterion(f"c{number}", weight=weight) for number, weight in enumerate(weights)]
    judged = judge(case(rubric(*criteria), {c.id: a for c, a in zip(criteria, answers, strict=True)}))
    assert judged.gates[0].score == score
    assert judged.readiness == score


def test_the_score_counts_effective_levels_not_claims() -> None:
    judged = judge(case(rubric(criterion("a"), criterion("b")), {"a": 4, "b": 4}, evidence=[]))
    assert judged.gates[0].score == 50


# Rule 5: the gate; R and S are required with weight 2, X and Y optional with weight 1


R, S = criterion("R", required=True), criterion("S", required=True)
X, Y = criterion("x"), criterion("y")


@pytest.mark.parametrize(
    ("criteria", "answers", "committed", "state"),
    [
        # Closed: a required criterion below 2, whatever else.
        pytest.param([R, X], [1, 4], "", CLOSED, id="required at 1"),
        pytest.param([R, X], [1, 4], "R", CLOSED, id="required at 1, promised"),
        pytest.param([R, X], [1, None], "", CLOSED, id="required at 1, another unanswered"),
        pytest.param([R, S], [0, None], "", CLOSED, id="required at 0, a required one unanswered"),
        # Incomplete: unanswered, or nothing applicable.
        pytest.param([R, X], [2, None], "", INCOMPLETE, id="required at exactly 2, another unanswered"),
        pytest.param([R, X], [None, 0], "", INCOMPLETE, id="an optional at 0 does not close"),
        pytest.param([R, X], [None, None], "", INCOMPLETE, id="nothing answered"),
        pytest.param([R, X], [WAIVED, WAIVED], "", INCOMPLETE, id="nothing applicable"),
        pytest.param(
            [R, X], [NotApplicable("None."), 4], "", INCOMPLETE, id="required waived without approver"
        ),
        # Open: every required passes, and the score is 75 or more.
        pytest.param([R, X], [3, 3], "", OPEN, id="exactly 75"),
        pytest.param([R, X], [4, 1], "", OPEN, id="an optional may fail: 9 of 12 is 75"),
        pytest.param([R, X], [3, WAIVED], "", OPEN, id="the optional left out: 6 of 8"),
        pytest.param([R, X], [WAIVED, 3], "", OPEN, id="the required left out: 3 of 4"),
        pytest.param([X, Y], [3, 3], "", OPEN, id="no required criterion at all"),
        # Conditional: 50 or more, and an action for each required criterion that fails.
        pytest.param([R, X], [4, 0], "", CONDITIONAL, id="all required pass, 8 of 12 is short of 75"),
        pytest.param([R, X], [3, 2], "", CONDITIONAL, id="all required pass, 8 of 12"),
        pytest.param([X, Y], [2, 2], "", CONDITIONAL, id="exactly 50, none required"),
        pytest.param([R, X], [2, 2], "R", CONDITIONAL, id="exactly 50, the failing one promised"),
        pytest.param([R, S], [2, 4], "R", CONDITIONAL, id="75, but a required one fails: promised"),
        pytest.param([R, S], [2, 2], "RS", CONDITIONAL, id="both failing, both promised"),
        # Closed otherwise.
        pytest.param([R, S], [2, 4], "", CLOSED, id="75, but a required one fails: not promised"),
        pytest.param([R, S], [2, 2], "R", CLOSED, id="both failing, one promised"),
        pytest.param([R, X], [2, 1], "R", CLOSED, id="5 of 12 is short of 50, though promised"),
        pytest.param([X, Y], [1, 2], "", CLOSED, id="3 of 8 is short of 50, none required"),
        pytest.param([R, X], [2, 4], "x", CLOSED, id="the promise is for another criterion"),
    ],
)
def test_the_gate(criteria: list[Criterion], answers: list[Answer], committed: str, state: GateState) -> None:
    given = {c.id: answer for c, answer in zip(criteria, answers, strict=True)}
    actions = [action_for(name) for name in committed]
    assert judge(case(rubric(*criteria), given, actions=actions)).gates[0].state is state


@pytest.mark.parametrize(
    ("thresholds", "state"),
    [
        (Thresholds(open_score=76), CONDITIONAL),
        (Thresholds(open_score=80, conditional_score=76), CLOSED),
        (Thresholds(pass_level=4), CLOSED),
        (Thresholds(pass_level=4, closed_below=4), CLOSED),
        (Thresholds(open_score=75), OPEN),
    ],
)
def test_the_figures_of_the_gate_rule_are_the_rubrics(thresholds: Thresholds, state: GateState) -> None:
    assert judge(case(rubric(R, X, thresholds=thresholds), {"R": 3, "x": 3})).gates[0].state is state


def test_a_score_a_hair_below_is_below() -> None:
    heavy = [criterion("a", weight=100), criterion("b", weight=100), criterion("c", weight=1)]
    judged = judge(case(rubric(*heavy), {"a": 3, "b": 3, "c": 2}))
    assert judged.gates[0].score == Fraction(60200, 804)
    assert judged.gates[0].state is CONDITIONAL


def test_an_action_commits_only_when_open_owned_and_dated() -> None:
    actions = [action_for("R"), replace(action_for("S"), owner=""), action_for("R")]
    assert committed_criteria(case(rubric(R, S), {}, actions=actions)) == {"R"}


# Rule 6: the initiative


def case_of(*states: GateState) -> Case:
    """A case with one required criterion a gate, answered so that the gates have these states."""
    answers: dict[GateState, Answer] = {OPEN: 3, CONDITIONAL: 2, CLOSED: 0, INCOMPLETE: None}
    criteria = [criterion(f"c{n}", f"gate{n}", required=True) for n in range(len(states))]
    given = {c.id: answers[state] for c, state in zip(criteria, states, strict=True)}
    return case(rubric(*criteria), given, actions=[action_for(c.id) for c in criteria])


@pytest.mark.parametrize(
    ("states", "verdict"),
    [
        ([OPEN, OPEN], VerdictState.READY),
        ([OPEN, CONDITIONAL], VerdictState.CONDITIONAL),
        ([CONDITIONAL, CONDITIONAL], VerdictState.CONDITIONAL),
        ([OPEN, INCOMPLETE], VerdictState.INCOMPLETE),
        ([INCOMPLETE, CONDITIONAL], VerdictState.INCOMPLETE),
        ([OPEN, CLOSED], VerdictState.NOT_READY),
        ([CLOSED, INCOMPLETE, CONDITIONAL, OPEN], VerdictState.NOT_READY),
    ],
)
def test_the_weakest_gate_governs(states: list[GateState], verdict: VerdictState) -> None:
    judged = judge(case_of(*states))
    assert [gate.state for gate in judged.gates] == states
    assert judged.state is verdict


def test_readiness_is_the_lowest_gate_score() -> None:
    judged = judge(case_of(OPEN, CLOSED, CONDITIONAL))
    assert judged.readiness == 0
    assert judged.weakest is judged.gates[1]


def test_of_two_weakest_gates_the_first_is_named() -> None:
    judged = judge(case_of(OPEN, CONDITIONAL, CONDITIONAL))
    assert judged.readiness == 50
    assert judged.weakest is judged.gates[1]


def test_of_two_gates_with_one_score_the_worse_is_the_weakest() -> None:
    criteria = [criterion(f"c{n}", f"gate{n}", required=True) for n in range(2)]
    judged = judge(case(rubric(*criteria), {"c0": 2, "c1": 2}, actions=[action_for("c0")]))
    assert [gate.state for gate in judged.gates] == [CONDITIONAL, CLOSED]
    assert {gate.score for gate in judged.gates} == {Fraction(50)}
    assert judged.weakest is judged.gates[1]


def test_no_readiness_while_a_gate_has_no_score() -> None:
    judged = judge(case_of(OPEN, INCOMPLETE))
    assert judged.readiness is None
    assert judged.weakest is None


def test_gates_and_criteria_keep_the_rubrics_order() -> None:
    shuffled = rubric(criterion("b", "two"), criterion("z", "one"), criterion("a", "two"))
    judged = judge(case(shuffled, {"a": 1, "z": 2, "b": 3}))
    assert [[r.criterion.id for r in gate.criteria] for gate in judged.gates] == [["b", "a"], ["z"]]


# What others ask of the values


def test_a_gate_counts_its_unanswered() -> None:
    judged = judge(case(rubric(R, X, Y), {"R": NotApplicable("None."), "x": WAIVED}))
    assert judged.gates[0].unscored == 2


def test_a_result_is_found_by_its_criterion() -> None:
    judged = judge(case_of(OPEN, CLOSED))
    assert judged.criterion("c1").claimed == 0
    with pytest.raises(KeyError, match="unheard-of"):
        judged.criterion("unheard-of")


def test_below_needs_a_level() -> None:
    judged = judge(case(rubric(R, X), {"R": 2}))
    results = judged.criterion("R"), judged.criterion("x")
    assert [below(result, 3) for result in results] == [True, False]
    assert [below(result, 2) for result in results] == [False, False]


def test_a_claim_supposed_is_judged_by_the_same_proof() -> None:
    unproven = judge(case(rubric(R), {}, evidence=[])).criterion("R")
    supposed = with_claim(unproven, 4, Thresholds())
    assert (supposed.standing, supposed.claimed, supposed.effective) == (Standing.SCORED, 4, 2)


def test_no_gate_is_the_lowest_where_one_has_no_score() -> None:
    used = rubric(criterion("first"), criterion("second"))
    assert judge(case(used, {"first": 3})).lowest == ()
