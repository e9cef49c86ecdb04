"""The people and units that a portfolio names, and a person renamed everywhere in one step."""

import importlib
import pkgutil
from dataclasses import replace

import pytest
from builders import decision, initiative

from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import undo
from fivegates.actions.initiatives import edit_initiative
from fivegates.actions.names import known_names, rename, uses
from fivegates.actions.plan import add_action
from fivegates.actions.queries import current_rubric, record
from fivegates.actions.records import add_decision
from fivegates.domain.errors import DataError, UserError
from fivegates.domain.fields import person_fields
from fivegates.domain.initiative.decisions import Condition
from fivegates.domain.initiative.initiative import Action
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.names import NamedIn, NameKind, NameUses
from fivegates.domain.wording.names import renamed_sentence, uses_sentences
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


def test_the_records_with_a_name_are_counted_by_their_kind(opened: OpenPortfolio, named: int) -> None:
    assert named
    found = uses(opened, NameKind.PERSON, " k. LEFT")
    renamed = {NamedIn.INITIATIVE: 1, NamedIn.ACTION: 1, NamedIn.DECISION: 1, NamedIn.CONDITION: 1}
    assert found == NameUses(renamed, {})
    assert uses(opened, NameKind.PERSON, "R. Marsh") == NameUses({}, {NamedIn.REVIEW: 1})
    assert uses(opened, NameKind.UNIT, "motor") == NameUses({NamedIn.INITIATIVE: 1}, {})


def test_the_count_is_said_before_and_after_renaming(opened: OpenPortfolio, named: int) -> None:
    assert named
    left, marsh = (uses(opened, NameKind.PERSON, name) for name in ("K. Left", "R. Marsh"))
    records = "1 initiative, 1 action, 1 decision and 1 condition"
    assert uses_sentences(left, ENGLISH) == f"Will be renamed in {records}."
    assert (
        uses_sentences(marsh, ENGLISH)
        == "There is nothing to rename. Reviews and ballots keep the name: 1 review."
    )
    said = renamed_sentence("K. Left", "A. Heir", left, ENGLISH)
    assert said == f"K. Left was renamed to A. Heir in {records}."


def test_what_is_counted_is_what_a_renaming_changes(opened: OpenPortfolio, named: int) -> None:
    assert named
    before = uses(opened, NameKind.PERSON, "K. Left")
    heir = uses(opened, NameKind.PERSON, "A. Heir")
    rename(opened, "K. Left", "A. Heir")
    assert uses(opened, NameKind.PERSON, "K. Left") == NameUses({}, {})
    kinds = before.renamed.keys() | heir.renamed.keys()
    after = uses(opened, NameKind.PERSON, "A. Heir").renamed
    assert after == {kind: before.renamed.get(kind, 0) + heir.renamed.get(kind, 0) for kind in kinds}


def test_a_business_unit_is_renamed_everywhere(opened: OpenPortfolio, named: int) -> None:
    assert rename(opened, "motor", "Fleet", NameKind.UNIT).initiatives == {named}
    assert record(opened, named).initiative.business_unit == "Fleet"
    assert record(opened, named).initiative.sponsor == "K. Left"
    with pytest.raises(UserError, match="No business unit in this portfolio is called Motor"):
        rename(opened, "Motor", "Fleet", NameKind.UNIT)
