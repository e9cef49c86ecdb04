"""Readiness and gates of an initiative from review to review, as judged then and like for like."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from fivegates.domain.portfolio.overview import GateMark, VerdictSummary, summarise_verdict
from fivegates.domain.review.review import Case, Review
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.verdict.verdict import judge


def restated(case: Case, rubric: Rubric) -> Case | None:
    """The same answers and records under `rubric`, criterion by id; None if no criterion is common.

    Criteria of `rubric` that the review was not asked are left out, for they could not have been
    answered, and gates of which nothing is left too: what remains is judged by the weights and
    thresholds of `rubric`. A review of that very rubric stays as it is; `case` is never changed.
    """
    if case.rubric == rubric:
        return case
    asked = {criterion.id for criterion in case.rubric.criteria}
    common = tuple(criterion for criterion in rubric.criteria if criterion.id in asked)
    if not common:
        return None
    gates = {criterion.gate for criterion in common}
    known = {criterion.id for criterion in common}
    scores = {key: score for key, score in case.review.scores.items() if key in known}
    return replace(
        case,
        rubric=replace(
            rubric, criteria=common, gates=tuple(gate for gate in rubric.gates if gate.id in gates)
        ),
        review=replace(case.review, scores=scores, rubric_id=rubric.id, rubric_version=rubric.version),
    )


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One review: its result `as_judged` under its own rubric, and `like_for_like` under the latest.

    The two are the same where the rubric is; `like_for_like` is None where no criterion is common.
    """

    review: Review
    as_judged: VerdictSummary
    like_for_like: VerdictSummary | None
    restated: bool

    @property
    def final(self) -> bool:
        """True if the review is final; a draft may still change."""
        return self.review.seal is not None

    @property
    def readiness(self) -> Fraction | None:
        """Readiness (0 to 100) under the latest rubric; None where there is no figure."""
        return self.like_for_like.readiness if self.like_for_like else None

    def gate(self, gate_id: str) -> GateMark | None:
        """A gate under the latest rubric; None where the review has no result for it."""
        marks = self.like_for_like.gates if self.like_for_like else ()
        return next((mark for mark in marks if mark.gate == gate_id), None)


@dataclass(frozen=True, slots=True)
class Trend:
    """The reviews that count, oldest first, at least one; `rubric` is the latest one's."""

    rubric: Rubric
    points: tuple[TrendPoint, ...]

    @property
    def restated(self) -> tuple[TrendPoint, ...]:
        """The reviews that were judged under another rubric."""
        return tuple(point for point in self.points if point.restated)


def trend_of(cases: Sequence[Case]) -> Trend:
    """Judge each review under its own rubric and under the latest; `cases` are oldest first, at least one."""
    rubric = cases[-1].rubric
    return Trend(rubric, tuple(_point(case, rubric) for case in cases))


def _point(case: Case, rubric: Rubric) -> TrendPoint:
    """One review."""
    as_judged, restated_case = summarise_verdict(judge(case)), restated(case, rubric)
    if restated_case is case:
        return TrendPoint(case.review, as_judged, as_judged, restated=False)
    like_for_like = None if restated_case is None else summarise_verdict(judge(restated_case))
    return TrendPoint(case.review, as_judged, like_for_like, restated=True)
