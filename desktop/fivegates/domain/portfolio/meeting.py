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
class MeetingDetails:
    """The meeting details of a paper; empty fields are not printed.

    `minute` is the minute in which the matter was last recorded. `classification` replaces the
    portfolio's marking on this paper. None of it is sealed with a review: it belongs to the paper.
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
    def is_filled(self) -> bool:
        """True if any field is set."""
        return self != NO_MEETING

    def marking(self, usual: str) -> str:
        """The marking of the paper: its classification, else the usual one."""
        return self.classification if self.classification.strip() else usual


NO_MEETING: Final = MeetingDetails()


@dataclass(frozen=True, slots=True)
class PaperMeetings:
    """The meeting details of the papers on several initiatives."""

    comparison: MeetingDetails = NO_MEETING
    pack: MeetingDetails = NO_MEETING


def check_meeting(matter: MeetingDetails) -> tuple[Problem, ...]:
    """Return the problems of a paper's meeting details."""
    return field_problems(matter)


def meetings_problems(meetings: PaperMeetings) -> Iterator[Problem]:
    """Find the problems; a place is a path such as `pack.presenter`."""
    for name, matter in (("comparison", meetings.comparison), ("pack", meetings.pack)):
        for problem in check_meeting(matter):
            yield Problem(f"{name}.{problem.place}", problem.reason)
