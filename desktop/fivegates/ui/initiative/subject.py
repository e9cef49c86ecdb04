"""The subject of the initiative page: an initiative with the assessment of the review shown."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from fivegates.actions import queries
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.two_days import case_of_day
from fivegates.domain.review.history import superseded_numbers
from fivegates.domain.review.review import InitiativeRecord, Review
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.two_days import DatedAssessments, TwoDays, seen_from
from fivegates.domain.verdict.assessment import Assessment, assess
from fivegates.domain.verdict.verdict import Verdict


@dataclass(frozen=True)
class Subject:
    """An initiative's record with the assessment of one of its reviews.

    `today` is the assessment of its latest review as of today; None where that is the one of its own day,
    or another review is shown.
    """

    record: InitiativeRecord
    assessment: Assessment
    today: Assessment | None = None

    @property
    def current(self) -> Assessment:
        """The assessment as of today, else that of the review."""
        return self.today or self.assessment

    @cached_property
    def two_days(self) -> TwoDays:
        """The verdict as of the review and as of today."""
        return DatedAssessments(self.assessment, self.current).two_days

    @cached_property
    def shown(self) -> Assessment:
        """The assessment that verdict, gates and reasons show: as of today where any gate differs then."""
        return self.current if self.two_days.differ else self.assessment

    @property
    def initiative_id(self) -> int:
        """The store's id of the initiative."""
        return self.record.initiative.id

    @property
    def review(self) -> Review:
        """The review that is shown."""
        return self.assessment.case.review

    @property
    def final(self) -> bool:
        """True if the review is final, and so immutable."""
        return self.review.seal is not None

    @property
    def correctable(self) -> bool:
        """True if the review is final and not superseded."""
        seal = self.review.seal
        return seal is not None and seal.number not in superseded_numbers(self.record.reviews)

    @property
    def rubric(self) -> Rubric:
        """The rubric that the review is read against."""
        return self.assessment.case.rubric

    @property
    def verdict(self) -> Verdict:
        """The verdict on the review."""
        return self.assessment.verdict

    def criterion_title(self, criterion_id: str) -> str:
        """The criterion's title; its id where another rubric named it."""
        titles = {criterion.id: criterion.title for criterion in self.rubric.criteria}
        return titles.get(criterion_id, criterion_id)


def subject_of(opened: OpenPortfolio, record: InitiativeRecord, review: Review, today: date) -> Subject:
    """Return a review with its verdict on its own day, and that of the latest review today."""
    found = queries.assessment(opened, record, review)
    if review != queries.latest_review(record) or review.dated >= today:
        return Subject(record, found)
    on_day = case_of_day(opened, record, found.case, today)
    return Subject(record, seen_from(found, on_day), assess(on_day))
