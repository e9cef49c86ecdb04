"""The evidence rule (DESIGN 4.1): whether a claim is backed, and by proof that its risk class requires.

The requirements of a class are in the rubric: cases tested, the lower 95% bound of the share that passed, and
months of use on record. Evidence that is not current caps a claim lower still, so that only current evidence
counts here: the newest item, as in the evidence rule.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from fivegates.domain.initiative.initiative import Change, Evidence
from fivegates.domain.review.review import Case
from fivegates.domain.rubric.rubric import Criterion, ProofMeasure
from fivegates.domain.verdict.states import ProofState

if TYPE_CHECKING:
    from fivegates.domain.risk import RiskClass
    from fivegates.domain.verdict.ledger_rule import LedgerFigures


@dataclass(frozen=True, slots=True)
class Proof:
    """The evidence for a criterion on a date; none is set where it is missing.

    `evidence` is the newest item. `change` is the one that voided it. `lapses_on` is the last day on
    which it is current: by age, or because `ending`, a change recorded for a later day, voids it.
    """

    state: ProofState
    evidence: Evidence | None = None
    change: Change | None = None
    lapses_on: date | None = None
    ending: Change | None = None


def prove(case: Case, criterion: Criterion) -> Proof:
    """Judge the evidence that the review sees for `criterion`: items dated on or before its date.

    The newest item decides: whatever made it lapse, by age or by a change after it, did so to the older
    ones too.
    """
    on = case.review.dated
    seen = [item for item in case.evidence if item.backs(criterion.id) and item.dated <= on]
    if not seen:
        return Proof(ProofState.MISSING)
    newest = max(seen, key=lambda item: (item.dated, item.title, item.id))
    return weigh(newest, criterion, case.changes, on)


def weigh(item: Evidence, criterion: Criterion, changes: tuple[Change, ...], on: date) -> Proof:
    """Judge one item: voided by a later listed change, expired by age, or current.

    A change on the same day as the evidence does not void it; voided outranks expired, because it names a
    cause.
    """
    lapses_on = last_valid_day(item.dated, criterion.validity_days)
    voiding = [c for c in changes if c.kind in criterion.voided_by and item.dated < c.dated <= on]
    if voiding:
        return Proof(ProofState.VOIDED, item, _first(voiding), lapses_on)
    if on > lapses_on:
        return Proof(ProofState.EXPIRED, item, None, lapses_on)
    ahead = [c for c in changes if c.kind in criterion.voided_by and on < c.dated <= lapses_on]
    if not ahead:
        return Proof(ProofState.CURRENT, item, None, lapses_on)
    ending = _first(ahead)
    return Proof(ProofState.CURRENT, item, None, ending.dated - timedelta(days=1), ending)


def _first(changes: list[Change]) -> Change:
    """The earliest; the order of several on one day is always the same."""
    return min(changes, key=lambda c: (c.dated, c.kind, c.summary, c.id))


def last_day_of(proof: Proof) -> date | None:
    """The last day on which a proof was, or is, current; None where there is none."""
    if proof.change is None or proof.lapses_on is None:
        return proof.lapses_on
    return min(proof.change.dated - timedelta(days=1), proof.lapses_on)


def last_valid_day(dated: date, validity_days: int) -> date:
    """Add the validity, stopping at the end of the calendar."""
    return date.fromordinal(min(dated.toordinal() + validity_days, date.max.toordinal()))


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
    """True if the result is so far above a share, in percent, that the interval begins no lower."""
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
