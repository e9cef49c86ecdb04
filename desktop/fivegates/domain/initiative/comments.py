"""Comments on a criterion, separate from its rationale: neither verdicts nor papers use them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fivegates.domain.errors import Problem
from fivegates.domain.fields import field_problems
from fivegates.domain.limits import Line, Prose


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark on a criterion of an initiative, independent of a review.

    `by` is the name of the system's account, empty where that has none; `at` is UTC, to the second. `id`
    is the store's and 0 until stored.
    """

    criterion: str
    at: datetime
    text: Annotated[str, Prose(required=True)]
    by: Annotated[str, Line()] = ""
    resolved: bool = False
    id: int = 0


def check_comment(comment: Comment) -> tuple[Problem, ...]:
    """Return the problems of a comment, leaving its criterion to the rubrics."""
    return field_problems(comment)


def comments_on(comments: Iterable[Comment], criterion: str) -> tuple[Comment, ...]:
    """The comments on one criterion, in their order."""
    return tuple(each for each in comments if each.criterion == criterion)


def open_comments(comments: Iterable[Comment]) -> int:
    """Number of unresolved comments."""
    return sum(not each.resolved for each in comments)
