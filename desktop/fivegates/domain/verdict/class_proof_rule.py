"""The rule of proof that grows with the risk class: a claim whose proof falls short of it is capped.

The requirements of a class are in the rubric: cases tested, the lower 95% bound of the share that passed, and
months of use on record. Evidence that is not current caps a claim lower still, so that only current evidence
counts here: the newest item, as in the evidence rule.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from fivegates.domain.initiative.initiative import Evidence
from fivegates.domain.rubric.rubric import Criterion, ProofMeasure
from fivegates.domain.verdict.evidence_rule import Proof
from fivegates.domain.verdict.states import ProofState

if TYPE_CHECKING:
    from fivegates.domain.risk.risk_class import RiskClass
    from fivegates.domain.verdict.ledger_figures import LedgerFigures

_DEVIATIONS: Final = Fraction(196, 100)
"""Standard deviations on either side that contain 95% of a normal distribution."""
_WHOLE: Final = 100


def lower_bound(cases: int, passed: int) -> int:
    """The lower end of Wilson's score interval at 95%, in whole percent, rounded down.

    `passed` of `cases` came out right, 0 ≤ passed ≤ cases, cases ≥ 1. The interval, of two sides, holds the
    shares from which the result is less than 1.96 standard deviations away (E. B. Wilson, 1927).
    """
    bound, above = 0, _WHOLE
    while above - bound > 1:
        middle = (bound + above) // 2
        bound, above = (middle, above) if _reached(cases, passed, middle) else (bound, middle)
    return bound


def _reached(cases: int, passed: int, percent: int) -> bool:
    """Whether the result is so far above a share, in percent, that the interval begins no lower."""
    distance = _WHOLE * passed - percent * cases
    return distance >= 0 and distance**2 >= _DEVIATIONS**2 * percent * (_WHOLE - percent) * cases


@dataclass(frozen=True, slots=True)
class Missed:
    """A figure that a proof does not reach: the actual one, None for none, and the required one.

    Cases and months are counted; a lower bound is in percent.
    """

    measure: ProofMeasure
    found: int | None
    needed: int


@dataclass(frozen=True, slots=True)
class Shortfall:
    """The reason for capping a claim at level `cap`: its proof is less than the risk class requires.

    `class_name` is the name of the class; None where none is known: the highest requirement of any
    counts.
    """

    cap: int
    missed: tuple[Missed, ...]
    class_name: str | None


def shortfall_of(
    criterion: Criterion,
    proof: Proof,
    figures: "LedgerFigures | None",
    risk: "RiskClass | None",
    needed: int,
) -> Shortfall | None:
    """The shortfall of a current proof for the risk class; None where it suffices, or is not current.

    Without it the criterion does not reach `needed`, the level from which it passes.
    """
    if proof.state is not ProofState.CURRENT or not criterion.class_proof:
        return None
    asked = criterion.proof_asked(None if risk is None else risk.level)
    found = [
        Missed(measure, _figure(measure, proof.evidence, figures), least) for measure, least in asked.items()
    ]
    missed = tuple(each for each in found if each.found is None or each.found < each.needed)
    return Shortfall(needed - 1, missed, None if risk is None else risk.name) if missed else None


def _figure(measure: ProofMeasure, evidence: Evidence | None, figures: "LedgerFigures | None") -> int | None:
    """The recorded value of a measure; None for none."""
    if measure is ProofMeasure.MONTHS:
        return None if figures is None else figures.usage_months
    if evidence is None or evidence.cases is None:
        return None
    if measure is ProofMeasure.CASES:
        return evidence.cases
    return None if evidence.passed is None else lower_bound(evidence.cases, evidence.passed)
