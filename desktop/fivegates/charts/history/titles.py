"""The finding of the gate profile, as its title."""

from fivegates.domain.language import Language
from fivegates.domain.verdict.assessment import Assessment
from fivegates.domain.verdict.reasons import Reason
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.domain.verdict.verdict import GateResult, Standing
from fivegates.domain.wording.words import score_text

_HELD = {
    VerdictState.NOT_READY: GateState.CLOSED,
    VerdictState.CONDITIONAL: GateState.CONDITIONAL,
    VerdictState.WAIVED: GateState.WAIVED,
}


def profile_finding(assessment: Assessment, language: Language) -> str:
    """The finding of the gate profile: the gate that decides the verdict."""
    verdict = assessment.verdict
    match verdict.state:
        case VerdictState.READY:
            return _ready(assessment, language)
        case VerdictState.INCOMPLETE:
            return _incomplete(assessment, language)
        case VerdictState.NOT_READY | VerdictState.CONDITIONAL | VerdictState.WAIVED:
            held = [gate for gate in verdict.gates if gate.state is _HELD[verdict.state]]
            return _held_down(min(held, key=_score), assessment, language)


def _score(gate: GateResult) -> float:
    """For finding the lowest; a gate without a score comes after those that have one."""
    return float("inf") if gate.score is None else float(gate.score)


def _ready(assessment: Assessment, language: Language) -> str:
    """The gates with the least margin."""
    verdict, score = assessment.verdict, score_text(assessment.verdict.readiness, language)
    lowest = [language.shipped(gate.gate.name) for gate in verdict.lowest]
    if len(lowest) == len(verdict.gates) > 1:
        return language.gettext("Every gate is open, each at {score}", score=score)
    return language.ngettext(
        "Every gate is open; {gates} has least to spare, at {score}",
        "Every gate is open; {gates} have least to spare, at {score}",
        len(lowest),
        gates=language.listed(lowest),
        score=score,
    )


def _incomplete(assessment: Assessment, language: Language) -> str:
    """The number of unanswered criteria."""
    results = [result for gate in assessment.verdict.gates for result in gate.criteria]
    applicable = [result for result in results if result.standing is not Standing.NOT_APPLICABLE]
    unscored = sum(1 for result in applicable if result.standing is Standing.UNSCORED)
    if not unscored:
        return language.gettext("A gate has no criterion that applies")
    return language.ngettext(
        "{count} of {total} criteria is unanswered",
        "{count} of {total} criteria are unanswered",
        unscored,
        total=language.number(len(applicable)),
    )


def _held_down(gate: GateResult, assessment: Assessment, language: Language) -> str:
    """The gap of the lowest of the deciding gates."""
    deciding = [r for r in assessment.reasons if r.deciding and r.criterion and r.gate == gate.gate.id]
    if not deciding:
        needed = language.percent(assessment.case.rubric.thresholds.open_score)
        return language.gettext(
            "{gate} falls short of the {score} that opens it",
            gate=language.shipped(gate.gate.name),
            score=needed,
        )
    if all(map(_lacks_proof, deciding)):
        return language.ngettext(
            "{gate} is limited by {count} criterion without current proof",
            "{gate} is limited by {count} criteria without current proof",
            len(deciding),
            gate=language.shipped(gate.gate.name),
        )
    return language.ngettext(
        "{gate} is limited by {count} criterion that does not pass",
        "{gate} is limited by {count} criteria that do not pass",
        len(deciding),
        gate=language.shipped(gate.gate.name),
    )


def _lacks_proof(reason: Reason) -> bool:
    """Whether better proof alone would do."""
    return reason.lacks_evidence and (reason.claimed or 0) >= reason.needed
