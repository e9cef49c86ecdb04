"""The people and units that a portfolio names, and a person renamed everywhere in one step."""

import importlib
import pkgutil
from dataclasses import replace

import pytest
from builders import decision, initiative

from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import undo
from fivegates.actions.initiatives import edit_initiative
from fivegates.actions.names import known_names, rename
from fivegates.actions.plan import add_action
from fivegates.actions.queries import current_rubric, record
from fivegates.actions.records import add_decision
from fivegates.domain.errors import DataError, UserError
from fivegates.domain.fields import person_fields
from fivegates.domain.initiative.decisions import Condition
from fivegates.domain.initiative.initiative import Action
from fivegates.store import records
from fivegates.store.records.names import PERSON_COLUMNS
from fivegates.store.records.table import RecordTable


@pytest.fixture
def named(opened: OpenPortfolio, initiative_id: int, review_id: int) -> int:
    """An initiative whose sponsor owns an action and a condition, and decides too."""
    assert review_id
    of = replace(initiative(initiative_id=initiative_id), sponsor="K. Left", business_unit="Motor")
    edit_initiative(opened, of)
    criterion = current_rubric(opened).criteria[0].id
    add_action(opened, initiative_id, Action(criterion, "Measure", owner="k. left"))
    add_action(opened, initiative_id, Action(criterion, "Agree", owner="A. Heir"))
    conditions = (Condition("A second provider", owner=" K. Left "), Condition("Funding"))
    add_decision(opened, initiative_id, replace(decision(), by="K. Left", conditions=conditions))
    return initiative_id


def test_each_name_is_known_once(opened: OpenPortfolio, named: int) -> None:
    assert named
    found = known_names(opened)
    assert found.people == ("A. Heir", "K. Left", "R. Marsh")
    assert found.units == ("Motor",)


def test_a_person_is_renamed_everywhere_but_as_a_reviewer(opened: OpenPortfolio, named: int) -> None:
    before = record(opened, named)
    changes = rename(opened, "K. LEFT", " A. Heir ")
    assert changes.initiatives == {named}
    now = record(opened, named)
    assert now.initiative.sponsor == "A. Heir"
    assert [action.owner for action in now.actions] == ["A. Heir", "A. Heir"]
    assert now.decisions[0].by == "A. Heir"
    assert [each.owner for each in now.decisions[0].conditions] == ["A. Heir", ""]
    assert now.reviews[0].reviewer == "R. Marsh"
    undo(opened)
    assert record(opened, named) == before


def test_a_name_that_nobody_has_is_refused(opened: OpenPortfolio, named: int) -> None:
    assert named
    with pytest.raises(UserError, match="Nobody in this portfolio is called Nobody"):
        rename(opened, "Nobody", "A. Heir")
    assert opened.undo_label is not None


@pytest.mark.parametrize("name", ["", "  ", "two\nlines", "x" * 201])
def test_a_bad_name_changes_nothing(opened: OpenPortfolio, named: int, name: str) -> None:
    with pytest.raises(DataError):
        rename(opened, "K. Left", name)
    assert record(opened, named).initiative.sponsor == "K. Left"


def test_every_field_that_names_a_person_is_renamed_but_that_of_a_review() -> None:
    names = [f"{records.__name__}.{each.name}" for each in pkgutil.iter_modules(records.__path__)]
    modules = [importlib.import_module(name) for name in names]
    tables = {each for module in modules for each in vars(module).values() if isinstance(each, RecordTable)}
    named = {(table.name, field) for table in tables for field in person_fields(table.kind)}
    assert {*PERSON_COLUMNS} == (named | {("paper_meeting", "presenter")}) - {("review", "reviewer")}
    assert {("initiative", "sponsor"), ("decision", "by"), ("forecast", "by")} < named
