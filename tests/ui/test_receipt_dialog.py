"""The receipt in the window: shown, copied, and held against the open portfolio."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from fivegates.domain.review.chain import Receipt
from fivegates.ui.dialogs import receipt
from fivegates.ui.dialogs.receipt import ReceiptDialog
from fivegates.ui.window.main_window import MainWindow

Trigger = Callable[[str], None]
RECEIPT = Receipt(3, date(2026, 5, 13), "0" * 64)


def press(dialog: ReceiptDialog, words: str) -> None:
    (button,) = (each for each in dialog.findChildren(QPushButton) if each.text() == words)
    button.click()


@pytest.mark.usefixtures("workspace")
def test_a_receipt_is_shown_copied_and_checked(
    window: MainWindow, menu: Trigger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipt, "current_receipt", lambda _opened: RECEIPT)
    monkeypatch.setattr(receipt, "require_receipt", lambda _opened, line: len(line) - len(RECEIPT.line))
    menu("receipt")
    (dialog,) = window.findChildren(ReceiptDialog)
    assert dialog.line.text() == RECEIPT.line
    assert dialog.line.cursorPosition() == 0, "the beginning of the line is out of sight"
    press(dialog, "Copy receipt")
    assert QGuiApplication.clipboard().text() == RECEIPT.line
    dialog.entered.setText(RECEIPT.line)
    press(dialog, "Check the receipt")
    assert dialog.outcome.text() == "The receipt fits: no review became final since."
    dialog.accept()


@pytest.mark.usefixtures("workspace")
def test_without_final_reviews_the_window_says_why_there_is_none(window: MainWindow, menu: Trigger) -> None:
    menu("receipt")
    (dialog,) = window.findChildren(ReceiptDialog)
    assert dialog.line.isHidden()
    dialog.entered.setText("something")
    press(dialog, "Check the receipt")
    assert dialog.outcome.text().startswith("This is not a receipt.")
    dialog.accept()
