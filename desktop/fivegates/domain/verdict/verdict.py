"""The verdict (DESIGN section 4): effective levels, gate scores, gate states, and the weakest governs."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from fivegates.domain.initiative.waivers import Waiver, last_day, waiver_on
from fivegates.domain.limits import TOP_LEVEL
from fivegates.domain.review.review import Case, Score
from fivegates.domain.rubric.rubric import Criterion, Gate, Thresholds
from fivegates.domain.verdict.evidence_rule import Proof, Shortfall, prove, shortfall_of
from fivegates.domain.verdict.ledger_rule import Contradiction, contradiction_of
from fivegates.domain.verdict.states import WORST_FIRST, GateState, ProofState, VerdictState

_USUAL: Final = Thresholds()


class Standing(StrEnum):
    """Unanswered, answered and not applicable are three different things."""

    SCORED = "scored"
    UNSCORED = "unscored"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """One criterion in one review: claimed and effective level (0 to 4, None if unscored).

    `contradiction` is that of the ledger against a claim above its cap, claimed or not. `waiver` is the
    one in force for it where it is required, whether or not it fails. It passes from the level `needed`
    on. `shortfall` is the part of the proof missing for the risk class, claimed or not.
    """

    criterion: Criterion
    standing: Standing
    score: Score
    claimed: int | None
    effective: int | None
    proof: Proof
    contradiction: Contradiction | None = None
    waiver: Waiver | None = None
    needed: int = _USUAL.pass_level
    shortfall: Shortfall | None = None

    @property
    def contradicted(self) -> bool:
        """True if the ledger caps this claim, and nothing else caps it lower."""
        against = self.contradiction
        if against is None or self.claimed is None:
            return False
        return self.claimed > against.cap and self.effective == against.cap

    @property
    def short_of_proof(self) -> bool:
        """True if this claim is capped because its proof falls short of the risk class."""
        short = self.shortfall
        if short is None or self.claimed is None or self.contradicted:
            return False
        return self.claimed > short.cap and self.effective == short.cap


@dataclass(frozen=True, slots=True)
class GateResult:
    """One gate: its state, and its score (0 to 100, exact) if all applicable criteria are scored.

    `lapses` is empty where the state rests on no waiver; else it has the state that follows each last day
    of a waiver if nothing else changes, the first day first.
    """

    gate: Gate
    state: GateState
    score: Fraction | None
    criteria: tuple[CriterionResult, ...]
    lapses: tuple[tuple[date, GateState], ...] = ()

    @property
    def unscored(self) -> int:
        """Number of unanswered criteria."""
        return sum(1 for c in self.criteria if c.standing is Standing.UNSCORED)

    def after(self, day: date) -> GateState:
        """The state once the waivers that end on `day` or before it have lapsed, if nothing else changes."""
        ended = [state for end, state in self.lapses if end <= day]
        return ended[-1] if ended else self.state


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on an initiative, gate by gate. `readiness` is the lowest gate score."""

    state: VerdictState
    readiness: Fraction | None
    gates: tuple[GateResult, ...]

    @property
    def weakest(self) -> GateResult | None:
        """The gate with the lowest score, of several the worst, then the first; None when one has none."""
        if self.readiness is None:
            return None
        return min(self.lowest, key=lambda gate: WORST_FIRST.index(gate.state))

    @property
    def lowest(self) -> tuple[GateResult, ...]:
        """Every gate with the lowest score, in the rubric's order; none where a gate has no score."""
        if self.readiness is None:
            return ()
        return tuple(gate for gate in self.gates if gate.score == self.readiness)

    @property
    def waived_until(self) -> date | None:
        """Last day of the waivers on which the verdict rests; None where it rests on none.

        Other expiries until then are for the evidence calendar.
        """
        if self.state not in {VerdictState.WAIVED, VerdictState.CONDITIONAL}:
            return None
        ends = sorted({day for gate in self.gates for day, _state in gate.lapses})
        return next((day for day in ends if self._after(day) is not self.state), None)

    def _after(self, day: date) -> VerdictState:
        """The verdict once the waivers that end by a day have lapsed."""
        return state_of({gate.after(day) for gate in self.gates})

    @property
    def criteria(self) -> Iterator[CriterionResult]:
        """Every criterion's result, gate by gate."""
        return (result for gate in self.gates for result in gate.criteria)

    def criterion(self, criterion_id: str) -> CriterionResult:
        """Return the result for a criterion; KeyError if the rubric has none of that id."""
        for result in self.criteria:
            if result.criterion.id == criterion_id:
                return result
        raise KeyError(criterion_id)


def judge(case: Case) -> Verdict:
    """Apply the rules to one review."""
    committed = committed_criteria(case)
    gates = tuple(
        gate_result(gate, _criterion_results(case, gate), case.rubric.thresholds, committed)
        for gate in case.rubric.gates
    )
    return verdict_of(gates)


def _criterion_results(case: Case, gate: Gate) -> tuple[CriterionResult, ...]:
    """Judge each criterion of a gate, in the rubric's order."""
    return tuple(criterion_result(case, criterion) for criterion in case.rubric.criteria_of(gate.id))


def criterion_result(case: Case, criterion: Criterion) -> CriterionResult:
    """Judge one criterion: its standing, its proof, the ledger's figures, and its effective level."""
    return answer_result(case, criterion, case.review.scores.get(criterion.id) or Score(criterion.id))


def answer_result(case: Case, criterion: Criterion, score: Score) -> CriterionResult:
    """Judge one criterion as if the review gave this answer."""
    thresholds, proof = case.rubric.thresholds, prove(case, criterion)
    against = contradiction_of(criterion, case.figures, thresholds)
    needed = needed_level(case, criterion, thresholds)
    short = shortfall_of(criterion, proof, case.figures, case.risk, needed)
    waiver = waiver_of(case, criterion)
    return result_of(criterion, score, proof, against, thresholds, waiver, needed, short)


def needed_level(case: Case, criterion: Criterion, thresholds: Thresholds) -> int:
    """The level from which a criterion passes under the risk class of the case."""
    risk_class = None if case.risk is None else case.risk.level
    return criterion.passes_from(thresholds.pass_level, risk_class)


def waiver_of(case: Case, criterion: Criterion) -> Waiver | None:
    """The waiver in force for a criterion on the review's date; only a required one can be waived."""
    if not criterion.required or not case.waivers:
        return None
    return waiver_on(case.waivers, criterion.id, case.review.dated)


def result_of(  # noqa: PLR0913, PLR0917 - all that bears on a criterion
    criterion: Criterion,
    score: Score,
    proof: Proof,
    against: Contradiction | None,
    thresholds: Thresholds,
    waiver: Waiver | None = None,
    needed: int | None = None,
    shortfall: Shortfall | None = None,
) -> CriterionResult:
    """Join an answer with its proof, its contradiction by the ledger, its waiver, and its requirements."""
    standing = _standing(criterion, score)
    claimed = score.level if standing is Standing.SCORED else None
    effective = capped(effective_level(claimed, proof, thresholds), against, shortfall)
    passes = thresholds.pass_level if needed is None else needed
    return CriterionResult(
        criterion, standing, score, claimed, effective, proof, against, waiver, passes, shortfall
    )


def _standing(criterion: Criterion, score: Score) -> Standing:
    """Rule 3: not applicable needs a reason and, for a required criterion, an approver."""
    if score.level is not None:
        return Standing.SCORED
    waiver = score.not_applicable
    if waiver is None or not waiver.reason.strip():
        return Standing.UNSCORED
    if criterion.required and not waiver.approver.strip():
        return Standing.UNSCORED
    return Standing.NOT_APPLICABLE


def effective_level(claimed: int | None, proof: Proof, thresholds: Thresholds) -> int | None:
    """Rule 1: a claim that needs proof and has none that is current counts as the unproven level."""
    if claimed is None or claimed < thresholds.proof_from or proof.state is ProofState.CURRENT:
        return claimed
    return thresholds.unproven_level


def capped(level: int | None, *against: Contradiction | Shortfall | None) -> int | None:
    """Rule 2: a claim contradicted by the ledger, or with insufficient proof, counts as the cap at most.

    It never raises a level.
    """
    return level if level is None else min((level, *(each.cap for each in against if each)))


def with_claim(result: CriterionResult, claimed: int, thresholds: Thresholds) -> CriterionResult:
    """Return the same criterion as if `claimed` had been claimed."""
    return replace(
        result,
        standing=Standing.SCORED,
        claimed=claimed,
        effective=capped(
            effective_level(claimed, result.proof, thresholds), result.contradiction, result.shortfall
        ),
    )


def gate_result(
    gate: Gate,
    results: tuple[CriterionResult, ...],
    thresholds: Thresholds,
    committed: frozenset[str],
) -> GateResult:
    """Rule 5. `committed` names the criteria with an open action that has an owner and a due date.

    Waived criteria count in the score at their own level, like all others.
    """
    score = gate_score(results)
    plain = _gate_state(results, score, thresholds, committed)
    ends = sorted({last_day(r.waiver) for r in results if r.waiver is not None and is_waived(r)})
    if plain is GateState.OPEN or not ends:
        return GateResult(gate, plain, score, results)
    state, *following = (
        _state_under_waivers(results, after, thresholds, committed) for after in (date.min, *ends)
    )
    lapses: list[tuple[date, GateState]] = []
    for end, then in zip(ends, following, strict=True):
        if then is not (lapses[-1][1] if lapses else state):
            lapses.append((end, then))
    return GateResult(gate, state, score, results, tuple(lapses))


def is_waived(result: CriterionResult) -> bool:
    """True if a waiver in force covers the failing criterion; an unanswered one does not count as failing."""
    return result.waiver is not None and fails(result)


def _state_under_waivers(
    results: tuple[CriterionResult, ...], ended: date, thresholds: Thresholds, committed: frozenset[str]
) -> GateState:
    """The state as if waived criteria just passed, without the waivers whose last day is `ended` or before.

    A gate that would be open so is waived, not open.
    """
    covered = [r.waiver is not None and last_day(r.waiver) > ended and is_waived(r) for r in results]
    supposed = tuple(
        replace(r, effective=r.needed) if waived else r for r, waived in zip(results, covered, strict=True)
    )
    state = _gate_state(supposed, gate_score(supposed), thresholds, committed)
    return GateState.WAIVED if state is GateState.OPEN and any(covered) else state


def gate_score(results: tuple[CriterionResult, ...]) -> Fraction | None:
    """Rule 4: 100 × Σ weight·effective / Σ weight·4 over the applicable criteria, exact.

    None unless all of them are scored and there is at least one: no data means no score.
    """
    applicable = [r for r in results if r.standing is not Standing.NOT_APPLICABLE]
    if not applicable:
        return None
    total = 0
    for result in applicable:
        if result.effective is None:
            return None
        total += result.criterion.weight * result.effective
    return Fraction(100 * total, TOP_LEVEL * sum(r.criterion.weight for r in applicable))


def _gate_state(
    results: tuple[CriterionResult, ...],
    score: Fraction | None,
    thresholds: Thresholds,
    committed: frozenset[str],
) -> GateState:
    """Rule 5, first match wins."""
    required = [r for r in results if r.criterion.required and r.effective is not None]
    if any(below(r, thresholds.closed_below) for r in required):
        return GateState.CLOSED
    if score is None:
        return GateState.INCOMPLETE
    failing = [r for r in required if fails(r)]
    if not failing and score >= thresholds.open_score:
        return GateState.OPEN
    if score >= thresholds.conditional_score and all(r.criterion.id in committed for r in failing):
        return GateState.CONDITIONAL
    return GateState.CLOSED


def below(result: CriterionResult, level: int) -> bool:
    """True if the criterion is scored, and below `level`."""
    return result.effective is not None and result.effective < level


def fails(result: CriterionResult) -> bool:
    """True if the criterion is scored, and below the level from which it passes."""
    return below(result, result.needed)


def committed_criteria(case: Case) -> frozenset[str]:
    """Criteria with a committed action."""
    return frozenset(action.criterion for action in case.actions if action.committed)


def verdict_of(gates: tuple[GateResult, ...]) -> Verdict:
    """Rule 6: nothing is averaged across gates, the weakest governs."""
    scores = [gate.score for gate in gates]
    known = [score for score in scores if score is not None]
    readiness = min(known) if known and len(known) == len(scores) else None
    return Verdict(state_of({gate.state for gate in gates}), readiness, gates)


def state_of(gates: AbstractSet[GateState]) -> VerdictState:
    """Rule 6, first match wins: closed decides, then incomplete, conditional, waived, and open."""
    order = (GateState.CLOSED, GateState.INCOMPLETE, GateState.CONDITIONAL, GateState.WAIVED)
    return _VERDICTS[next((state for state in order if state in gates), GateState.OPEN)]


_VERDICTS: Mapping[GateState, VerdictState] = {
    GateState.CLOSED: VerdictState.NOT_READY,
    GateState.INCOMPLETE: VerdictState.INCOMPLETE,
    GateState.CONDITIONAL: VerdictState.CONDITIONAL,
    GateState.WAIVED: VerdictState.WAIVED,
    GateState.OPEN: VerdictState.READY,
}


def level_state(result: CriterionResult, thresholds: Thresholds) -> GateState:
    """The gate state that the level of one scored criterion alone would give: open, held up, or closed."""
    if not fails(result):
        return GateState.OPEN
    if result.criterion.required and below(result, thresholds.closed_below):
        return GateState.CLOSED
    return GateState.CONDITIONAL
