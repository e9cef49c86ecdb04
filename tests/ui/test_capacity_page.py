"""The Capacity page: a form asks what a plan is made of, and the plan is made away from the window."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from builders import REVIEWED
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fivegates.actions.capacity import plans
from fivegates.actions.capacity.solver import CancelledError
from fivegates.domain.capacity.settings import Aim, CapacitySettings, Dependency, OwnerCapacity
from fivegates.domain.errors import UserError
from fivegates.domain.language import ENGLISH
from fivegates.ui.capacity.form import CapacityForm
from fivegates.ui.capacity.page import CapacityPage
from fivegates.ui.context import Context
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace

GIVEN = CapacitySettings(
    total=Decimal("80.5"),
    until=REVIEWED + timedelta(days=90),
    aim=Aim.INITIATIVES,
    owners=(OwnerCapacity("J. = Ito", Decimal("2.5")),),
    after=(Dependency("CLAIMS", "EMPTY"),),
)


@pytest.fixture
def page(workspace: Workspace, menu: Callable[[str], None]) -> CapacityPage:
    """The page as the menu opens it."""
    menu("capacity")
    page = workspace.findChild(CapacityPage)
    assert page
    return page


def keep(workspace: Workspace, settings: CapacitySettings) -> None:
    """Keep what a plan is made of."""
    workspace.session.run(plans.save_plan_settings, settings)


def wait_for_plan(qtbot: QtBot, page: CapacityPage) -> None:
    """Wait until the plan is shown."""
    qtbot.waitUntil(lambda: "can be" in page.summary.text())


def test_before_there_is_one_a_button_asks_for_it(qtbot: QtBot, page: CapacityPage) -> None:
    assert not page.has_content
    assert page._first.hasFocus()
    assert not page.change.isVisible()
    qtbot.mouseClick(page._first, Qt.MouseButton.LeftButton)
    form = page.findChild(CapacityForm)
    assert form
    form._total.setText("80.5")
    form._until.set_value(GIVEN.until)
    form._aim.set_value(Aim.INITIATIVES)
    form._owners.setPlainText("J. Ito = 2.5\n\n")
    form.submit()
    wait_for_plan(qtbot, page)
    assert page.settings == replace(GIVEN, after=(), owners=(OwnerCapacity("J. Ito", Decimal("2.5")),))
    assert page.has_content


def test_the_plan_has_four_parts_that_lead_to_initiatives(
    qtbot: QtBot, workspace: Workspace, page: CapacityPage
) -> None:
    keep(workspace, replace(GIVEN, after=(), total=Decimal(500)))
    wait_for_plan(qtbot, page)
    qtbot.keyClick(page, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    page.setFocus()
    assert page.work.table.hasFocus()
    assert page.work.table.rowCount() > 0
    assert page.timeline.picture.accessibleName() == "1 initiative ready by 10 August 2026"
    assert page.undone.table.rowCount() == 1
    assert "Every gate is open on 10 August 2026" in page.limits.assumed.text()
    assert page.limits.limits.text()
    with qtbot.waitSignal(page.opened):
        page.work.table.selectRow(0)
        page.work.table._open()


def test_where_nothing_can_be_made_ready_it_says_so(
    qtbot: QtBot, workspace: Workspace, page: CapacityPage
) -> None:
    keep(workspace, replace(GIVEN, after=(), total=Decimal("0.1")))
    wait_for_plan(qtbot, page)
    assert page.timeline.nothing.text() == "Nothing can be made ready by 10 August 2026"
    assert page.undone.table.rowCount() == 2


def test_a_deadline_that_is_past_is_reported_and_can_be_changed(
    workspace: Workspace, page: CapacityPage
) -> None:
    keep(workspace, replace(GIVEN, after=(), until=REVIEWED - timedelta(days=700)))
    page.refresh()
    assert "is past" in page.summary.text()
    assert not page.has_content


def test_looking_can_be_stopped_and_failures_are_reported(
    qtbot: QtBot, workspace: Workspace, page: CapacityPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Callable[[], bool]] = []

    def endless(*_given: object) -> None:
        solver = _given[-1]
        asked.append(solver._cancelled)  # type: ignore[attr-defined]
        while not asked[-1]():
            pass
        raise CancelledError

    monkeypatch.setattr(plans, "plan_of", endless)
    keep(workspace, replace(GIVEN, after=()))
    qtbot.waitUntil(lambda: bool(asked))
    assert page.cancel.isVisible()
    qtbot.mouseClick(page.cancel, Qt.MouseButton.LeftButton)
    assert asked[-1]()
    assert page.summary.text() == "No longer looking for a plan."
    assert page.cancel.isHidden()
    page._report_failure(UserError("The disk is gone."))
    assert page.summary.text() == "The disk is gone."
    with pytest.raises(ZeroDivisionError):
        page._report_failure(ZeroDivisionError())


def test_where_nothing_can_be_saved_the_plan_is_made_all_the_same(
    qtbot: QtBot, workspace: Workspace, page: CapacityPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(workspace.session.opened), "read_only", True)
    refusals: list[object] = []
    monkeypatch.setattr(workspace.session, "_report", refusals.append)
    page.ask_settings()
    form = page.findChild(CapacityForm)
    assert form
    form._total.setText("80.5")
    form._until.set_value(GIVEN.until)
    form._after.setPlainText("CLAIMS after NONE")
    form.submit()
    assert refusals
    form._after.setPlainText("")
    form.submit()
    wait_for_plan(qtbot, page)
    assert not workspace.session.opened.done
    assert page.settings.total == GIVEN.total


def test_the_form_reads_back_what_it_shows(context: Context, window: MainWindow) -> None:
    form = CapacityForm(context, GIVEN, window)
    assert form.value == GIVEN
    assert form._owners.toPlainText() == "J. = Ito = 2.5"
    assert form._after.toPlainText() == "CLAIMS after EMPTY"
    assert tuple(form.find_problems()) == ()


def test_lines_that_cannot_be_read_are_reported_at_their_field(context: Context, window: MainWindow) -> None:
    form = CapacityForm(context, GIVEN, window)
    form._owners.setPlainText("J. Ito\nAnn = many")
    form._after.setPlainText("CLAIMS")
    form._total.setText("x")
    found = {each.place: each.reason.text(ENGLISH) for each in form.find_problems()}
    assert found["owners"] == "Write a name, = and days a week on each line: “J. Ito” is not so."
    assert found["after"] == "Write two codes on each line: “CLAIMS” is not so."
    assert "total" in found
    form._owners.setPlainText("Ann = 1\nann = 2")
    form._after.setPlainText("A B")
    form._total.setText("1")
    assert [(each.place, each.reason.text(ENGLISH)) for each in form.find_problems()] == [
        ("owners", "This is given twice.")
    ]
    form.submit()
    assert any("This is given twice." in label.text() for label in form.findChildren(QLabel))
