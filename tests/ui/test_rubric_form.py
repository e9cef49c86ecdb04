"""The form that chooses rubric and packs: what would change is shown before, and undo takes it back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fivegates.actions import queries
from fivegates.actions.rubrics import import_rubric, shipped_packs, shipped_rubrics, source_text
from fivegates.actions.scoring import set_level, set_not_applicable
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.review import NotApplicable
from fivegates.domain.rubric.packs import compose
from fivegates.ui.dialogs.rubric_form import RubricForm
from fivegates.ui.initiative.score.criterion_words import meta_text
from fivegates.ui.window.workspace import Workspace
from windows import discard, nameless, wait_until_freed

Trigger = Callable[[str], None]
Ask = Callable[[], RubricForm]


@pytest.fixture
def ask(workspace: Workspace, menu: Trigger) -> Ask:
    """Open the form from the menu."""

    def opened() -> RubricForm:
        menu("choose-rubric")
        return workspace.findChildren(RubricForm)[-1]

    return opened


def version(workspace: Workspace) -> str:
    return queries.current_rubric(workspace.session.opened).version


def test_what_would_change_is_shown_before_it_does_and_undo_takes_it_back(
    workspace: Workspace, ask: Ask, menu: Trigger, qtbot: QtBot
) -> None:
    form = ask()
    assert form.changes.text() == "This is the rubric that new reviews use already."
    assert not form.verdicts.isVisible()
    form.packs["energy"].setChecked(True)
    added = "1 criterion is added: Energy or carbon per case is known beside its cost."
    assert form.changes.text().startswith(added)
    assert "On 12 May 2026, " in form.changes.text()
    form.base.setCurrentIndex(1)
    assert "7 criteria are added" in form.changes.text()
    assert version(workspace) == "1.1"
    form.submit()
    wait_until_freed(qtbot, form)
    assert version(workspace) == "2.0 + energy 1.0"
    again = ask()
    assert [pack_id for pack_id, box in again.packs.items() if box.isChecked()] == ["energy"]
    again.packs["energy"].setChecked(False)
    assert "1 criterion is asked no more" in again.changes.text()
    discard(again)
    wait_until_freed(qtbot, again)
    menu("undo")
    assert version(workspace) == "1.1"


def test_a_verdict_that_would_turn_is_named(workspace: Workspace, ask: Ask) -> None:
    opened = workspace.session.opened
    review = queries.record(opened, 1).reviews[-1]
    for each in queries.current_rubric(opened).criteria:
        set_not_applicable(opened, review.id, each.id, NotApplicable("No such thing.", "R. Marsh"))
    for optional in ("value-sponsorship", "arch-workflow", "trust-bias", "cost-controls", "ops-obligations"):
        set_level(opened, review.id, optional, 2)
    form = ask()
    form.packs["energy"].setChecked(True)
    assert form.verdicts.isVisible()
    assert " → Incomplete; like for like: Ready with conditions" in form.verdicts.text()
    assert nameless(form) == []


def test_packs_that_clash_say_why_below_them_and_are_not_used(
    workspace: Workspace, ask: Ask, tmp_path: Path
) -> None:
    opened = workspace.session.opened
    power = replace(shipped_packs()[2], head=replace(shipped_packs()[2].head, id="power", name="Power"))
    path = tmp_path / "power.toml"
    path.write_text(source_text(power), encoding="utf-8")
    import_rubric(opened, path)
    form = ask()
    assert form.packs["power"].isChecked()
    form.packs["energy"].setChecked(True)
    problem = form.rows["packs"].problem
    assert problem == 'Power: criterion "energy-unit", key "id": “energy-unit” is in “Energy” already.'
    assert not form.rows["changes"].isVisible()
    form.submit()
    assert form.isVisible()
    assert version(workspace) == "1.1 + power 1.0"
    form.packs["power"].setChecked(False)
    assert form.rows["packs"].problem == ""


def test_a_criterion_of_a_pack_says_of_which() -> None:
    whole = compose(shipped_rubrics()[0], shipped_packs()[:1])
    assert meta_text(whole.criterion("agents-stop"), whole, ENGLISH) == "required · pack: Agents"
    assert meta_text(whole.criterion("value-owner"), whole, ENGLISH) == "required"
