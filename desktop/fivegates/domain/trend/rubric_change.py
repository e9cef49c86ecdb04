"""The effect of another rubric on criteria, and on the verdict of each initiative as of a day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.portfolio.overview import VerdictSummary, summarise_verdict
from fivegates.domain.review.review import Case
from fivegates.domain.rubric.rubric import Criterion, Rubric
from fivegates.domain.trend.trend import restated
from fivegates.domain.verdict.verdict import judge


@dataclass(frozen=True, slots=True)
class RestatedVerdict:
    """The verdict on an initiative's latest review on a day, under either rubric.

    `before` is under the review's own rubric. `after` is under the other one, whose new criteria are
    unanswered; `like_for_like` leaves these out, and is None where no criterion is common.
    """

    initiative: Initiative
    before: VerdictSummary
    after: VerdictSummary
    like_for_like: VerdictSummary | None

    @property
    def turns(self) -> bool:
        """True if the verdict would change until the new criteria are answered."""
        return self.before.verdict is not self.after.verdict


@dataclass(frozen=True, slots=True)
class RubricChange:
    """The change from one rubric to another; `verdicts` are those of reviewed initiatives."""

    before: Rubric
    after: Rubric
    verdicts: tuple[RestatedVerdict, ...]

    @property
    def added(self) -> tuple[Criterion, ...]:
        """The criteria that only the later rubric has, in its order."""
        asked = {each.id for each in self.before.criteria}
        return tuple(each for each in self.after.criteria if each.id not in asked)

    @property
    def removed(self) -> tuple[Criterion, ...]:
        """The criteria that only the earlier rubric has, in its order."""
        asked = {each.id for each in self.after.criteria}
        return tuple(each for each in self.before.criteria if each.id not in asked)

    @property
    def reworded(self) -> tuple[Criterion, ...]:
        """The criteria of both rubrics whose wording or weight differs in the later one."""
        known = {each.id: each for each in self.before.criteria}
        return tuple(each for each in self.after.criteria if each != known.get(each.id, each))


def rubric_change(
    before: Rubric, after: Rubric, cases: Iterable[tuple[Initiative, Case | None]]
) -> RubricChange:
    """Judge each initiative's latest review under its own rubric and under `after`; None is not reviewed."""
    verdicts = (_restated(initiative, case, after) for initiative, case in cases if case is not None)
    return RubricChange(before, after, tuple(verdicts))


def _restated(initiative: Initiative, case: Case, rubric: Rubric) -> RestatedVerdict:
    like_for_like = restated(case, rubric)
    return RestatedVerdict(
        initiative,
        summarise_verdict(judge(case)),
        summarise_verdict(judge(asked_of(case, rubric))),
        None if like_for_like is None else summarise_verdict(judge(like_for_like)),
    )


def asked_of(case: Case, rubric: Rubric) -> Case:
    """The answers of a case to the criteria of `rubric`; further criteria are unanswered."""
    known = {each.id for each in rubric.criteria}
    scores = {key: score for key, score in case.review.scores.items() if key in known}
    review = replace(case.review, rubric_id=rubric.id, rubric_version=rubric.version, scores=scores)
    return replace(case, rubric=rubric, review=review)
