"""Initiatives: added, edited, duplicated, archived; a code is never used twice."""

from dataclasses import replace

import pytest
from acting import created
from builders import evidence_for, initiative

from fivegates.actions.evidence import add_evidence
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.initiatives import (
    add_initiative,
    duplicate_initiative,
    edit_initiative,
    set_archived,
)
from fivegates.actions.overview import lines
from fivegates.actions.queries import find_initiative, latest_review, record
from fivegates.actions.scoring import set_level
from fivegates.domain.errors import DataError, UserError


def test_an_initiative_comes_back_as_it_was_entered(opened: OpenPortfolio) -> None:
    entered = initiative(initiative_id=0)
    stored = created(add_initiative(opened, entered))

    assert record(opened, stored).initiative == replace(entered, id=stored)
    assert find_initiative(opened, "claims") == stored


def test_a_code_in_use_is_refused_whatever_its_case(opened: OpenPortfolio, initiative_id: int) -> None:
    with pytest.raises(UserError, match="already used"):
        add_initiative(opened, initiative("claims", 0))
    assert [line.initiative.id for line in lines(opened)] == [initiative_id]


def test_editing_keeps_its_own_code(opened: OpenPortfolio, initiative_id: int) -> None:
    edit_initiative(opened, replace(initiative(initiative_id=initiative_id), name="Renamed"))

    assert record(opened, initiative_id).initiative.name == "Renamed"


def test_a_bad_field_is_refused_by_name(opened: OpenPortfolio) -> None:
    with pytest.raises(DataError) as caught:
        add_initiative(opened, replace(initiative(initiative_id=0), name=""))
    assert "name" in caught.value.problems[0].place.lower()
    assert lines(opened) == ()


def test_a_duplicate_has_the_records_and_a_free_code(
    opened: OpenPortfolio, initiative_id: int, review_id: int
) -> None:
    set_level(opened, review_id, "value-owner", 3)
    add_evidence(opened, initiative_id, evidence_for("value-owner"))
    first = created(duplicate_initiative(opened, initiative_id))
    second = created(duplicate_initiative(opened, initiative_id))

    codes = {record(opened, copy).initiative.code for copy in (first, second)}
    assert codes == {"CLAIMS-2", "CLAIMS-3"}
    copy = record(opened, first)
    assert [e.title for e in copy.evidence] == ["Test of value-owner"]
    assert copy.reviews[0].scores == record(opened, initiative_id).reviews[0].scores
    found = {line.initiative.id: line for line in lines(opened)}
    original, copied = found[initiative_id].latest, found[first].latest
    assert original is not None
    assert copied is not None
    assert copied.gates == original.gates


def test_archiving_puts_aside_and_brings_back(opened: OpenPortfolio, initiative_id: int) -> None:
    set_archived(opened, initiative_id, archived=True)
    assert record(opened, initiative_id).initiative.archived
    set_archived(opened, initiative_id, archived=False)
    assert not record(opened, initiative_id).initiative.archived


def test_an_unknown_code_and_an_unreviewed_initiative_are_said(
    opened: OpenPortfolio, initiative_id: int
) -> None:
    with pytest.raises(UserError, match="“NOWHERE”"):
        find_initiative(opened, "NOWHERE")
    with pytest.raises(UserError, match="not been reviewed"):
        latest_review(record(opened, initiative_id))
