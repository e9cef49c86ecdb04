"""Score a criterion: claim a level, leave it out, clear it, write the rationale."""

from collections.abc import Callable
from dataclasses import replace

from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.transaction import saving
from fivegates.actions.queries import find_review
from fivegates.domain.errors import UserError, refuse
from fivegates.domain.initiative.record_checks import check_score
from fivegates.domain.language import Message, Shipped, gettext_noop
from fivegates.domain.panel.settling import require_not_agreed
from fivegates.domain.review.history import require_draft
from fivegates.domain.review.review import NotApplicable, Review, Score
from fivegates.domain.rubric.rubric import Criterion
from fivegates.store.records.portfolio import read_record
from fivegates.store.records.reviews import SCORE, delete_score, read_reviewed_id, read_rubric


def set_level(opened: OpenPortfolio, review_id: int, criterion_id: str, level: int) -> Changes:
    """Claim a level of 0 to 4; it replaces "not applicable", and the rationale stays."""
    return _change(
        opened,
        (review_id, criterion_id),
        gettext_noop("Score “{criterion}”"),
        lambda score: replace(score, level=level, not_applicable=None),
    )


def set_not_applicable(
    opened: OpenPortfolio, review_id: int, criterion_id: str, left_out: NotApplicable
) -> Changes:
    """Mark a criterion as not applicable; a required one counts as unscored until somebody approves."""
    return _change(
        opened,
        (review_id, criterion_id),
        gettext_noop("Mark “{criterion}” not applicable"),
        lambda score: replace(score, level=None, not_applicable=left_out),
    )


def clear_score(opened: OpenPortfolio, review_id: int, criterion_id: str) -> Changes:
    """Make a criterion unanswered again; the rationale stays."""
    return _change(
        opened,
        (review_id, criterion_id),
        gettext_noop("Clear “{criterion}”"),
        lambda score: replace(score, level=None, not_applicable=None),
    )


def set_rationale(opened: OpenPortfolio, review_id: int, criterion_id: str, text: str) -> Changes:
    """Save the rationale; continued typing on one criterion is one undo entry."""
    return _change(
        opened,
        (review_id, criterion_id),
        gettext_noop("Write the rationale of “{criterion}”"),
        lambda score: replace(score, rationale=text),
        merge_key=f"rationale {review_id} {criterion_id}",
    )


def _change(
    opened: OpenPortfolio,
    scored: tuple[int, str],
    label: str,
    change: Callable[[Score], Score],
    *,
    merge_key: str = "",
) -> Changes:
    """Save the changed score of a draft's criterion, no longer carried, and the verdict that follows."""
    review_id, criterion_id = scored
    initiative_id = read_reviewed_id(opened.file, review_id)
    review = find_review(read_record(opened.file, initiative_id), review_id)
    require_draft(review)
    require_not_agreed(review)
    criterion = _criterion(opened, review, criterion_id)
    score = replace(change(review.scores.get(criterion_id, Score(criterion_id))), carried=False)
    refuse(check_score(score))
    with saving(opened, Message(label, criterion=Shipped(criterion.title)), merge_key=merge_key) as action:
        if score.blank:
            delete_score(action.edit, review_id, criterion_id)
        else:
            SCORE.save(action.edit, review_id, score)
        action.judge_review(initiative_id, review_id)
    return action.changes


def _criterion(opened: OpenPortfolio, review: Review, criterion_id: str) -> Criterion:
    """Return the criterion of the review's rubric. Raises UserError when it has none of that id."""
    rubric = read_rubric(opened.file, review.rubric_id, review.rubric_version)
    try:
        return rubric.criterion(criterion_id)
    except KeyError:
        raise UserError(
            "The rubric “{rubric}” has no criterion “{criterion}”.",
            rubric=Shipped(rubric.name),
            criterion=criterion_id,
        ) from None
