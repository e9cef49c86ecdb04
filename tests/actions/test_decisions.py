"""Decisions: recorded, edited and removed with all that belongs to them, and logged for the portfolio."""

from dataclasses import replace
from datetime import date

import pytest
from acting import created
from builders import decision, initiative

from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import redo, undo
from fivegates.actions.initiatives import add_initiative, delete_initiative, duplicate_initiative
from fivegates.actions.queries import current_rubric, decision_log, record
from fivegates.actions.records import add_decision, edit_decision, remove_decision
from fivegates.actions.reviews import start_review
from fivegates.actions.scoring import set_level
from fivegates.domain.errors import DataError, UserError
from fivegates.domain.initiative.decisions import Condition, ConditionState, Decision, Outcome
from fivegates.domain.language import ENGLISH


def decisions(opened: OpenPortfolio, initiative_id: int) -> tuple[Decision, ...]:
    return record(opened, initiative_id).decisions


def test_a_decision_comes_back_as_it_was_recorded(opened: OpenPortfolio, initiative_id: int) -> None:
    made = created(add_decision(opened, initiative_id, decision()))
    assert decisions(opened, initiative_id) == (replace(decision(), id=made),)


def test_what_can_be_undone_names_its_day_as_the_language_does(
    opened: OpenPortfolio, initiative_id: int
) -> None:
    add_decision(opened, initiative_id, replace(decision(), dated=date(2026, 11, 12)))
    assert opened.undo_label is not None
    assert opened.undo_label.text(ENGLISH) == "Record the decision of 12 November 2026"


def test_its_conditions_are_met_one_by_one(opened: OpenPortfolio, initiative_id: int) -> None:
    made = created(add_decision(opened, initiative_id, decision()))
    before = decisions(opened, initiative_id)
    met = replace(decision().conditions[1], state=ConditionState.NOT_MET, note="No budget.")
    edited = replace(decision(), conditions=(met,), thresholds=(), outcome=Outcome.HOLD, id=made)
    edit_decision(opened, edited)
    assert decisions(opened, initiative_id) == (edited,)

    undo(opened)
    assert decisions(opened, initiative_id) == before
    redo(opened)
    assert decisions(opened, initiative_id) == (edited,)


def test_a_removed_decision_can_be_brought_back(opened: OpenPortfolio, initiative_id: int) -> None:
    made = created(add_decision(opened, initiative_id, decision()))
    before = decisions(opened, initiative_id)
    remove_decision(opened, made)
    assert decisions(opened, initiative_id) == ()
    undo(opened)
    assert decisions(opened, initiative_id) == before


def test_a_bad_field_is_refused(opened: OpenPortfolio, initiative_id: int) -> None:
    with pytest.raises(DataError, match="by"):
        add_decision(opened, initiative_id, replace(decision(), by=""))
    with pytest.raises(UserError, match="no longer in the portfolio"):
        remove_decision(opened, 77)


def test_the_log_has_every_decision_newest_first(opened: OpenPortfolio, initiative_id: int) -> None:
    other = created(add_initiative(opened, initiative("OTHER", initiative_id=0)))
    earlier = replace(decision(), dated=decision().dated.replace(year=2025))
    for of, each in ((initiative_id, decision()), (other, earlier), (other, decision())):
        add_decision(opened, of, each)
    found = [(each.initiative.code, each.decision.dated.year) for each in decision_log(opened)]
    assert found == [("OTHER", 2026), ("CLAIMS", 2026), ("OTHER", 2025)]


def test_an_initiative_goes_and_comes_back_with_its_decisions(
    opened: OpenPortfolio, initiative_id: int
) -> None:
    add_decision(opened, initiative_id, replace(decision(), conditions=(Condition("One"), Condition("Two"))))
    whole = record(opened, initiative_id)
    delete_initiative(opened, initiative_id)
    assert decision_log(opened) == ()
    undo(opened)
    assert record(opened, initiative_id) == whole


def test_nobody_has_decided_about_a_copy(opened: OpenPortfolio, initiative_id: int) -> None:
    add_decision(opened, initiative_id, decision())
    copy = created(duplicate_initiative(opened, initiative_id))
    assert decisions(opened, copy) == ()


def test_a_decision_against_the_verdict_of_its_day_says_why(
    opened: OpenPortfolio, initiative_id: int
) -> None:
    bare = replace(decision(), outcome=Outcome.GO, rationale="")
    add_decision(opened, initiative_id, replace(bare, dated=date(2026, 1, 1)))
    review = created(start_review(opened, initiative_id, date(2026, 2, 1)))
    with pytest.raises(DataError, match=r"The review is incomplete\. Say why it goes ahead nevertheless"):
        add_decision(opened, initiative_id, bare)
    for criterion in current_rubric(opened).criteria:
        set_level(opened, review, criterion.id, 0)
    with pytest.raises(DataError, match=r"The verdict is “Not ready”\. Say why it goes ahead nevertheless"):
        add_decision(opened, initiative_id, bare)
    add_decision(opened, initiative_id, replace(bare, outcome=Outcome.STOP))
    add_decision(opened, initiative_id, replace(bare, rationale="A small pilot."))
    assert len(decisions(opened, initiative_id)) == 3
