"""Sentences for comments."""

from collections.abc import Sequence

from fivegates.domain.initiative.initiative import Comment, open_comments
from fivegates.domain.language import Language


def comments_word(comments: Sequence[Comment], language: Language) -> str:
    """Label of the link to the comments on a criterion, with the number of open ones."""
    count = open_comments(comments)
    return language.gettext("Comments ({count})", count=count) if count else language.gettext("Comments")


def author_words(comment: Comment, language: Language) -> str:
    """Author of a comment."""
    return comment.by or language.gettext("Not known")


def resolved_word(comment: Comment, language: Language) -> str:
    """State of a comment: open or resolved."""
    if comment.resolved:
        return language.pgettext("comment", "resolved")
    return language.pgettext("comment", "open")
