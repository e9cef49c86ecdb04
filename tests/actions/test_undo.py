"""Undo and redo: every edit has a label and a way back, in order."""

from pathlib import Path

import pytest
from builders import REVIEWED, evidence_for, initiative

from fivegates.actions.evidence import add_evidence
from fivegates.actions.file.exchange import export_json
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import redo, undo
from fivegates.actions.initiatives import (
    add_initiative,
    delete_initiative,
    duplicate_initiative,
    edit_initiative,
    set_archived,
)
from fivegates.actions.overview import lines
from fivegates.actions.queries import record
from fivegates.actions.scoring import set_level
from fivegates.domain.language import ENGLISH


def dump(opened: OpenPortfolio, folder: Path) -> bytes:
    """All that the portfolio holds."""
    out = folder / "dump.json"
    export_json(opened, out)
    return out.read_bytes()


def test_a_new_portfolio_has_nothing_to_undo(opened: OpenPortfolio) -> None:
    assert opened.undo_label is None
    assert opened.redo_label is None
    assert undo(opened) is None
    assert redo(opened) is None


def test_labels_name_the_action(opened: OpenPortfolio, review_id: int) -> None:
    set_level(opened, review_id, "value-owner", 2)
    assert opened.undo_label is not None
    assert opened.undo_label.text(ENGLISH) == "Score “One named person answers for the result”"

    undo(opened)
    assert opened.redo_label is not None
    assert opened.redo_label.text(ENGLISH) == "Score “One named person answers for the result”"


def test_a_new_edit_drops_what_could_be_redone(opened: OpenPortfolio, review_id: int) -> None:
    set_level(opened, review_id, "value-owner", 2)
    undo(opened)
    set_level(opened, review_id, "value-kpis", 2)

    assert opened.redo_label is None


def test_all_edits_undo_to_the_start_and_redo_to_the_end(
    opened: OpenPortfolio, initiative_id: int, review_id: int, tmp_path: Path
) -> None:
    start = dump(opened, tmp_path)
    before = len(opened.done)
    set_level(opened, review_id, "trust-drift", 3)
    add_evidence(opened, initiative_id, evidence_for("trust-drift"))
    duplicate_initiative(opened, initiative_id)
    set_archived(opened, initiative_id, archived=True)
    delete_initiative(opened, initiative_id)
    end = dump(opened, tmp_path)
    assert end != start

    for _ in range(len(opened.done) - before):
        undo(opened)
    assert dump(opened, tmp_path) == start
    while redo(opened):
        pass
    assert dump(opened, tmp_path) == end


def test_undo_of_evidence_restores_the_verdict(
    opened: OpenPortfolio, initiative_id: int, review_id: int
) -> None:
    set_level(opened, review_id, "value-owner", 3)
    earlier = lines(opened)
    add_evidence(opened, initiative_id, evidence_for("value-owner"))
    undo(opened)

    assert lines(opened) == earlier


def test_a_deleted_initiative_comes_back_whole(
    opened: OpenPortfolio, initiative_id: int, review_id: int
) -> None:
    set_level(opened, review_id, "value-owner", 3)
    whole = record(opened, initiative_id)
    delete_initiative(opened, initiative_id)
    assert lines(opened) == ()

    undo(opened)
    assert record(opened, initiative_id) == whole
    assert whole.reviews[0].dated == REVIEWED


@pytest.mark.usefixtures("review_id")
def test_an_edit_that_changes_nothing_is_not_remembered(opened: OpenPortfolio, initiative_id: int) -> None:
    label = opened.undo_label
    edit_initiative(opened, initiative(initiative_id=initiative_id))

    assert opened.undo_label is label


def test_adding_twice_undoes_one_by_one(opened: OpenPortfolio) -> None:
    add_initiative(opened, initiative("A", 0))
    add_initiative(opened, initiative("B", 0))
    undo(opened)

    assert [line.initiative.code for line in lines(opened)] == ["A"]
