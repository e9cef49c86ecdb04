"""Why a verdict is what it is (DESIGN 4.7): reasons as values, the deciding ones first."""

from dataclasses import dataclass
from enum import StrEnum

from fivegates.domain.proof import Proof, ProofState, days_left
from fivegates.domain.reviews import Case, NotApplicable
from fivegates.domain.rubric import TOP_LEVEL, Thresholds
from fivegates.domain.verdict import (
    CriterionResult,
    GateResult,
    GateState,
    Standing,
    Verdict,
    VerdictState,
    below,
    effective_level,
    judge,
)


class ReasonKind(StrEnum):
    """What a reason says of its criterion."""

    MISSING = "missing"
    FAILING = "failing"
    UNPROVEN = "unproven"
    EXPIRED = "expired"
    VOIDED = "voided"
    AT_RISK = "at-risk"
    STRONG = "strong"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason with its figures; text is made of it in `wording` alone.

    `criterion` is None where the whole gate has none that applies. `needed` is the level that
    passes. `waiver` is the "not applicable" that was claimed, accepted or not. `deciding` marks the
    reasons without which the verdict would be another.
    """

    kind: ReasonKind
    gate: str
    criterion: str | None
    required: bool
    deciding: bool
    needed: int
    claimed: int | None = None
    effective: int | None = None
    proof: Proof | None = None
    waiver: NotApplicable | None = None


_RANK = {
    ReasonKind.FAILING: 0,
    ReasonKind.UNPROVEN: 0,
    ReasonKind.EXPIRED: 0,
    ReasonKind.VOIDED: 0,
    ReasonKind.MISSING: 1,
    ReasonKind.AT_RISK: 2,
    ReasonKind.STRONG: 3,
    ReasonKind.NOT_APPLICABLE: 4,
}
_BLOCKING = {kind for kind, rank in _RANK.items() if rank == 0}
_LAPSED = {
    ProofState.MISSING: ReasonKind.UNPROVEN,
    ProofState.EXPIRED: ReasonKind.EXPIRED,
    ProofState.VOIDED: ReasonKind.VOIDED,
}
_DECISIVE_GATE = {
    VerdictState.NOT_READY: GateState.CLOSED,
    VerdictState.INCOMPLETE: GateState.INCOMPLETE,
    VerdictState.CONDITIONAL: GateState.CONDITIONAL,
}


def reasons_of(case: Case, verdict: Verdict | None = None) -> tuple[Reason, ...]:
    """List the reasons: deciding first, required first, farthest below first, then rubric order."""
    verdict = verdict or judge(case)
    found = [reason for gate in verdict.gates for reason in _gate_reasons(case, verdict, gate)]
    return tuple(sorted(found, key=_order))


def _order(reason: Reason) -> tuple[bool, int, bool, int]:
    """Sort key; sorting is stable, so the rubric's order breaks ties."""
    distance = reason.needed - (reason.effective or 0)
    return not reason.deciding, _RANK[reason.kind], not reason.required, -distance


def _gate_reasons(case: Case, verdict: Verdict, gate: GateResult) -> list[Reason]:
    """Collect what one gate has to say."""
    decisive = _DECISIVE_GATE.get(verdict.state) is gate.state
    if all(r.standing is Standing.NOT_APPLICABLE for r in gate.criteria):
        return [*_criterion_reasons(case, gate, decides=False), _nothing_applies(case, gate, decisive)]
    return _criterion_reasons(case, gate, decides=decisive)


def _nothing_applies(case: Case, gate: GateResult, decisive: bool) -> Reason:
    """Say that a gate has no criterion left to judge it by."""
    needed = case.rubric.thresholds.pass_level
    return Reason(ReasonKind.MISSING, gate.gate.id, None, required=True, deciding=decisive, needed=needed)


def _criterion_reasons(case: Case, gate: GateResult, *, decides: bool) -> list[Reason]:
    """Give at most one reason a criterion."""
    thresholds = case.rubric.thresholds
    found = []
    for result in gate.criteria:
        kind = _kind(case, result)
        if kind is not None:
            deciding = decides and _decides(kind, result, gate, thresholds)
            found.append(_reason(kind, gate, result, thresholds, deciding=deciding))
    return found


def _reason(
    kind: ReasonKind, gate: GateResult, result: CriterionResult, thresholds: Thresholds, *, deciding: bool
) -> Reason:
    """Build the value from one criterion's result."""
    return Reason(
        kind=kind,
        gate=gate.gate.id,
        criterion=result.criterion.id,
        required=result.criterion.required,
        deciding=deciding,
        needed=thresholds.pass_level,
        claimed=result.claimed,
        effective=result.effective,
        proof=result.proof,
        waiver=result.score.not_applicable,
    )


def _kind(case: Case, result: CriterionResult) -> ReasonKind | None:
    """Name what a criterion's result amounts to; None for a plain, safe pass."""
    thresholds = case.rubric.thresholds
    if result.standing is not Standing.SCORED:
        unscored = result.standing is Standing.UNSCORED
        return ReasonKind.MISSING if unscored else ReasonKind.NOT_APPLICABLE
    if result.effective != result.claimed:
        return _LAPSED[result.proof.state]
    if below(result, thresholds.pass_level):
        return ReasonKind.FAILING
    if _at_risk(case, result):
        return ReasonKind.AT_RISK
    return ReasonKind.STRONG if result.effective == TOP_LEVEL else None


def _at_risk(case: Case, result: CriterionResult) -> bool:
    """Whether a pass rests on proof that lapses soon after the review."""
    thresholds = case.rubric.thresholds
    without = effective_level(result.claimed, Proof(ProofState.MISSING), thresholds)
    if without is None or without >= thresholds.pass_level:
        return False
    return days_left(result.proof, case.review.dated).days <= thresholds.at_risk_days


def _decides(kind: ReasonKind, result: CriterionResult, gate: GateResult, thresholds: Thresholds) -> bool:
    """Whether this criterion is what holds its gate in its state.

    In a closed or conditional gate: failing required criteria, and optional ones while the gate's
    score is too low. In an incomplete one: the unanswered.
    """
    if gate.state is GateState.INCOMPLETE:
        return kind is ReasonKind.MISSING
    if kind not in _BLOCKING or not below(result, thresholds.pass_level):
        return False
    short = gate.score is not None and gate.score < thresholds.open_score
    return result.criterion.required or short
