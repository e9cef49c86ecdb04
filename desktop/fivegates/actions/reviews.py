"""Start, edit and delete reviews."""

from dataclasses import replace
from datetime import date

from fivegates.actions.opened import Changes, OpenPortfolio
from fivegates.actions.saving import saving
from fivegates.domain.errors import UserError, refuse
from fivegates.domain.language import Message
from fivegates.domain.record_checks import check_review
from fivegates.domain.reviews import InitiativeRecord, Review
from fivegates.domain.rubric import Rubric
from fivegates.store.reading import owner_of_review, read_record, read_review, read_rubric
from fivegates.store.verdict_reading import read_settings
from fivegates.store.writing import delete_review as delete_rows
from fivegates.store.writing import insert_review, update_review


def start_review(opened: OpenPortfolio, initiative_id: int, dated: date, reviewer: str = "") -> Changes:
    """Start a review on the portfolio's rubric; its id is in `created`.

    It carries the scores of the latest review before it. Raises UserError when there is a review of
    that date already.
    """
    record = read_record(opened.file, initiative_id)
    settings = read_settings(opened.file)
    rubric = read_rubric(opened.file, settings.rubric_id, settings.rubric_version)
    review = _carried(record, Review(dated, rubric.id, rubric.version, reviewer), rubric)
    _require_valid(record, review)
    with saving(opened, Message("Start a review of “{name}”", name=record.initiative.name)) as action:
        created = insert_review(action.edit, initiative_id, review)
        action.concerns(initiative_id, created=created)
        action.judge_review(initiative_id, created)
    return action.changes


def _carried(record: InitiativeRecord, review: Review, rubric: Rubric) -> Review:
    """Carry over the scores of the latest earlier review, for the criteria that the rubric has."""
    earlier = [other for other in record.reviews if other.dated <= review.dated]
    if not earlier:
        return review
    known = {criterion.id for criterion in rubric.criteria}
    scores = {key: score for key, score in earlier[-1].scores.items() if key in known}
    return replace(review, scores=scores)


def edit_review(opened: OpenPortfolio, review: Review) -> Changes:
    """Save a review's date, reviewer and the decision asked; its scores stay as they are."""
    initiative_id = owner_of_review(opened.file, review.id)
    record = read_record(opened.file, initiative_id)
    _require_valid(record, review)
    label = Message("Edit the review of “{name}”", name=record.initiative.name)
    with saving(opened, label) as action:
        update_review(action.edit, review)
        action.judge_review(initiative_id, review.id)
    return action.changes


def delete_review(opened: OpenPortfolio, review_id: int) -> Changes:
    """Delete a review with its scores; undo brings it back."""
    initiative_id = owner_of_review(opened.file, review_id)
    review = read_review(opened.file, review_id)
    with saving(opened, Message("Delete the review of {day}", day=review.dated.isoformat())) as action:
        delete_rows(action.edit, review_id)
        action.concerns(initiative_id)
    return action.changes


def _require_valid(record: InitiativeRecord, review: Review) -> None:
    """Refuse bad fields, and a second review on one day."""
    refuse(check_review(review))
    if any(other.dated == review.dated and other.id != review.id for other in record.reviews):
        raise UserError(
            "{name} already has a review of {day}. Choose another date, or edit that review.",
            name=record.initiative.name,
            day=review.dated.isoformat(),
        )
