"""Meeting matter: the meeting details at the head of a paper, and its purpose."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Final

from fivegates.domain.errors import Problem
from fivegates.domain.fields import Person, field_problems
from fivegates.domain.limits import LABEL, TITLE, Day, Line


class Purpose(StrEnum):
    """The purpose of a paper in a meeting."""

    DECIDE = "decide"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class MeetingMatter:
    """The meeting details of a paper; empty fields are not printed.

    `minute` is the minute in which the matter was last recorded. `classification` takes the place of the
    portfolio's marking on this paper. Nothing of this is sealed with a review: it is of the paper.
    """

    agenda_item: Annotated[str, Line(LABEL)] = ""
    reference: Annotated[str, Line(LABEL)] = ""
    meeting: Annotated[str, Line()] = ""
    meeting_date: Annotated[date | None, Day()] = None
    presenter: Annotated[str, Person(), Line()] = ""
    purpose: Purpose | None = None
    minute: Annotated[str, Line(TITLE)] = ""
    classification: Annotated[str, Line()] = ""

    @property
    def said(self) -> bool:
        """Whether any field says something."""
        return self != NO_MATTER

    def marking(self, usual: str) -> str:
        """What the paper is marked with: its classification, else what is usual."""
        return self.classification if self.classification.strip() else usual


NO_MATTER: Final = MeetingMatter()


@dataclass(frozen=True, slots=True)
class PaperMeetings:
    """The meeting matter of the papers that are of no single initiative."""

    comparison: MeetingMatter = NO_MATTER
    pack: MeetingMatter = NO_MATTER


def check_meeting(matter: MeetingMatter) -> tuple[Problem, ...]:
    """Return the problems of a paper's meeting matter."""
    return field_problems(matter)


def meetings_problems(meetings: PaperMeetings) -> Iterator[Problem]:
    """Find the problems; a place is a path such as `pack.presenter`."""
    for name, matter in (("comparison", meetings.comparison), ("pack", meetings.pack)):
        for problem in check_meeting(matter):
            yield Problem(f"{name}.{problem.place}", problem.reason)
