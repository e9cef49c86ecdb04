"""Price books in the window: imported, searched, kept by hand, undone."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from builders import REVIEWED
from examples import slow_after
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fivegates.actions.importing.prices import add_book
from fivegates.actions.queries import price_books
from fivegates.domain.economics.ledger import ModelPrice, PriceBook
from fivegates.ui import stopping
from fivegates.ui.pack_export import ProgressDialog
from fivegates.ui.prices import dialog as prices_dialog
from fivegates.ui.prices.dialog import PricesDialog
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.window.workspace import Workspace
from windows import line_of, wait_until_freed

KEY = Qt.Key
BOOK = PriceBook(
    date(2026, 2, 1),
    "USD",
    (ModelPrice("large", Decimal("0.0000025"), Decimal("0.00001"), provider="ostmere"), ModelPrice("small")),
    "Contract",
)


@pytest.fixture
def shown(workspace: Workspace, menu: Callable[[str], None], qtbot: QtBot) -> PricesDialog:
    """The dialog, by its menu."""
    menu("prices")
    (dialog,) = workspace.findChildren(PricesDialog)
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def cells(dialog: PricesDialog) -> list[list[str]]:
    model = dialog.table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def form_over(dialog: PricesDialog) -> FormDialog:
    (form,) = [form for form in dialog.findChildren(FormDialog) if form.isVisible()]
    return form


def enter(form: FormDialog, **texts: str) -> None:
    for place, text in texts.items():
        field = form.rows[place].field
        assert isinstance(field, QLineEdit)
        field.setText(text)


def bring(shown: PricesDialog, source: Path) -> None:
    """Import a list from the dialog."""
    (shown.bring if shown.bring.isVisible() else shown.first_bring).click()
    (asks,) = shown.findChildren(QFileDialog)
    asks.fileSelected.emit(str(source))
    asks.reject()


def press(widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)


def test_without_a_book_it_says_what_to_do(shown: PricesDialog) -> None:
    assert shown.first_bring.isVisible()
    assert not shown.bring.isVisible()
    assert not shown.table.isVisible()


def test_a_list_is_imported_and_said_to_be(
    workspace: Workspace, shown: PricesDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    source = tmp_path / "list.json"
    source.write_text(json.dumps({"m": {"input_cost_per_token": 2.5e-06}, "bad": 7}))
    shown.first_bring.click()
    (asks,) = shown.findChildren(QFileDialog)
    asks.fileSelected.emit(str(source))
    assert cells(shown) == [["m", "", "US$2.50", "–", "–"]]
    assert shown.note.text().startswith("1 new, 0 changed, as of ")
    assert shown.note.text().endswith("1 entry was refused.")
    assert workspace.session.opened.undo_label is not None
    asks.reject()
    QTest.keyClick(shown, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not shown.table.isVisible())
    assert price_books(workspace.session.opened) == ()


@pytest.mark.parametrize("stopped_at", slow_after(1, [0, 1]))
def test_an_import_can_be_stopped_and_leaves_nothing(
    stopped_at: int,
    workspace: Workspace,
    shown: PricesDialog,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    source = tmp_path / "list.json"
    source.write_text(json.dumps({f"m{number}": {"input_cost_per_token": 2.5e-06} for number in range(500)}))
    ticks: list[int] = []

    def show_work(dialog: ProgressDialog, _words: str, done: int, _of: int) -> None:
        ticks.append(done)
        if len(ticks) > stopped_at:
            dialog.stop.click()

    monkeypatch.setattr(stopping, "_SECONDS_UNSEEN", 0)
    monkeypatch.setattr(ProgressDialog, "show_work", show_work)
    bring(shown, source)

    assert shown.note.text() == "Stopped. Nothing was imported."
    assert price_books(workspace.session.opened) == ()


@pytest.mark.slow
def test_models_that_are_billed_by_image_or_request_show_that_price(
    shown: PricesDialog, tmp_path: Path
) -> None:
    source = tmp_path / "list.json"
    source.write_text(
        json.dumps({"p": {"output_cost_per_image": 0.04}, "s": {"input_cost_per_request": 0.005}})
    )
    bring(shown, source)

    assert cells(shown) == [
        ["p", "", "–", "US$0.04 an image", "–"],
        ["s", "", "US$0.0050 a request", "–", "–"],
    ]


def test_the_prices_that_come_with_fivegates_are_one_click_away(shown: PricesDialog) -> None:
    shown.default.click()

    assert shown.table.isVisible()
    assert shown.note.text().endswith("0 changed, as of 4 November 2026.")


def test_a_book_and_a_price_are_added_by_hand(
    workspace: Workspace, shown: PricesDialog, qtbot: QtBot
) -> None:
    shown.first_book.click()
    form = form_over(shown)
    enter(form, source="Contract", currency="eur")
    line_of(form, "date").setText("12 May 2026")
    form.submit()
    wait_until_freed(qtbot, form)
    shown.add.click()
    form = form_over(shown)
    enter(form, input="2.50", output="x")
    form.submit()
    assert form.rows["output"].problem
    assert form.rows["model"].problem
    enter(form, model="ours", output="10")
    form.submit()
    wait_until_freed(qtbot, form)
    (book,) = price_books(workspace.session.opened)
    assert (book.snapshot, book.currency, book.source) == (REVIEWED, "EUR", "Contract")
    (price,) = book.prices
    assert (price.model, price.input, price.output, price.cached) == (
        "ours",
        Decimal("0.0000025"),
        Decimal("0.00001"),
        None,
    )
    assert cells(shown) == [["ours", "", "€2.50", "€10.00", "–"]]


def test_models_are_searched_and_changed_by_keys(
    workspace: Workspace, shown: PricesDialog, qtbot: QtBot
) -> None:
    workspace.session.run(add_book, BOOK)
    shown.search.setText("LAR")
    assert [row[0] for row in cells(shown)] == ["large"]
    shown.search.setText("ostmere")
    shown.table.setFocus()
    press(shown.table, KEY.Key_Return)
    form = form_over(shown)
    enter(form, cached="0.25")
    form.submit()
    wait_until_freed(qtbot, form)
    assert price_books(workspace.session.opened)[0].prices[0].cached == Decimal("0.00000025")
    press(shown.table, KEY.Key_Delete)
    assert [price.model for price in price_books(workspace.session.opened)[0].prices] == ["small"]
    press(shown.table, KEY.Key_Insert)
    form_over(shown).reject()


def test_of_a_long_list_the_first_are_shown(
    workspace: Workspace, shown: PricesDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prices_dialog, "_MOST_SHOWN", 1)
    workspace.session.run(add_book, BOOK)
    assert [row[0] for row in cells(shown)] == ["large"]
    assert "The first 1 of 2 models; search for the others." in shown.shown.text()


def test_a_book_is_changed_and_removed(workspace: Workspace, shown: PricesDialog, qtbot: QtBot) -> None:
    workspace.session.run(add_book, BOOK)
    older = PriceBook(date(2025, 2, 1), "EUR", (), "Old")
    workspace.session.run(add_book, older)
    assert shown.books.currentText().startswith("1 February 2026 · Contract · USD · 2 models")
    shown.edit_book.click()
    form = form_over(shown)
    enter(form, source="New contract")
    form.submit()
    wait_until_freed(qtbot, form)
    assert [book.source for book in price_books(workspace.session.opened)] == ["New contract", "Old"]
    shown.remove_book.click()
    assert [book.source for book in price_books(workspace.session.opened)] == ["Old"]
    assert shown.books.currentText().startswith("1 February 2025 · Old")
    QApplication.processEvents()
