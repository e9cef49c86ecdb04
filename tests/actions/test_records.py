"""Evidence, changes and actions: added, edited, removed, and the verdicts follow."""

from dataclasses import replace

import pytest
from acting import created
from builders import REVIEWED, action_for, change, evidence_for

from fivegates.actions.evidence import add_evidence, edit_evidence, remove_evidence
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.plan import add_action, edit_action, remove_action
from fivegates.actions.queries import assessment, record
from fivegates.actions.records import add_change, edit_change, remove_change
from fivegates.actions.scoring import set_level
from fivegates.domain.errors import DataError, UserError
from fivegates.domain.initiative.initiative import ActionStatus

GUARDRAILS = "trust-guardrails"


def effective(opened: OpenPortfolio, initiative_id: int) -> int | None:
    """What the guardrails claim counts as in the latest review."""
    of = record(opened, initiative_id)
    return assessment(opened, of, of.reviews[-1]).verdict.criterion(GUARDRAILS).effective


def test_evidence_backs_a_claim_until_it_is_removed(
    opened: OpenPortfolio, initiative_id: int, review_id: int
) -> None:
    set_level(opened, review_id, GUARDRAILS, 3)
    assert effective(opened, initiative_id) == 2
    item = created(add_evidence(opened, initiative_id, evidence_for(GUARDRAILS)))
    assert effective(opened, initiative_id) == 3

    stored = record(opened, initiative_id).evidence[0]
    edit_evidence(opened, replace(stored, dated=REVIEWED.replace(year=2025)))
    assert effective(opened, initiative_id) == 2
    remove_evidence(opened, item)
    assert record(opened, initiative_id).evidence == ()


def test_a_change_voids_and_no_longer_voids(
    opened: OpenPortfolio, initiative_id: int, review_id: int
) -> None:
    set_level(opened, review_id, GUARDRAILS, 3)
    add_evidence(opened, initiative_id, evidence_for(GUARDRAILS, days_old=30))
    made = created(add_change(opened, initiative_id, change(days_old=10)))
    assert effective(opened, initiative_id) == 2

    stored = record(opened, initiative_id).changes[0]
    edit_change(opened, replace(stored, dated=evidence_for(GUARDRAILS, days_old=30).dated))
    assert effective(opened, initiative_id) == 3
    remove_change(opened, made)
    assert record(opened, initiative_id).changes == ()


def test_an_action_is_planned_edited_and_removed(opened: OpenPortfolio, initiative_id: int) -> None:
    planned = action_for(GUARDRAILS, target_level=3, effort="2.5")
    made = created(add_action(opened, initiative_id, planned))
    assert record(opened, initiative_id).actions == (replace(planned, id=made),)

    edit_action(opened, replace(planned, id=made, status=ActionStatus.DONE))
    assert record(opened, initiative_id).actions[0].status is ActionStatus.DONE
    remove_action(opened, made)
    assert record(opened, initiative_id).actions == ()


def test_a_bad_field_and_a_lost_record_are_said(opened: OpenPortfolio, initiative_id: int) -> None:
    with pytest.raises(DataError):
        add_evidence(opened, initiative_id, replace(evidence_for(GUARDRAILS), title=""))
    with pytest.raises(UserError):
        remove_evidence(opened, 4711)


def test_a_criterion_that_no_rubric_has_is_refused(opened: OpenPortfolio, initiative_id: int) -> None:
    with pytest.raises(DataError, match="criterion"):
        add_evidence(opened, initiative_id, evidence_for("value-luck"))
    with pytest.raises(DataError, match="criterion"):
        add_action(opened, initiative_id, action_for("value-luck"))
    assert record(opened, initiative_id).evidence == ()


def test_one_item_backs_several_claims_and_each_of_its_criteria_is_checked(
    opened: OpenPortfolio, initiative_id: int, review_id: int
) -> None:
    set_level(opened, review_id, GUARDRAILS, 3)
    with pytest.raises(DataError, match=r"also\[0\]"):
        add_evidence(opened, initiative_id, replace(evidence_for("value-owner"), also=("value-luck",)))
    add_evidence(opened, initiative_id, replace(evidence_for("value-owner"), also=(GUARDRAILS,)))
    assert effective(opened, initiative_id) == 3
    assert record(opened, initiative_id).evidence[0].criteria == ("value-owner", GUARDRAILS)
