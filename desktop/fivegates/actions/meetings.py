"""The meeting details on papers: read and save them."""

from dataclasses import replace

from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.transaction import saving
from fivegates.domain.errors import refuse
from fivegates.domain.language import Message
from fivegates.domain.portfolio.meeting import MeetingDetails, PaperMeetings, check_meeting
from fivegates.store.records.portfolio import read_record
from fivegates.store.records.portfolio_tables import read_meetings, save_meeting, save_meetings


def brief_meeting(opened: OpenPortfolio, initiative_id: int) -> MeetingDetails:
    """The meeting details of an initiative's brief. Raises UserError when the initiative is gone."""
    return read_record(opened.file, initiative_id).meeting


def save_brief_meeting(opened: OpenPortfolio, initiative_id: int, matter: MeetingDetails) -> Changes:
    """Save the meeting details of an initiative's brief, which are not sealed with final reviews.

    Raises UserError for a bad field, or when the initiative is gone.
    """
    refuse(check_meeting(matter))
    code = read_record(opened.file, initiative_id).initiative.code
    with saving(opened, Message("Edit the meeting of the brief on {code}", code=code)) as action:
        save_meeting(action.edit, initiative_id, matter)
        action.concerns(initiative_id)
    return action.changes


def paper_meetings(opened: OpenPortfolio) -> PaperMeetings:
    """The meeting details of comparisons and packs."""
    return read_meetings(opened.file)


def save_comparison_meeting(opened: OpenPortfolio, matter: MeetingDetails) -> Changes:
    """Save the meeting details of comparisons. Raises UserError for a bad field."""
    return _save_meeting(opened, replace(read_meetings(opened.file), comparison=matter), matter)


def save_pack_meeting(opened: OpenPortfolio, matter: MeetingDetails) -> Changes:
    """Save the meeting details of packs. Raises UserError for a bad field."""
    return _save_meeting(opened, replace(read_meetings(opened.file), pack=matter), matter)


def _save_meeting(opened: OpenPortfolio, meetings: PaperMeetings, matter: MeetingDetails) -> Changes:
    """Save both, of which one is new."""
    refuse(check_meeting(matter))
    with saving(opened, Message("Edit the meeting of a paper")) as action:
        save_meetings(action.edit, meetings)
        action.concerns_settings()
    return action.changes
