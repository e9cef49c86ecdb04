"""The two days of a verdict (DESIGN 4.10): as of the review, and as of another day, such as today."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from fivegates.domain.economics.money import RateTable
from fivegates.domain.review.review import Case, InitiativeRecord
from fivegates.domain.risk import risk_class_on
from fivegates.domain.verdict.assessment import Assessment, assess
from fivegates.domain.verdict.evidence_rule import weigh
from fivegates.domain.verdict.ledger_rule import figures_on
from fivegates.domain.verdict.path import path_to_ready
from fivegates.domain.verdict.reasons import Reason
from fivegates.domain.verdict.states import ProofState, VerdictState
from fivegates.domain.verdict.verdict import CriterionResult, GateResult, Verdict, fails, is_waived, judge


@dataclass(frozen=True, slots=True)
class DatedVerdict:
    """A verdict and readiness (0 to 100) with the day as of which they hold.

    `waived_until` is the last day of the waivers on which it rests; None where it rests on none.
    """

    day: date
    verdict: VerdictState
    readiness: Fraction | None
    waived_until: date | None = None


@dataclass(frozen=True, slots=True)
class TwoDays:
    """The verdict as of the review and as of another day, never an earlier one.

    `lowered` are the results of the criteria whose level is lower on that day, and `gates` those whose
    state or score differs then, in the rubric's order; `ended` are those that fail and were waived at the
    review.
    """

    at_review: DatedVerdict
    on_day: DatedVerdict
    lowered: tuple[CriterionResult, ...] = ()
    gates: tuple[GateResult, ...] = ()
    ended: tuple[CriterionResult, ...] = ()

    @property
    def differ(self) -> bool:
        """True if verdict, readiness or a gate differs on the second day."""
        return self.whole_differs or bool(self.gates)

    @property
    def whole_differs(self) -> bool:
        """True if verdict or readiness differs on the second day."""
        first, second = self.at_review, self.on_day
        return (first.verdict, first.readiness) != (second.verdict, second.readiness)


@dataclass(frozen=True, slots=True)
class DatedAssessments:
    """The assessment of a review on its own day, and on another with later records."""

    at_review: Assessment
    on_day: Assessment

    @property
    def two_days(self) -> TwoDays:
        """Both verdicts."""
        first, second = self.at_review, self.on_day
        return two_verdicts(first.case, first.verdict, second.case, second.verdict)

    def without_points(self) -> "DatedAssessments":
        """The same, with a path of the day without steps that only add points."""
        then = self.on_day
        path = path_to_ready(then.case, then.verdict, points=False)
        return replace(self, on_day=replace(then, path=path))


def assess_both(at_review: Case, on_day: Case) -> DatedAssessments:
    """Apply every rule to a review as it was on its own day and as `case_on` has it on another."""
    first = assess(at_review)
    if on_day == at_review:
        return DatedAssessments(first, first)
    return DatedAssessments(seen_from(first, on_day), assess(on_day))


def seen_from(assessment: Assessment, on_day: Case) -> Assessment:
    """The same assessment, with the state on a later day of the proof that was current.

    Kind and level of a reason stay those of the review: only statements on its proof are as of the day.
    """
    return replace(assessment, reasons=tuple(_seen(reason, on_day) for reason in assessment.reasons))


def _seen(reason: Reason, on_day: Case) -> Reason:
    """A reason whose proof was current, with that proof weighed on the later day."""
    proof = reason.proof
    if reason.criterion is None or proof is None or proof.evidence is None:
        return reason
    if proof.state is not ProofState.CURRENT:
        return reason
    criterion = on_day.rubric.criterion(reason.criterion)
    return replace(reason, proof=weigh(proof.evidence, criterion, on_day.changes, on_day.review.dated))


def case_on(case: Case, record: InitiativeRecord, currency: str, rates: RateTable, day: date) -> Case:
    """The claims of a review as the rules see them on a day, with all later records.

    On the day of the review, or before it, that is the day of the review.
    """
    dated = max(day, case.review.dated)
    figures = None
    if case.figures is not None:
        figures = figures_on(record.ledger, currency, rates, record.initiative, dated)
    review = replace(case.review, dated=dated)
    held = record.proofs, record.changes, record.actions, figures, record.waivers
    risk = risk_class_on(record.risk_classes, dated)
    return Case(case.rubric, review, *held, risk)


def two_days(at_review: Case, on_day: Case) -> TwoDays:
    """Judge a review on its own day, and as `case_on` has it on another."""
    return two_verdicts(at_review, judge(at_review), on_day, judge(on_day))


def two_verdicts(at_review: Case, first: Verdict, on_day: Case, second: Verdict) -> TwoDays:
    """Join the verdicts on a review on its own day and on another."""
    levels = {result.criterion.id: result.effective for result in first.criteria}
    lowered = tuple(
        result for result in second.criteria if (result.effective or 0) < (levels[result.criterion.id] or 0)
    )
    gates = tuple(
        then
        for before, then in zip(first.gates, second.gates, strict=True)
        if (before.state, before.score) != (then.state, then.score)
    )
    waived = {result.criterion.id for result in first.criteria if is_waived(result)}
    ended = tuple(
        result
        for result in second.criteria
        if result.criterion.id in waived and fails(result) and not is_waived(result)
    )
    return TwoDays(_dated(at_review, first), _dated(on_day, second), lowered, gates, ended)


def _dated(case: Case, verdict: Verdict) -> DatedVerdict:
    """A verdict with the day of its case."""
    return DatedVerdict(case.review.dated, verdict.state, verdict.readiness, verdict.waived_until)
