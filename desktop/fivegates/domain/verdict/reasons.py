"""The reasons of a verdict (DESIGN 4.7) as values, the deciding ones first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from fivegates.domain.initiative.waivers import Waiver
from fivegates.domain.limits import TOP_LEVEL
from fivegates.domain.review.review import Case, NotApplicable
from fivegates.domain.rubric.rubric import Thresholds
from fivegates.domain.verdict.evidence_rule import Proof, Shortfall
from fivegates.domain.verdict.ledger_rule import Contradiction
from fivegates.domain.verdict.states import GateState, ProofState, VerdictState
from fivegates.domain.verdict.verdict import (
    CriterionResult,
    GateResult,
    Standing,
    Verdict,
    effective_level,
    fails,
    is_waived,
    judge,
)


class ReasonKind(StrEnum):
    """The kinds of reasons."""

    MISSING = "missing"
    FAILING = "failing"
    UNPROVEN = "unproven"
    EXPIRED = "expired"
    VOIDED = "voided"
    CONTRADICTED = "contradicted"
    AT_RISK = "at-risk"
    STRONG = "strong"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason with its figures; `wording` alone turns it into text.

    `criterion` is None where the reason is the gate's: none of its criteria applies, or none fails and
    its `score` (0 to 100) is too low all the same. `needed` is the level that passes; with no risk class
    known (`unclassified`) the highest of any class. `not_applicable` is the claimed one, accepted or not,
    and `waiver` the one in force that covers a missed level. `contradiction` is that of the ledger
    against a missed level, `shortfall` the part of its proof missing for the risk class. `deciding` marks
    reasons that keep the gates that govern the verdict from opening.
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
    not_applicable: NotApplicable | None = None
    score: Fraction | None = None
    contradiction: Contradiction | None = None
    waiver: Waiver | None = None
    unclassified: bool = False
    shortfall: Shortfall | None = None

    @property
    def lacks_evidence(self) -> bool:
        """True if a claim is capped because no evidence for it is current."""
        return self.kind in _CAPPING and self.contradiction is None and self.shortfall is None


def by_gate(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """The reasons gate by gate, the gate of the first reason first; those of a gate keep their order."""
    gates = list(dict.fromkeys(reason.gate for reason in reasons))
    return tuple(sorted(reasons, key=lambda reason: gates.index(reason.gate)))


_RANK = {
    ReasonKind.FAILING: 0,
    ReasonKind.UNPROVEN: 0,
    ReasonKind.EXPIRED: 0,
    ReasonKind.VOIDED: 0,
    ReasonKind.CONTRADICTED: 0,
    ReasonKind.MISSING: 1,
    ReasonKind.AT_RISK: 2,
    ReasonKind.STRONG: 3,
    ReasonKind.NOT_APPLICABLE: 4,
}
_CAPPING = frozenset({ReasonKind.UNPROVEN, ReasonKind.EXPIRED, ReasonKind.VOIDED})
_LAPSED = {
    ProofState.MISSING: ReasonKind.UNPROVEN,
    ProofState.EXPIRED: ReasonKind.EXPIRED,
    ProofState.VOIDED: ReasonKind.VOIDED,
}
_DECISIVE_GATE = {
    VerdictState.NOT_READY: GateState.CLOSED,
    VerdictState.INCOMPLETE: GateState.INCOMPLETE,
    VerdictState.CONDITIONAL: GateState.CONDITIONAL,
    VerdictState.WAIVED: GateState.WAIVED,
}


def reasons_of(case: Case, verdict: Verdict | None = None) -> tuple[Reason, ...]:
    """List the reasons: deciding first, required first, farthest below first, then rubric order."""
    verdict = verdict or judge(case)
    found = [reason for gate in verdict.gates for reason in _gate_reasons(case, verdict, gate)]
    return tuple(sorted(found, key=_order))


def _order(reason: Reason) -> tuple[bool, int, bool, int]:
    """Sort key; sorting is stable, so the rubric's order breaks ties."""
    return not reason.deciding, _RANK[reason.kind], not reason.required, -_distance(reason)


def _distance(reason: Reason) -> int:
    """Number of levels by which a criterion is below passing; 0 for a whole gate, which has no level."""
    return 0 if reason.criterion is None else reason.needed - (reason.effective or 0)


def _gate_reasons(case: Case, verdict: Verdict, gate: GateResult) -> list[Reason]:
    """Reasons of one gate: one for each criterion, and one of its own where needed."""
    decides = _DECISIVE_GATE.get(verdict.state) is gate.state
    found = _criterion_reasons(case, gate, decides=decides)
    kind = _kind_of_gate(gate)
    if kind is not None:
        found.append(_gate_reason(case, kind, gate, deciding=decides))
    return found


def _kind_of_gate(gate: GateResult) -> ReasonKind | None:
    """Kind of a gate's own reason: no criterion applies, or passing or a waiver is not enough."""
    if all(result.standing is Standing.NOT_APPLICABLE for result in gate.criteria):
        return ReasonKind.MISSING
    stuck = gate.state in {GateState.CLOSED, GateState.CONDITIONAL}
    if stuck and not any(fails(result) and not is_waived(result) for result in gate.criteria):
        return ReasonKind.FAILING
    return None


def _gate_reason(case: Case, kind: ReasonKind, gate: GateResult, *, deciding: bool) -> Reason:
    return Reason(
        kind=kind,
        gate=gate.gate.id,
        criterion=None,
        required=True,
        deciding=deciding,
        needed=case.rubric.thresholds.pass_level,
        score=gate.score,
        waiver=next((result.waiver for result in gate.criteria if is_waived(result)), None),
    )


def _criterion_reasons(case: Case, gate: GateResult, *, decides: bool) -> list[Reason]:
    """Give at most one reason a criterion."""
    thresholds = case.rubric.thresholds
    found = []
    for result in gate.criteria:
        kind = _kind(case, result)
        if kind is not None:
            deciding = decides and _decides(kind, result, gate, thresholds)
            reason = _reason(kind, gate, result, thresholds, deciding=deciding)
            unclassified = case.risk is None and bool(result.criterion.class_levels)
            found.append(replace(reason, unclassified=unclassified))
    return found


def _reason(
    kind: ReasonKind, gate: GateResult, result: CriterionResult, thresholds: Thresholds, *, deciding: bool
) -> Reason:
    return Reason(
        kind=kind,
        gate=gate.gate.id,
        criterion=result.criterion.id,
        required=result.criterion.required,
        deciding=deciding,
        needed=result.needed,
        claimed=result.claimed,
        effective=result.effective,
        proof=result.proof,
        not_applicable=result.score.not_applicable,
        contradiction=_against(kind, result, thresholds),
        waiver=result.waiver if is_waived(result) else None,
        shortfall=result.shortfall if result.short_of_proof else None,
    )


def _against(kind: ReasonKind, result: CriterionResult, thresholds: Thresholds) -> Contradiction | None:
    """Contradiction by the ledger of a missed level, unless evidence is lacking."""
    lapsed = effective_level(result.claimed, result.proof, thresholds) == result.effective
    if not fails(result) or (kind in _CAPPING and lapsed) or result.short_of_proof:
        return None
    return result.contradiction


def _kind(case: Case, result: CriterionResult) -> ReasonKind | None:
    """Kind of a criterion's reason; None for a plain, safe pass."""
    thresholds = case.rubric.thresholds
    if result.standing is not Standing.SCORED:
        unscored = result.standing is Standing.UNSCORED
        return ReasonKind.MISSING if unscored else ReasonKind.NOT_APPLICABLE
    if result.contradicted:
        return _kind_of_cap(result, thresholds)
    if result.effective != result.claimed:
        return ReasonKind.UNPROVEN if result.short_of_proof else _LAPSED[result.proof.state]
    if fails(result):
        return ReasonKind.FAILING
    if _at_risk(case, result):
        return ReasonKind.AT_RISK
    return ReasonKind.STRONG if result.effective == TOP_LEVEL else None


def _kind_of_cap(result: CriterionResult, thresholds: Thresholds) -> ReasonKind:
    """Contradicted or unsupported by the ledger; lapsed evidence comes before the latter."""
    if result.contradiction is None or not result.contradiction.unknown:
        return ReasonKind.CONTRADICTED
    if effective_level(result.claimed, result.proof, thresholds) == result.effective:
        return _LAPSED[result.proof.state]
    return ReasonKind.UNPROVEN


def _at_risk(case: Case, result: CriterionResult) -> bool:
    """True if a pass rests on proof that lapses soon after the review."""
    thresholds = case.rubric.thresholds
    unproven = effective_level(result.claimed, Proof(ProofState.MISSING), thresholds)
    lapses_on = result.proof.lapses_on
    if lapses_on is None or (unproven or 0) >= result.needed:
        return False
    return (lapses_on - case.review.dated).days <= thresholds.at_risk_days


def _decides(kind: ReasonKind, result: CriterionResult, gate: GateResult, thresholds: Thresholds) -> bool:
    """True if this criterion keeps its gate from opening.

    In an incomplete gate the unanswered do; in a closed or conditional one the required that fail and are
    not waived, and the optional that fail while the gate's score is too low; in a waived one what is waived.
    """
    if gate.state is GateState.INCOMPLETE:
        return kind is ReasonKind.MISSING
    if gate.state is GateState.WAIVED:
        return is_waived(result)
    if not fails(result) or is_waived(result):
        return False
    return result.criterion.required or (gate.score is not None and gate.score < thresholds.open_score)
