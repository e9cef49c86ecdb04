"""Comment on a criterion, edit one's own comment, resolve and delete them, and list those of a portfolio."""

from dataclasses import replace

from fivegates.actions.file.edit_history import account_name
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.transaction import saving
from fivegates.domain.errors import UserError, refuse
from fivegates.domain.initiative.initiative import Comment, Initiative, check_comment
from fivegates.domain.initiative.record_checks import check_criterion
from fivegates.domain.language import Message
from fivegates.store.records.initiatives import COMMENT, read_log
from fivegates.store.records.reviews import read_rubrics


def add_comment(opened: OpenPortfolio, initiative_id: int, criterion: str, text: str) -> Changes:
    """Comment on a criterion in the name of the system's account; the comment's id is in `created`.

    Raises UserError for an empty or invalid text, and a criterion that no rubric has.
    """
    rubrics = read_rubrics(opened.file)
    refuse(check_criterion("criterion", criterion, rubrics))
    at = opened.clock().replace(microsecond=0)
    comment = Comment(criterion, at, text.strip(), account_name())
    refuse(check_comment(comment))
    titles = {each.id: each.title for rubric in rubrics for each in rubric.criteria}
    with saving(opened, Message("Comment on “{title}”", title=titles[criterion])) as action:
        created = COMMENT.insert(action.edit, comment, initiative_id)
        action.concerns(initiative_id, created=created)
    return action.changes


def edit_comment(opened: OpenPortfolio, comment_id: int, text: str) -> Changes:
    """Give one's own comment another text. Raises UserError for that of another account, and a bad text."""
    comment = find_comment(opened, comment_id)
    if not is_own(comment):
        raise UserError("This comment is by {name}. Add one of your own.", name=comment.by or "–")
    return _save(opened, replace(comment, text=text.strip()), Message("Edit a comment"))


def resolve_comment(opened: OpenPortfolio, comment_id: int, *, resolved: bool) -> Changes:
    """Mark a comment as resolved, or as open again; whoever wrote it. Raises UserError when it is gone."""
    label = Message("Resolve a comment") if resolved else Message("Open a comment again")
    return _save(opened, replace(find_comment(opened, comment_id), resolved=resolved), label)


def delete_comment(opened: OpenPortfolio, comment_id: int) -> Changes:
    """Delete a comment; undo restores it. Raises UserError when it is gone."""
    initiative_id = COMMENT.owner(opened.file, comment_id)
    with saving(opened, Message("Delete a comment")) as action:
        COMMENT.delete(action.edit, comment_id)
        action.concerns(initiative_id)
    return action.changes


def is_own(comment: Comment) -> bool:
    """True if the current account of the system wrote it."""
    return comment.by == account_name()


def find_comment(opened: OpenPortfolio, comment_id: int) -> Comment:
    """Return a comment. Raises UserError when it is gone."""
    initiative_id = COMMENT.owner(opened.file, comment_id)
    return next(each for each in COMMENT.of(opened.file, initiative_id) if each.id == comment_id)


def comment_log(opened: OpenPortfolio) -> tuple[tuple[Initiative, Comment], ...]:
    """Every comment with its initiative, in the order in which they were added."""
    return read_log(opened.file, COMMENT)


def _save(opened: OpenPortfolio, comment: Comment, label: Message) -> Changes:
    refuse(check_comment(comment))
    with saving(opened, label) as action:
        COMMENT.update(action.edit, comment)
        action.concerns(COMMENT.owner(opened.file, comment.id))
    return action.changes
