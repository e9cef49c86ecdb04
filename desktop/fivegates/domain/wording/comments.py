"""Comments in words."""

from collections.abc import Sequence

from fivegates.domain.initiative.comments import Comment, open_comments
from fivegates.domain.language import Language


def comments_word(comments: Sequence[Comment], language: Language) -> str:
    """What leads to the comments on a criterion: how many are open."""
    count = open_comments(comments)
    return language.gettext("Comments ({count})", count=count) if count else language.gettext("Comments")


def author_words(comment: Comment, language: Language) -> str:
    """Who wrote a comment."""
    return comment.by or language.gettext("Not known")


def resolved_word(comment: Comment, language: Language) -> str:
    """Whether a comment is resolved."""
    if comment.resolved:
        return language.pgettext("comment", "resolved")
    return language.pgettext("comment", "open")
