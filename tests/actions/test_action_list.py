"""The actions of all initiatives: listed, changed together in one step, and written for other programs."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from acting import created
from builders import initiative
from fresh_files import opened_copy

from fivegates.actions.file.files import close_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import undo
from fivegates.actions.initiatives import add_initiative, set_archived
from fivegates.actions.plan import action_list, add_action, change_actions, save_action_list
from fivegates.actions.queries import current_rubric, find_initiative, record, review_marks
from fivegates.domain.errors import DataError, UserError
from fivegates.domain.initiative.initiative import Action, ActionStatus
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.action_list import ActionChange
from fivegates.domain.verdict.states import VerdictState

DAY = date(2026, 11, 30)


@pytest.fixture
def other_id(opened: OpenPortfolio) -> int:
    return created(add_initiative(opened, initiative("BILLS", 0)))


def planned(opened: OpenPortfolio, initiative_id: int, **fields: object) -> int:
    criterion = current_rubric(opened).criteria[0].id
    action = replace(Action(criterion, "Measure, drift"), **fields)  # type: ignore[arg-type]
    return created(add_action(opened, initiative_id, action))


def test_the_list_names_initiative_and_criterion(opened: OpenPortfolio, initiative_id: int) -> None:
    made = planned(opened, initiative_id)
    [each] = action_list(opened)
    assert (each.action.id, each.initiative.id) == (made, initiative_id)
    assert each.topic == current_rubric(opened).criteria[0].title


def test_archived_initiatives_are_left_out(opened: OpenPortfolio, initiative_id: int, other_id: int) -> None:
    planned(opened, initiative_id)
    kept = planned(opened, other_id)
    set_archived(opened, initiative_id, archived=True)
    assert [each.action.id for each in action_list(opened)] == [kept]


def test_actions_of_two_initiatives_change_and_come_back_in_one_step(
    opened: OpenPortfolio, initiative_id: int, other_id: int
) -> None:
    ids = [planned(opened, each, owner="K. Left") for each in (initiative_id, other_id)]
    untouched = planned(opened, other_id, owner="K. Left")
    before = action_list(opened)
    changes = change_actions(opened, ids, ActionChange("A. Heir", DAY))
    assert changes.initiatives == {initiative_id, other_id}
    assert changes.label.text(ENGLISH) == "Change 2 actions"
    now = {each.action.id: each.action for each in action_list(opened)}
    assert [(now[each].owner, now[each].due) for each in ids] == [("A. Heir", DAY)] * 2
    assert now[untouched].owner == "K. Left"
    undo(opened)
    assert action_list(opened) == before


def test_the_verdict_follows_the_actions_on_which_it_rests(whole_sample: Path, tmp_path: Path) -> None:
    opened = opened_copy(whole_sample, tmp_path / "sample.fivegates")
    of = find_initiative(opened, "UWR-SEARCH")
    ids = [each.action.id for each in action_list(opened) if each.initiative.id == of]
    assert review_marks(opened, of)[-1].verdict is VerdictState.CONDITIONAL
    change_actions(opened, ids, ActionChange(status=ActionStatus.DROPPED))
    assert review_marks(opened, of)[-1].verdict is VerdictState.NOT_READY
    close_portfolio(opened)


def test_a_bad_field_changes_nothing(opened: OpenPortfolio, initiative_id: int) -> None:
    ids = [planned(opened, initiative_id), planned(opened, initiative_id)]
    with pytest.raises(DataError):
        change_actions(opened, ids, ActionChange("x" * 201))
    assert {each.action.owner for each in action_list(opened)} == {""}


def test_an_action_that_is_gone_is_refused(opened: OpenPortfolio, initiative_id: int) -> None:
    made = planned(opened, initiative_id)
    with pytest.raises(UserError, match="no longer in the portfolio"):
        change_actions(opened, [made, made + 1], ActionChange("A. Heir"))
    assert action_list(opened)[0].action.owner == ""


def test_a_calendar_holds_open_actions_with_a_date(
    opened: OpenPortfolio, initiative_id: int, tmp_path: Path
) -> None:
    from icalendar import Calendar

    made = planned(opened, initiative_id, owner="J. Ito", due=date(2026, 12, 31))
    planned(opened, initiative_id)
    planned(opened, initiative_id, due=DAY, status=ActionStatus.DONE)
    path = tmp_path / "actions.ics"
    save_action_list(opened, action_list(opened), path, DAY, ENGLISH)
    [event] = Calendar.from_ical(path.read_text(encoding="utf-8")).walk("VEVENT")
    code = record(opened, initiative_id).initiative.code
    assert event["uid"] == f"{code}-{made}@actions.fivegates"
    assert event["summary"] == "Measure, drift (J. Ito)"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 12, 31), date(2027, 1, 1))


def test_a_table_says_what_is_overdue_on_its_day(
    opened: OpenPortfolio, initiative_id: int, tmp_path: Path
) -> None:
    planned(opened, initiative_id, owner="=1+1", due=date(2026, 11, 29))
    path = tmp_path / "actions.csv"
    save_action_list(opened, action_list(opened), path, DAY, ENGLISH)
    heading, row = path.read_text("utf-8-sig").splitlines()
    assert heading.startswith("Code,Initiative,Criterion,Action,To level,Owner,Due,Overdue on")
    assert ",'=1+1,2026-11-29,2026-11-30," in row


def test_a_workbook_has_the_same_rows(opened: OpenPortfolio, initiative_id: int, tmp_path: Path) -> None:
    from python_calamine import CalamineWorkbook

    planned(opened, initiative_id, due=date(2026, 11, 29))
    path = tmp_path / "actions.xlsx"
    save_action_list(opened, action_list(opened), path, DAY, ENGLISH)
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    assert rows[1][6:8] == [date(2026, 11, 29), DAY]


def test_another_ending_is_refused(opened: OpenPortfolio, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no recognised file type"):
        save_action_list(opened, (), tmp_path / "actions.doc", DAY, ENGLISH)
    assert not (tmp_path / "actions.doc").exists()
