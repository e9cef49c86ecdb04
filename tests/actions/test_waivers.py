"""Waivers: granted, corrected, revoked and removed, each with the verdict that follows, and undone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from acting import created
from builders import LATER, REVIEWED, waiver_for

from fivegates.actions.attention import gather_attention
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import redo, undo
from fivegates.actions.names import known_names, rename
from fivegates.actions.queries import current_rubric, record, review_marks
from fivegates.actions.scoring import set_level, set_not_applicable
from fivegates.actions.waivers import (
    Revocation,
    edit_waiver,
    find_waiver,
    grant_waiver,
    remove_waiver,
    revoke_waiver,
    waiver_log,
)
from fivegates.domain.errors import DataError, UserError
from fivegates.domain.initiative.waivers import Waiver
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.review import NotApplicable
from fivegates.domain.verdict.states import VerdictState

OWNER = "value-owner"
WAIVER = waiver_for(OWNER)


@pytest.fixture
def waiver_id(opened: OpenPortfolio, initiative_id: int, review_id: int) -> int:
    """A waiver for the one criterion that fails; all others are at 2, and need no proof."""
    for criterion in current_rubric(opened).criteria:
        set_level(opened, review_id, criterion.id, 2)
    return created(grant_waiver(opened, initiative_id, WAIVER))


def waivers(opened: OpenPortfolio, initiative_id: int) -> tuple[Waiver, ...]:
    return record(opened, initiative_id).waivers


def test_a_waiver_comes_back_as_it_was_granted(
    opened: OpenPortfolio, initiative_id: int, waiver_id: int
) -> None:
    assert waivers(opened, initiative_id) == (replace(WAIVER, id=waiver_id),)
    assert find_waiver(opened, waiver_id) == replace(WAIVER, id=waiver_id)
    undo(opened)
    assert waivers(opened, initiative_id) == ()
    redo(opened)
    assert waivers(opened, initiative_id) == (replace(WAIVER, id=waiver_id),)


def test_the_stored_verdict_follows(opened: OpenPortfolio, initiative_id: int, review_id: int) -> None:
    rubric = current_rubric(opened)
    for criterion in rubric.criteria:
        set_not_applicable(opened, review_id, criterion.id, NotApplicable("Not here.", "R. Marsh"))
    for gate in rubric.gates:
        required = next(each for each in rubric.criteria_of(gate.id) if each.required)
        set_level(opened, review_id, required.id, 2)
        grant_waiver(opened, initiative_id, waiver_for(required.id))
    (mark,) = review_marks(opened, initiative_id)
    assert (mark.verdict, mark.waived_until) == (VerdictState.WAIVED, WAIVER.until)
    undo(opened)
    (mark,) = review_marks(opened, initiative_id)
    assert (mark.verdict, mark.waived_until) == (VerdictState.NOT_READY, None)


def test_one_approved_by_its_requester_is_refused(opened: OpenPortfolio, initiative_id: int) -> None:
    with pytest.raises(DataError) as refused:
        grant_waiver(opened, initiative_id, replace(WAIVER, approver="e. lindqvist, CFO"))
    assert "asked for this waiver, so another person must approve it" in refused.value.text(ENGLISH)
    with pytest.raises(DataError, match="not required"):
        grant_waiver(opened, initiative_id, replace(WAIVER, criterion="trust-bias"))
    with pytest.raises(DataError):
        grant_waiver(opened, initiative_id, replace(WAIVER, criterion="unknown"))
    assert waivers(opened, initiative_id) == ()


def test_revoking_keeps_the_record(opened: OpenPortfolio, initiative_id: int, waiver_id: int) -> None:
    revoke_waiver(opened, waiver_id, Revocation(REVIEWED, " A. Okafor ", "Audited."))
    revoked = replace(WAIVER, revoked=REVIEWED, revoked_by="A. Okafor", revoked_why="Audited.", id=waiver_id)
    assert waivers(opened, initiative_id) == (revoked,)
    with pytest.raises(UserError, match="already"):
        revoke_waiver(opened, waiver_id, Revocation(REVIEWED, "A. Okafor", "Again."))
    with pytest.raises(UserError, match="already"):
        edit_waiver(opened, replace(WAIVER, id=waiver_id))


def test_what_has_ended_cannot_be_revoked_nor_without_a_reason(opened: OpenPortfolio, waiver_id: int) -> None:
    with pytest.raises(UserError, match="nothing to revoke"):
        revoke_waiver(opened, waiver_id, Revocation(LATER, "A. Okafor", "Audited."))
    with pytest.raises(DataError, match="why the waiver was revoked"):
        revoke_waiver(opened, waiver_id, Revocation(REVIEWED, "A. Okafor", " "))


def test_it_is_extended_by_another_one_alone(
    opened: OpenPortfolio, initiative_id: int, waiver_id: int
) -> None:
    longer = replace(WAIVER, id=waiver_id, until=WAIVER.until + timedelta(days=1))
    with pytest.raises(DataError, match="extended by another one"):
        edit_waiver(opened, longer)
    with pytest.raises(DataError, match="is not required"):
        edit_waiver(opened, replace(WAIVER, id=waiver_id, criterion="trust-bias"))
    corrected = replace(WAIVER, id=waiver_id, reason="The audit is in June.")
    edit_waiver(opened, corrected)
    assert waivers(opened, initiative_id) == (corrected,)


def test_one_recorded_by_mistake_is_removed(
    opened: OpenPortfolio, initiative_id: int, waiver_id: int
) -> None:
    remove_waiver(opened, waiver_id)
    assert waivers(opened, initiative_id) == ()
    with pytest.raises(UserError):
        find_waiver(opened, waiver_id)


def test_the_log_has_the_first_to_end_on_top(
    opened: OpenPortfolio, initiative_id: int, waiver_id: int
) -> None:
    sooner = created(grant_waiver(opened, initiative_id, waiver_for(OWNER, days=5)))
    revoked = created(grant_waiver(opened, initiative_id, waiver_for(OWNER, days=3)))
    revoke_waiver(opened, revoked, Revocation(REVIEWED, "A. Okafor", "Audited."))
    assert [waiver.id for _, waiver in waiver_log(opened)] == [sooner, waiver_id, revoked]


def test_people_of_waivers_are_renamed(opened: OpenPortfolio, initiative_id: int, waiver_id: int) -> None:
    assert {"E. Lindqvist", "R. Marsh"} <= {*known_names(opened).people}
    rename(opened, "r. marsh", "Rosa Marsh")
    assert waivers(opened, initiative_id) == (replace(WAIVER, approver="Rosa Marsh", id=waiver_id),)
    with pytest.raises(UserError, match="would then have approved a waiver"):
        rename(opened, "Rosa Marsh", "E. Lindqvist")
    assert waivers(opened, initiative_id)[0].approver == "Rosa Marsh"


def attention(opened: OpenPortfolio, day: date) -> dict[str, date | None]:
    """By when each kind of thing needs attention."""
    return {item.kind: item.due for found in gather_attention(opened, day) for item in found}


@pytest.mark.usefixtures("waiver_id")
def test_what_ends_needs_attention(opened: OpenPortfolio, review_id: int) -> None:
    left_out = NotApplicable("It decides nothing.", review_by=REVIEWED + timedelta(days=20))
    set_not_applicable(opened, review_id, "trust-bias", left_out)
    for found in (attention(opened, REVIEWED), attention(opened, LATER)):
        assert (found["waiver"], found["not-applicable"]) == (WAIVER.until, left_out.review_by)
