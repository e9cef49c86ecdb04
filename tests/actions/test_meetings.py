"""What papers say of their meetings is kept, undone, found, renamed with people, and exported."""

from dataclasses import replace
from pathlib import Path

import pytest
from builders import meeting

from fivegates.actions import search
from fivegates.actions.briefs import gather_brief
from fivegates.actions.file.exchange import export_json, read_json
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import redo, undo
from fivegates.actions.initiatives import delete_initiative
from fivegates.actions.meetings import (
    brief_meeting,
    paper_meetings,
    save_brief_meeting,
    save_comparison_meeting,
    save_pack_meeting,
)
from fivegates.actions.names import rename
from fivegates.domain.errors import UserError
from fivegates.domain.portfolio.meeting import NO_MEETING, PaperMeetings

MATTER = replace(meeting(), presenter="Maria Keller")


def test_one_of_a_brief_is_kept_and_undone(opened: OpenPortfolio, initiative_id: int, review_id: int) -> None:
    assert brief_meeting(opened, initiative_id) == NO_MEETING
    assert save_brief_meeting(opened, initiative_id, MATTER).initiatives == {initiative_id}
    assert brief_meeting(opened, initiative_id) == MATTER
    assert gather_brief(opened, initiative_id, review_id).marking == "For members alone"
    save_brief_meeting(opened, initiative_id, replace(MATTER, classification=" "))
    assert gather_brief(opened, initiative_id, review_id).marking == ""
    save_brief_meeting(opened, initiative_id, NO_MEETING)
    assert brief_meeting(opened, initiative_id) == NO_MEETING
    undo(opened)
    undo(opened)
    assert brief_meeting(opened, initiative_id) == MATTER
    undo(opened)
    assert brief_meeting(opened, initiative_id) == NO_MEETING
    redo(opened)
    delete_initiative(opened, initiative_id)
    undo(opened)
    assert brief_meeting(opened, initiative_id) == MATTER


def test_those_of_comparisons_and_packs_are_kept_apart(opened: OpenPortfolio) -> None:
    other = replace(MATTER, agenda_item="8")
    assert save_comparison_meeting(opened, MATTER).settings
    save_pack_meeting(opened, other)
    assert paper_meetings(opened) == PaperMeetings(MATTER, other)
    save_comparison_meeting(opened, NO_MEETING)
    assert paper_meetings(opened) == PaperMeetings(pack=other)


def test_a_bad_field_is_refused_and_nothing_kept(opened: OpenPortfolio, initiative_id: int) -> None:
    bad = replace(MATTER, meeting="two\nlines")
    with pytest.raises(UserError, match="line"):
        save_brief_meeting(opened, initiative_id, bad)
    with pytest.raises(UserError, match="line"):
        save_pack_meeting(opened, bad)
    assert brief_meeting(opened, initiative_id) == NO_MEETING
    assert paper_meetings(opened) == PaperMeetings()


def test_people_are_renamed_and_words_found(opened: OpenPortfolio, initiative_id: int) -> None:
    save_brief_meeting(opened, initiative_id, MATTER)
    save_pack_meeting(opened, MATTER)
    rename(opened, "maria keller", "M. Keller")
    assert brief_meeting(opened, initiative_id).presenter == "M. Keller"
    assert paper_meetings(opened).pack.presenter == "M. Keller"
    assert not list(search.update(opened))[-1]
    found = search.find(opened, "keller")
    assert [(hit.kind.value, hit.initiative_id) for hit in found] == [
        ("meeting", initiative_id),
        ("paper-meeting", 0),
    ]


def test_all_of_it_is_in_the_exported_portfolio(
    opened: OpenPortfolio, initiative_id: int, tmp_path: Path
) -> None:
    save_brief_meeting(opened, initiative_id, MATTER)
    save_comparison_meeting(opened, MATTER)
    export_json(opened, tmp_path / "board.json")
    reported = read_json(tmp_path / "board.json")
    assert reported.records[0].meeting == MATTER
    assert reported.meetings == PaperMeetings(MATTER)
