"""The meeting details of papers: of an initiative's brief, of comparisons, of packs."""

from dataclasses import fields
from typing import Final

from fivegates.domain.portfolio.meeting import NO_MATTER, MeetingMatter, PaperMeetings
from fivegates.store.file.portfolio_file import PortfolioFile, kept_of
from fivegates.store.records.edits import Edit
from fivegates.store.records.table import RecordTable

BRIEF_MEETING: Final = RecordTable(MeetingMatter, "brief_meeting", parent="initiative_id")
_PAPER: Final = "paper_meeting"
_PAPERS: Final = tuple(field.name for field in fields(PaperMeetings))


def read_meeting(file: PortfolioFile, initiative_id: int) -> MeetingMatter:
    """The meeting details of the brief on an initiative; empty where none are saved."""
    return next(iter(BRIEF_MEETING.of(file, initiative_id)), NO_MATTER)


def save_meeting(edit: Edit, initiative_id: int, matter: MeetingMatter) -> None:
    """Save the meeting details of a brief; empty ones have no row."""
    _save(edit, "brief_meeting", {"initiative_id": initiative_id}, matter)


@kept_of(frozenset({_PAPER}))
def read_meetings(file: PortfolioFile) -> PaperMeetings:
    """The meeting details of comparisons and packs."""
    rows = file.rows("SELECT * FROM paper_meeting")
    return PaperMeetings(**{row["paper"]: BRIEF_MEETING.value(row) for row in rows})


def save_meetings(edit: Edit, meetings: PaperMeetings) -> None:
    """Save the meeting details of comparisons and packs."""
    for paper in _PAPERS:
        _save(edit, _PAPER, {"paper": paper}, getattr(meetings, paper))


def _save(edit: Edit, table: str, key: dict[str, int | str | None], matter: MeetingMatter) -> None:
    """Save a row, or delete an empty one."""
    if matter.said:
        edit.save(table, key, {**key, **BRIEF_MEETING.row(matter)})
    else:
        edit.delete(table, key)
