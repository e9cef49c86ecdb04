"""Start, correct, edit and delete reviews."""

from dataclasses import replace
from datetime import date

from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.transaction import saving
from fivegates.domain.errors import UserError, refuse
from fivegates.domain.initiative.record_checks import check_review
from fivegates.domain.language import Message, gettext_noop
from fivegates.domain.review.history import current_reviews, require_draft, same_day, superseded_numbers
from fivegates.domain.review.review import InitiativeRecord, Review, Score
from fivegates.domain.rubric.rubric import Rubric
from fivegates.store.records.portfolio import read_record
from fivegates.store.records.reviews import REVIEW, read_review, read_rubric
from fivegates.store.records.settings import read_settings


def start_review(opened: OpenPortfolio, initiative_id: int, dated: date, reviewer: str = "") -> Changes:
    """Start a review on the portfolio's rubric; its id is in `created`.

    It carries the scores of the latest review before it, and marks them as carried. Raises UserError
    when there is a review of that date already.
    """
    record = read_record(opened.file, initiative_id)
    settings = read_settings(opened.file)
    rubric = read_rubric(opened.file, settings.rubric_id, settings.rubric_version)
    earlier = [other for other in current_reviews(record) if other.dated <= dated]
    scores = _carried(earlier[-1], rubric) if earlier else {}
    review = Review(dated, rubric.id, rubric.version, reviewer, scores=scores)
    return _start(opened, record, review, gettext_noop("Start a review of “{name}”"))


def correct_review(opened: OpenPortfolio, review_id: int, dated: date, reviewer: str, reason: str) -> Changes:
    """Start a draft that supersedes a final review, against the same rubric; its id is in `created`.

    It carries the scores of the corrected review, and may be of the same day. Raises UserError when that
    review is a draft or corrected already, or there is another review of the date; DataError when the
    reason is empty.
    """
    record = read_record(opened.file, REVIEW.owner(opened.file, review_id))
    final = read_review(opened.file, review_id)
    review = replace(
        final,
        dated=dated,
        reviewer=reviewer,
        scores=_carried(final, read_rubric(opened.file, final.rubric_id, final.rubric_version)),
        seal=None,
        panel=None,
        supersedes=_number(record, final),
        correction=reason,
        id=0,
    )
    return _start(opened, record, review, gettext_noop("Correct a review of “{name}”"))


def _start(opened: OpenPortfolio, record: InitiativeRecord, review: Review, label: str) -> Changes:
    """Save a new draft and judge it."""
    _require_valid(record, review)
    initiative = record.initiative
    with saving(opened, Message(label, name=initiative.name)) as action:
        created = REVIEW.insert(action.edit, review, initiative.id)
        action.concerns(initiative.id, created=created)
        action.judge_review(initiative.id, created)
    return action.changes


def _carried(earlier: Review, rubric: Rubric) -> dict[str, Score]:
    """The scores of an earlier review, for the criteria that the rubric has, marked as untouched."""
    known = {criterion.id for criterion in rubric.criteria}
    return {key: replace(score, carried=True) for key, score in earlier.scores.items() if key in known}


def _number(record: InitiativeRecord, final: Review) -> int:
    """The number of the review to correct. Raises UserError for a draft, and for one corrected already."""
    if final.seal is None:
        raise UserError("This review is a draft. Edit it; only a final review is corrected by another one.")
    if final.seal.number in superseded_numbers(record.reviews):
        raise UserError("This review has been corrected already. Correct the review that supersedes it.")
    return final.seal.number


def edit_review(opened: OpenPortfolio, review: Review) -> Changes:
    """Save a draft's date, reviewer and the decision asked; its scores stay as they are.

    Raises UserError for a final review, and for a date that another review has.
    """
    require_draft(read_review(opened.file, review.id))
    initiative_id = REVIEW.owner(opened.file, review.id)
    record = read_record(opened.file, initiative_id)
    _require_valid(record, review)
    label = Message("Edit the review of “{name}”", name=record.initiative.name)
    with saving(opened, label) as action:
        REVIEW.update(action.edit, review)
        action.judge_review(initiative_id, review.id)
    return action.changes


def delete_review(opened: OpenPortfolio, review_id: int) -> Changes:
    """Delete a draft with its scores; undo restores it. Raises UserError for a final review."""
    initiative_id = REVIEW.owner(opened.file, review_id)
    review = read_review(opened.file, review_id)
    require_draft(review)
    with saving(opened, Message("Delete the review of {day}", day=review.dated)) as action:
        REVIEW.delete(action.edit, review_id)
        action.concerns(initiative_id)
    return action.changes


def _require_valid(record: InitiativeRecord, review: Review) -> None:
    """Refuse bad fields, and a second review on one day."""
    refuse(check_review(review))
    if same_day(record.reviews, review):
        raise UserError(
            "{name} already has a review of {day}. Choose another date, or edit that review.",
            name=record.initiative.name,
            day=review.dated,
        )
