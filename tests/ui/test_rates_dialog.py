"""The dialog of rates: add, edit, remove, copy and paste, by mouse and keys, each in one step to undo."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from fivegates.actions.queries import rates
from fivegates.domain.economics.money import Rate
from fivegates.ui.rates import RateForm, RatesDialog
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace
from windows import nameless, wait_until_freed


@pytest.fixture
def dialog(window: MainWindow, workspace: Workspace, menu: Callable[[str], None]) -> RatesDialog:
    assert workspace.session.opened.path.exists()
    menu("rates")
    (dialog,) = window.findChildren(RatesDialog)
    return dialog


def held(workspace: Workspace) -> list[tuple[str, str, str, Decimal]]:
    found = rates(workspace.session.opened).rates
    return [(str(each.month), each.base, each.quote, each.value) for each in found]


def fill(dialog: RatesDialog, **values: str) -> RateForm:
    (form,) = dialog.findChildren(RateForm)
    for place, text in values.items():
        field = form.rows[place].field
        assert isinstance(field, QLineEdit)
        field.setText(text)
    form.submit()
    return form


def test_it_is_entered_where_something_can_be_done(
    dialog: RatesDialog, window: MainWindow, menu: Callable[[str], None], qtbot: QtBot
) -> None:
    qtbot.waitUntil(dialog.add.hasFocus)
    dialog.add.click()
    wait_until_freed(qtbot, fill(dialog, month="2026-03", base="usd", value="0.92"))
    dialog.accept()
    wait_until_freed(qtbot, dialog)
    menu("rates")
    (again,) = window.findChildren(RatesDialog)
    qtbot.waitUntil(again.table.hasFocus)
    assert again.table.current()


def test_a_rate_is_added_edited_and_removed(dialog: RatesDialog, workspace: Workspace, qtbot: QtBot) -> None:
    dialog.add.click()
    form = fill(dialog, month="2026-03", base="usd", value="0.92")
    wait_until_freed(qtbot, form)
    assert held(workspace) == [("2026-03", "USD", "EUR", Decimal("0.92"))]

    dialog.table.selectRow(0)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    form = fill(dialog, value="0.95", source="ECB")
    wait_until_freed(qtbot, form)
    assert held(workspace)[0][3] == Decimal("0.95")

    qtbot.keyClick(dialog.table, Qt.Key.Key_Delete)
    assert held(workspace) == []
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keySequence(dialog, QKeySequence(QKeySequence.StandardKey.Undo))
    assert len(held(workspace)) == 1
    assert dialog.table.model().rowCount() == 1
    qtbot.keySequence(dialog, QKeySequence(QKeySequence.StandardKey.Redo))
    assert held(workspace) == []


@pytest.mark.parametrize(
    ("values", "place", "reported"),
    [
        ({"month": "March", "base": "USD", "value": "1"}, "month", "Write the month as year-month"),
        ({"base": "EUR", "value": "1"}, "quote", "Choose another currency than the first."),
        ({"base": "USD", "value": ""}, "value", ""),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    values: dict[str, str], place: str, reported: str, dialog: RatesDialog, workspace: Workspace
) -> None:
    dialog.add.click()
    form = fill(dialog, **values)
    assert form.rows[place].problem.startswith(reported)
    assert form.rows[place].problem
    assert held(workspace) == []
    form.reject()


def test_rows_are_pasted_and_copied(dialog: RatesDialog, workspace: Workspace) -> None:
    QGuiApplication.clipboard().setText("2026-03\tUSD\tEUR\t0.92\n2026-04\tUSD\tEUR\t0.93\n")
    dialog.paste.click()
    assert [each[3] for each in held(workspace)] == [Decimal("0.92"), Decimal("0.93")]

    dialog.copy.click()
    assert QGuiApplication.clipboard().text().splitlines()[1:] == [
        "2026-03\tUSD\tEUR\t0.92\t",
        "2026-04\tUSD\tEUR\t0.93\t",
    ]


def test_what_cannot_be_pasted_is_reported(
    dialog: RatesDialog, workspace: Workspace, window: MainWindow
) -> None:
    QGuiApplication.clipboard().setText("nothing")
    dialog.paste.click()
    (box,) = window.findChildren(QMessageBox)
    assert "line 1" in box.text()
    box.accept()
    assert held(workspace) == []


def test_a_new_rate_is_for_this_month_and_the_currency_of_report(
    dialog: RatesDialog, window: MainWindow
) -> None:
    dialog.add.click()
    (form,) = dialog.findChildren(RateForm)
    value: Rate = form.value
    assert (value.month.first_day, value.quote) == (window.context.today().replace(day=1), "EUR")
    form.reject()


def test_every_control_has_a_name(dialog: RatesDialog) -> None:
    assert not nameless(dialog)
