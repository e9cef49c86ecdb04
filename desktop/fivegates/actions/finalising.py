"""Make a review final: sealed with all that its verdict rests on, and chained to the final reviews before."""

from datetime import datetime

from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.transaction import case_of, saving
from fivegates.domain.errors import UserError, refuse
from fivegates.domain.initiative.record_checks import line_problems
from fivegates.domain.language import Message
from fivegates.domain.review.chain import seal_after
from fivegates.domain.review.history import require_draft
from fivegates.domain.review.review import Review
from fivegates.store.reading import owner_of_review, read_chain_head, read_record, read_review
from fivegates.store.writing import insert_seal


def finalise_review(opened: OpenPortfolio, review_id: int, by: str, at: datetime) -> Changes:
    """Make a draft final in the name of `by`; `at` is an aware time.

    It cannot be undone, and nothing before it. Raises UserError when the review is final already or
    answers nothing, DataError when the name is empty or unfit.
    """
    refuse(tuple(line_problems("by", by, required=True)))
    initiative_id = owner_of_review(opened.file, review_id)
    review = read_review(opened.file, review_id)
    require_draft(review)
    _require_answers(review)
    record = read_record(opened.file, initiative_id)
    label = Message("Make the review of {day} final", day=review.dated)
    with saving(opened, label) as action:
        action.judge_review(initiative_id, review_id)
        case = case_of(opened, record, review)
        last = read_chain_head(opened.file)
        seal = seal_after(last, case, record.initiative, by.strip(), at)
        insert_seal(action.edit, review_id, seal)
        action.lasts()
    return action.changes


def _require_answers(review: Review) -> None:
    """Refuse a review in which no criterion has a level or is not applicable."""
    answers = review.scores.values()
    if all(score.level is None and score.not_applicable is None for score in answers):
        raise UserError("Nothing is scored in this review yet, so there is nothing to make final.")
