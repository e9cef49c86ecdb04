from dataclasses import replace

import pytest
from acting import created
from builders import scenario

from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import redo, undo
from fivegates.actions.initiatives import delete_initiative, duplicate_initiative
from fivegates.actions.queries import record
from fivegates.actions.records import add_scenario, edit_scenario, remove_scenario
from fivegates.domain.errors import DataError, UserError
from fivegates.domain.language import ENGLISH


def test_scenarios_are_added_changed_removed_and_undone(opened: OpenPortfolio, initiative_id: int) -> None:
    changes = add_scenario(opened, initiative_id, scenario())
    own = replace(scenario(), id=created(changes))
    assert changes.label.text(ENGLISH) == "Add the scenario “After the merger”"
    assert changes.initiatives == {initiative_id}
    assert record(opened, initiative_id).scenarios == (own,)

    fewer = replace(own, volume=5, review=None, steps=None, bounds=own.bounds[1:])
    assert edit_scenario(opened, fewer).initiatives == {initiative_id}
    assert record(opened, initiative_id).scenarios == (fewer,)
    assert remove_scenario(opened, own.id).initiatives == {initiative_id}
    assert record(opened, initiative_id).scenarios == ()

    undo(opened)
    assert record(opened, initiative_id).scenarios == (fewer,)
    undo(opened)
    assert record(opened, initiative_id).scenarios == (own,)
    redo(opened)
    assert record(opened, initiative_id).scenarios == (fewer,)


def test_saving_a_scenario_as_it_was_changes_nothing(opened: OpenPortfolio, initiative_id: int) -> None:
    own = replace(scenario(), id=created(add_scenario(opened, initiative_id, scenario())))
    before = len(opened.done)
    edit_scenario(opened, own)
    assert len(opened.done) == before


def test_what_is_wrong_is_refused(opened: OpenPortfolio, initiative_id: int) -> None:
    with pytest.raises(DataError, match="volume"):
        add_scenario(opened, initiative_id, replace(scenario(), volume=0))
    with pytest.raises(DataError, match="name"):
        edit_scenario(opened, replace(scenario(), name=""))
    with pytest.raises(UserError, match="no longer in the portfolio"):
        remove_scenario(opened, 77)
    assert record(opened, initiative_id).scenarios == ()


def test_scenarios_go_with_their_initiative(opened: OpenPortfolio, initiative_id: int) -> None:
    add_scenario(opened, initiative_id, scenario())
    before = record(opened, initiative_id).scenarios
    copy = created(duplicate_initiative(opened, initiative_id))
    (own,) = record(opened, copy).scenarios
    assert replace(own, id=before[0].id) == before[0]

    delete_initiative(opened, initiative_id)
    undo(opened)
    assert record(opened, initiative_id).scenarios == before
