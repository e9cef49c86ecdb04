"""The step that keeps what papers say of the meeting that they are for, and the letterhead of all papers."""

from typing import Final

_MATTER: Final = """
    agenda_item TEXT NOT NULL CHECK (length(agenda_item) <= 400),
    reference TEXT NOT NULL CHECK (length(reference) <= 400),
    meeting TEXT NOT NULL CHECK (length(meeting) <= 4000),
    meeting_date TEXT CHECK (meeting_date IS date(meeting_date, '+0 days') AND meeting_date > '0001'),
    presenter TEXT NOT NULL CHECK (length(presenter) <= 4000),
    purpose TEXT CHECK (purpose IN ('decide', 'note')),
    minute TEXT NOT NULL CHECK (length(minute) <= 4000),
    classification TEXT NOT NULL CHECK (length(classification) <= 4000)
"""
MEETINGS: Final = f"""
CREATE TABLE brief_meeting (
    initiative_id INTEGER PRIMARY KEY REFERENCES initiative (id),{_MATTER}) STRICT;
CREATE TABLE paper_meeting (
    paper TEXT PRIMARY KEY CHECK (paper IN ('comparison', 'pack')),{_MATTER}) STRICT;
ALTER TABLE portfolio ADD COLUMN legal_entity TEXT NOT NULL DEFAULT '' CHECK (length(legal_entity) <= 4000);
ALTER TABLE portfolio ADD COLUMN accent TEXT NOT NULL DEFAULT '' CHECK (length(accent) <= 7);
ALTER TABLE portfolio ADD COLUMN logo TEXT NOT NULL DEFAULT '' CHECK (length(logo) <= 400000);
"""
