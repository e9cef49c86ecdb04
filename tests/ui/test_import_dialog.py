"""The import dialog: a preview before anything is written, each choice reads anew, one step to undo."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from billing import ROWS, billing
from examples import slow_after
from PySide6.QtCore import QItemSelectionModel, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot
from xlsxwriter import Workbook

from fivegates.actions import overview
from fivegates.actions.file.exchange import export_json
from fivegates.actions.importing import rules as import_rules
from fivegates.actions.importing.plans import RowRelation
from fivegates.actions.importing.reading import ImportKind
from fivegates.actions.importing.rules import Counted
from fivegates.actions.queries import find_initiative, price_books, record
from fivegates.actions.warehouses import TagType, Warehouse
from fivegates.domain.economics.ledger import Behaviour, Ledger
from fivegates.ui.context import Context
from fivegates.ui.importing.choices import SourceChoices
from fivegates.ui.importing.commands import ArrivalsDialog, WarehouseDialog
from fivegates.ui.importing.dialog import ImportDialog
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace
from windows import nameless, wait_until_freed

Opens = Callable[[Path], ImportDialog]
Selection = QItemSelectionModel.SelectionFlag
HEADER = "initiative,date,category,amount,currency,phase,behaviour"
ROW = "CLAIMS,2026-03,people,12.50,EUR,run,fixed"


@pytest.fixture(autouse=True)
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "import-rules.toml"
    monkeypatch.setattr(import_rules, "rules_path", lambda: path)
    return path


@pytest.fixture
def opens(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> Iterator[Opens]:
    """Opens the dialog on a file and waits until it is read."""
    made: list[ImportDialog] = []

    def run(path: Path) -> ImportDialog:
        workspace.import_file(path)
        dialog = window.findChildren(ImportDialog)[-1]
        made.append(dialog)
        read(qtbot, dialog)
        return dialog

    yield run
    for dialog in made:
        try:
            dialog.done(0)
        except RuntimeError:  # it was closed and freed by the test
            continue


def read(qtbot: QtBot, dialog: ImportDialog) -> None:
    """Wait until the file is read."""
    qtbot.waitUntil(lambda: dialog.reading is not None, timeout=10_000)


def csv(folder: Path, *rows: str, header: str = HEADER, name: str = "costs.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([header, *rows, ""]))
    return path


def ledger(workspace: Workspace, code: str = "CLAIMS") -> Ledger:
    opened = workspace.session.opened
    return record(opened, find_initiative(opened, code)).ledger


def test_what_would_be_added_is_shown_and_then_added_and_undone(
    opens: Opens, window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opens(csv(tmp_path, ROW, ROW.replace("12.50", "x")))
    assert dialog.outcome.summary.text() == "2 rows, 1 row is left out. 1 line would be added."
    assert ledger(workspace) == Ledger()
    assert [dialog.totals.table.text(0, column) for column in range(4)] == [
        "March 2026",
        "€12.50",
        "€12.50",
        "1",
    ]

    dialog.footer.submit.click()
    wait_until_freed(qtbot, dialog)
    assert [line.amount for line in ledger(workspace).costs] == [Decimal("12.50")]
    assert window.statusBar().currentMessage() == "Imported costs.csv"
    assert "Import costs.csv" in window.menus.action("undo").text()
    workspace.session.undo()
    assert ledger(workspace) == Ledger()


def test_an_import_ends_on_the_lines_that_came_in(
    opens: Opens, window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opens(csv(tmp_path, ROW, ROW.replace("12.50", "7")))
    dialog.footer.submit.click()
    wait_until_freed(qtbot, dialog)

    assert workspace.shown == find_initiative(workspace.session.opened, "CLAIMS")
    assert not window.findChildren(ArrivalsDialog)


@pytest.mark.slow
def test_where_lines_went_to_several_initiatives_each_has_a_link(
    opens: Opens, window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    others = [line.initiative for line in overview.lines(workspace.session.opened)]
    other = next(each for each in others if each.code != "CLAIMS")
    dialog = opens(csv(tmp_path, ROW, ROW.replace("12.50", "7"), ROW.replace("CLAIMS", other.code)))
    dialog.footer.submit.click()
    wait_until_freed(qtbot, dialog)
    (shown,) = window.findChildren(ArrivalsDialog)

    assert [link.accessibleName() for link in shown.links] == [
        "Show the new lines of CLAIMS",
        f"Show the new lines of {other.code}",
    ]
    shown.links[1].click()
    assert workspace.shown == other.id


def test_refused_rows_are_listed_and_copied(opens: Opens, tmp_path: Path) -> None:
    dialog = opens(csv(tmp_path, ROW, ROW.replace("12.50", "x"), ROW.replace("people", "cats")))
    assert dialog.views.tabText(dialog.views.indexOf(dialog.refusals)) == "Left out (2)"

    dialog.refusals.copy.click()
    assert QGuiApplication.clipboard().text().splitlines()[:2] == [
        "Line\tColumn\tReason",
        "3\tamount\t“x” is not a number as written in 1,234.56.",
    ]


def test_where_every_row_is_refused_that_is_seen_first_and_a_cell_can_be_corrected(
    opens: Opens, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opens(csv(tmp_path, ROW.replace("12.50", "12.50 $")))
    assert dialog.views.currentWidget() is dialog.refusals
    assert dialog.refusals.text.text() == "12.50 $"

    dialog.refusals.text.setText("12.50")
    dialog.refusals.read_so.click()
    read(qtbot, dialog)
    assert dialog.outcome.summary.text() == "1 row. 1 line would be added."
    assert not dialog.refusals.read_so.isEnabled()
    dialog.refusals.text.returnPressed.emit()
    dialog.footer.submit.click()
    wait_until_freed(qtbot, dialog)
    assert [line.amount for line in ledger(workspace).costs] == [Decimal("12.50")]


def test_a_name_is_given_to_an_initiative_for_all_rows(opens: Opens, qtbot: QtBot, tmp_path: Path) -> None:
    name = "Triage of claims"
    dialog = opens(csv(tmp_path, *[ROW.replace("CLAIMS", name)] * 2))
    assert not dialog.refusals.owner.isHidden()

    dialog.refusals.read_so.click()
    assert not dialog.refusals.owners
    dialog.refusals.owner.set_value("CLAIMS")
    dialog.refusals.read_so.click()
    read(qtbot, dialog)
    assert dialog.outcome.summary.text() == "2 rows. 2 lines would be added."


@pytest.mark.slow
def test_a_row_that_is_refused_whole_cannot_be_corrected(opens: Opens, tmp_path: Path) -> None:
    dialog = opens(csv(tmp_path, f"{ROW},more"))

    assert not dialog.refusals.read_so.isEnabled()
    assert not dialog.refusals.text.isEnabled()


@pytest.mark.slow
def test_what_a_file_lacks_is_said_for_all_rows_and_remembered(
    opens: Opens, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    header = "initiative,date,amount"
    dialog = opens(csv(tmp_path, "CLAIMS,2026-03,12.50", header=header))
    for field, value in (("category", "people"), ("phase", "run"), ("behaviour", "fixed")):
        box = dialog.columns.constant(field).box
        assert box is not None
        box.set_value(value)
        read(qtbot, dialog)
    line = dialog.columns.constant("currency").line
    assert line is not None
    line.editingFinished.emit()
    line.setText("EUR")
    line.editingFinished.emit()
    read(qtbot, dialog)

    assert "category = people" in dialog.outcome.details.text()
    dialog.footer.submit.click()
    wait_until_freed(qtbot, dialog)
    assert [line.currency for line in ledger(workspace).costs] == ["EUR"]
    later = opens(csv(tmp_path, "CLAIMS,2026-04,7", header=header, name="later.csv"))
    assert later.footer.submit.isEnabled()
    assert "as for costs.csv before" in later.outcome.details.text()
    later.columns.forget.click()
    read(qtbot, later)
    assert "as for costs.csv before" not in later.outcome.details.text()
    assert not later.footer.submit.isEnabled()


@pytest.mark.usefixtures("qapp")
def test_nothing_is_asked_about_a_workbook_before_the_file_is_read(context: Context) -> None:
    choices = SourceChoices(context, ("CLAIMS",), "")
    assert not choices.sheet.isVisibleTo(choices)
    assert not choices.hidden.isVisibleTo(choices)


@pytest.mark.slow
def test_the_sheet_and_its_hidden_rows_are_chosen(opens: Opens, qtbot: QtBot, tmp_path: Path) -> None:
    source = tmp_path / "costs.xlsx"
    with Workbook(source) as book:
        for name in ("Plan", "Actual"):
            sheet = book.add_worksheet(name)
            for row, text in enumerate((HEADER, ROW, ROW)):
                sheet.write_row(row, 0, text.split(","))
            sheet.set_row(1, None, None, {"hidden": True})
    dialog = opens(source)
    assert "The sheets “Plan”, “Actual” have the columns." in dialog.outcome.problems.text()
    assert dialog.choices.numbers.currentText() != "Choose…"

    dialog.choices.sheet.setCurrentText("Actual")
    read(qtbot, dialog)
    assert "1 row is hidden" in dialog.outcome.problems.text()
    dialog.choices.hidden.set_value(False)
    read(qtbot, dialog)
    assert dialog.outcome.summary.text() == "1 row. 1 line would be added."
    assert dialog.choices.sheet.currentText() == "Actual"


@pytest.mark.slow
def test_usage_shows_what_it_counts_together(opens: Opens, tmp_path: Path) -> None:
    rows = ("CLAIMS,2026-03,5,1000,", "CLAIMS,2026-03,6,2000,")

    dialog = opens(csv(tmp_path, *rows, header="initiative,date,units,tokens in,requests"))

    shown = [dialog.totals.table.text(0, column) for column in range(8)]
    assert shown == ["March 2026", "11", "", "3,000", "", "", "", "2"]


def test_an_ambiguous_date_is_asked_about(opens: Opens, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opens(csv(tmp_path, ROW.replace("2026-03", "03/04/2026")))
    assert "can be the day" in dialog.outcome.problems.text()
    assert dialog.choices.dates.currentText() == "Choose…"
    assert not dialog.footer.submit.isEnabled()

    dialog.choices.dates.setCurrentText("03/31/2026")
    read(qtbot, dialog)
    assert dialog.footer.submit.isEnabled()
    assert dialog.totals.table.text(0, 0) == "March 2026"


@pytest.mark.slow
def test_what_is_clear_stays_so_when_what_is_not_is_chosen(
    opens: Opens, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    rows = [ROW.replace("2026-03", "03/04/2026").replace("12.50", cell) for cell in ('"1.250,40"', "1.000")]
    dialog = opens(csv(tmp_path, *rows))
    assert dialog.choices.numbers.currentText() == "1.234,56 (as found)"

    dialog.choices.dates.setCurrentText("31/03/2026")
    read(qtbot, dialog)
    dialog.footer.submit.click()
    assert [line.amount for line in ledger(workspace).costs] == [Decimal("1250.40"), Decimal(1000)]


@pytest.mark.slow
def test_two_questions_need_two_answers(opens: Opens, qtbot: QtBot, tmp_path: Path) -> None:
    row = ROW.replace("2026-03", "03/04/2026").replace("12.50", "1.000")
    dialog = opens(csv(tmp_path, row))

    dialog.choices.dates.setCurrentText("31/03/2026")
    read(qtbot, dialog)
    assert dialog.choices.numbers.currentText() == "Choose…"
    assert not dialog.footer.submit.isEnabled()
    dialog.choices.numbers.setCurrentText("1,234.56")
    read(qtbot, dialog)
    assert dialog.totals.table.text(0, 1) == "€1.00"


def test_columns_of_other_names_can_be_mapped(
    opens: Opens, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opens(csv(tmp_path, ROW, header=HEADER.replace("amount", "How much")))
    assert dialog.views.currentWidget() is dialog.columns
    assert "There is no column “amount”" in dialog.outcome.problems.text()

    dialog.columns.box("amount").set_value("How much")
    read(qtbot, dialog)
    dialog.footer.submit.click()
    assert [line.amount for line in ledger(workspace).costs] == [Decimal("12.50")]


def test_rows_that_name_no_initiative_go_to_the_chosen_one(
    opens: Opens, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opens(csv(tmp_path, ROW.replace("CLAIMS", "")))
    assert "every row of costs.csv was refused" in dialog.outcome.problems.text()

    dialog.choices.owner.set_value("BILLS")
    read(qtbot, dialog)
    assert dialog.outcome.summary.text() == "1 row. 1 line would be added."


def test_the_kind_can_be_changed(opens: Opens, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opens(csv(tmp_path, "CLAIMS,2026-03,40", header="initiative,date,units"))
    assert dialog.choices.kind.value is ImportKind.USAGE

    dialog.choices.kind.set_value(ImportKind.BENEFITS)
    read(qtbot, dialog)
    assert "There is no column “amount”" in dialog.outcome.problems.text()


@pytest.mark.parametrize(
    ("data", "reported"),
    slow_after(
        1,
        [
            (b"", "The file has no header"),
            (b"PK\x03\x04 nothing", "The workbook is damaged"),
            (b"a,b\n\xe4,1\n", "This is not text in UTF-8"),
        ],
    ),
)
def test_what_cannot_be_read_is_reported_and_nothing_is_offered(
    data: bytes, reported: str, opens: Opens, tmp_path: Path
) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(data)

    dialog = opens(path)
    assert reported in dialog.outcome.problems.text()
    assert not dialog.footer.submit.isEnabled()


@pytest.mark.slow
def test_another_encoding_can_be_chosen(opens: Opens, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "costs.csv"
    path.write_bytes(f"{HEADER},note\n{ROW},Gebühr\n".encode("cp1252"))
    dialog = opens(path)

    dialog.choices.encoding.set_value("cp1252")
    read(qtbot, dialog)
    assert dialog.outcome.summary.text() == "1 row. 1 line would be added."


def test_groups_of_billed_rows_are_given_away_and_the_rule_is_kept(
    opens: Opens, workspace: Workspace, rules: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    export = billing(tmp_path)
    dialog = opens(export)
    owners, panel = dialog.owners, dialog.owners.panel
    assert dialog.views.currentWidget() is owners
    assert "No row goes to an initiative yet" in dialog.outcome.problems.text()
    assert [owners.table.text(row, 0) for row in range(2)] == ["Models", "Storage"]

    panel.give_button.click()
    assert panel.initiative.hasFocus() or not panel.initiative.value
    panel.initiative.set_value("CLAIMS")
    panel.behaviour.set_value(Behaviour.VARIABLE)
    panel.give_button.click()
    read(qtbot, dialog)
    assert owners.table.text(1, 6) == "CLAIMS"
    assert not rules.exists()

    dialog.footer.submit.click()
    wait_until_freed(qtbot, dialog)
    assert [line.amount for line in ledger(workspace).costs] == [Decimal("14.25")]
    assert b'service = "models"' in rules.read_bytes()
    again = opens(export)
    assert "imported before" in again.outcome.details.text()


@pytest.mark.slow
def test_the_export_of_litellm_is_given_away_as_it_is_known(
    opens: Opens, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    header = (
        "ChargePeriodStart,EffectiveCost,BilledCost,BillingCurrency,ServiceName,ServiceCategory,ServiceSubcategory,"
        "ConsumedQuantity,ConsumedUnit,InvoiceIssuerName,ResourceType,SubAccountName,Tags"
    )
    row = (
        "2026-03-02T00:00:00Z,{},{},USD,large,AI and Machine Learning,{},{},token,ostmere,API Key,claims,{{}}"
    )
    rows = [row.format(3, 3, "prompt_token", 900), row.format(1, 1, "completion_token", 50)]
    dialog = opens(csv(tmp_path, *rows, header=header, name="litellm.csv"))
    panel = dialog.owners.panel
    assert dialog.outcome.details.text().startswith("Recognised as LiteLLM.")
    assert (panel.behaviour.value, panel.counts.value) == (Behaviour.VARIABLE, Counted.TOKENS)
    assert (panel.per.isEnabled(), panel.unit.isChecked()) == (False, False)

    panel.initiative.set_value("CLAIMS")
    dialog.owners.table.selectAll()
    panel.give_button.click()
    read(qtbot, dialog)
    dialog.footer.submit.click()
    wait_until_freed(qtbot, dialog)
    (used,) = ledger(workspace).usage
    assert (used.tokens_in, used.tokens_out) == (900, 50)


@pytest.mark.slow
def test_a_rule_in_the_window_chooses_by_meter(
    opens: Opens, workspace: Workspace, rules: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    header = (
        "ChargePeriodStart,EffectiveCost,BilledCost,BillingCurrency,ServiceName,ChargeCategory,SkuMeter,"
        "ConsumedQuantity,ConsumedUnit"
    )
    meters = ("in tokens,900,Tokens", "out tokens,50,Tokens", "h,2,Hours")
    rows = [f"2026-03-02T00:00:00Z,1,1,USD,Models,Usage,{meter}" for meter in meters]
    dialog = opens(csv(tmp_path, *rows, header=header, name="meters.csv"))
    panel = dialog.owners.panel
    assert [field for field, box in panel.typed.items() if box.isEnabled()] == ["meter"]
    panel.initiative.set_value("CLAIMS")
    panel.behaviour.set_value(Behaviour.VARIABLE)
    panel.charge_category.setChecked(True)
    expected = {"Models, Tokens", "Models, out tokens, Tokens"}
    for made, (meter, counted) in enumerate((("in *", Counted.TOKENS_IN), ("out *", Counted.TOKENS_OUT)), 1):
        panel.typed["meter"].setText(meter)
        panel.counts.set_value(counted)
        table = dialog.owners.table
        texts = [table.text(row, 0) for row in range(table.rowCount())]
        row = next(row for row, text in enumerate(texts) if text in expected)
        # `selectRow` would take the row away if a test before had ended with Ctrl pressed.
        table.selectionModel().select(table.model().index(row, 0), Selection.ClearAndSelect | Selection.Rows)
        panel.give_button.click()
        assert len(panel.rules) == made, texts
        read(qtbot, dialog)

    dialog.footer.submit.click()
    wait_until_freed(qtbot, dialog)
    (used,) = ledger(workspace).usage
    assert (used.tokens_in, used.tokens_out) == (900, 50), panel.rules
    assert sum(line.amount for line in ledger(workspace).costs) == 2
    assert b'meter = "in *"' in rules.read_bytes()
    assert b'charge_category = "usage"' in rules.read_bytes()


def test_the_first_group_is_chosen_though_keys_are_held(
    opens: Opens, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyPress(window, Qt.Key.Key_F9, held)
    dialog = opens(billing(tmp_path))
    qtbot.keyRelease(window, Qt.Key.Key_F9)  # else the next test begins with keys held
    chosen = dialog.owners.table.selectionModel().selectedRows()
    assert [index.row() for index in chosen] == [0]
    assert dialog.owners.panel.give_button.isEnabled()


@pytest.mark.slow
def test_a_rule_that_is_not_to_be_kept_is_not(
    opens: Opens, rules: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opens(billing(tmp_path))
    panel = dialog.owners.panel
    panel.initiative.set_value("CLAIMS")
    panel.behaviour.set_value(Behaviour.FIXED)
    panel.keep.setChecked(False)
    panel.tag.setText("project")
    panel.give_button.click()
    assert panel.tag.accessibleDescription().startswith("Write the tag as name=value")
    panel.tag.setText("project=letters")
    panel.give_button.click()
    read(qtbot, dialog)

    dialog.footer.submit.click()
    wait_until_freed(qtbot, dialog)
    assert not rules.exists()


@pytest.mark.slow
def test_where_the_user_must_say_what_rows_are_the_choice_is_offered(
    opens: Opens, workspace: Workspace, rules: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    rules.write_text('[[rule]]\ninitiative = "CLAIMS"\nbehaviour = "fixed"\n')
    row = "2026-11-{:02}T00:00:00Z,1,1,EUR,Models,,"
    first = opens(billing(tmp_path, row.format(1), row.format(2)))
    first.footer.submit.click()
    wait_until_freed(qtbot, first)

    dialog = opens(billing(tmp_path, row.format(2), row.format(3)))
    assert "Say whether this file takes their place" in dialog.outcome.problems.text()
    dialog.choices.again.set_value(RowRelation.REPLACE)
    assert dialog.outcome.details.text() == "Replaces 1 line of November 2026 from november.csv."
    dialog.footer.submit.click()
    assert len(ledger(workspace).costs) == 1


@pytest.mark.slow
def test_stopping_the_writing_keeps_nothing(
    opens: Opens, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("fivegates.actions.ledger._PORTION", 1)
    dialog = opens(csv(tmp_path, ROW, ROW.replace("12.50", "13"), ROW.replace("12.50", "14")))
    show = dialog.footer.show_work

    def stop(words: str, done: int = 0, of: int = 0) -> None:
        show(words, done, of)
        dialog.reject()

    monkeypatch.setattr(dialog.footer, "show_work", stop)
    dialog.footer.submit.click()
    assert dialog.footer.note.text() == "Stopped. Nothing was imported."
    assert ledger(workspace) == Ledger()
    assert dialog.footer.submit.isEnabled()


def test_cancelling_while_it_is_read_closes(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace.import_file(csv(tmp_path, *[ROW] * 5_000))
    (dialog,) = window.findChildren(ImportDialog)

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    wait_until_freed(qtbot, dialog)
    assert ledger(workspace) == Ledger()


def test_closing_asks_where_something_was_chosen(opens: Opens, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opens(csv(tmp_path, ROW.replace("12.50", "x")))
    dialog.refusals.text.setText("12.50")
    dialog.refusals.read_so.click()
    read(qtbot, dialog)

    dialog.footer.cancel.click()
    (asked,) = dialog.findChildren(QMessageBox)
    assert asked.text() == "Close without importing?"
    asked.reject()
    assert dialog.isVisible()
    dialog.footer.cancel.click()
    box = dialog.findChildren(QMessageBox)[-1]
    next(button for button in box.buttons() if button.text() == "Close").click()
    wait_until_freed(qtbot, dialog)
    untouched = opens(csv(tmp_path, ROW))
    untouched.footer.cancel.click()
    wait_until_freed(qtbot, untouched)


@pytest.mark.slow
def test_a_choice_of_how_the_file_is_read_is_asked_about_too(opens: Opens, tmp_path: Path) -> None:
    dialog = opens(csv(tmp_path, ROW))
    dialog.choices.encoding.setCurrentIndex(1)
    dialog.reject()

    assert [box.text() for box in dialog.findChildren(QMessageBox)] == ["Close without importing?"]


def test_a_template_is_saved(opens: Opens, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opens(csv(tmp_path, ROW))
    dialog.footer.template.click()
    (asks,) = dialog.findChildren(QFileDialog)
    asks.fileSelected.emit(str(tmp_path / "mine.xlsx"))
    asks.reject()
    wait_until_freed(qtbot, asks)

    assert opens(tmp_path / "mine.xlsx").outcome.problems.text().startswith("Nothing can be imported")


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPoint(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)


def test_a_file_is_imported_by_dropping_it(window: MainWindow, workspace: Workspace, tmp_path: Path) -> None:
    drop(window, csv(tmp_path, ROW))
    (dialog,) = window.findChildren(ImportDialog)
    dialog.reject()

    odd = tmp_path / "picture.png"
    odd.write_bytes(b"")
    drop(window, odd)
    assert workspace.session.opened.undo_label is None


def test_json_is_a_portfolio_or_a_list_of_prices(
    window: MainWindow, workspace: Workspace, tmp_path: Path
) -> None:
    prices, export = tmp_path / "prices.json", tmp_path / "export.json"
    prices.write_text('{"m": {"input_cost_per_token": 1e-6, "mode": "chat"}}')
    export_json(workspace.session.opened, export)

    drop(window, prices)
    assert [book.prices[0].model for book in price_books(workspace.session.opened)] == ["m"]
    drop(window, export)
    (box,) = window.findChildren(QMessageBox)
    assert "CLAIMS" in box.text() + box.informativeText()
    box.accept()


def test_the_chooser_takes_a_list_of_prices_too(
    window: MainWindow, workspace: Workspace, menu: Callable[[str], None], tmp_path: Path
) -> None:
    prices = tmp_path / "prices.json"
    prices.write_text('{"m": {"input_cost_per_token": 1e-6, "mode": "chat"}}')
    menu("import-costs")
    (asks,) = window.findChildren(QFileDialog)
    assert "*.json" in asks.selectedNameFilter()
    asks.filesSelected.emit([str(prices)])
    asks.reject()
    assert [book.prices[0].model for book in price_books(workspace.session.opened)] == ["m"]


def test_with_nothing_open_a_table_is_not_taken(window: MainWindow, tmp_path: Path) -> None:
    drop(window, csv(tmp_path, ROW))

    assert not window.findChildren(ImportDialog)


def test_faulty_rules_are_reported(
    window: MainWindow, workspace: Workspace, rules: Path, tmp_path: Path
) -> None:
    rules.write_text("x")

    workspace.import_file(csv(tmp_path, ROW))
    (box,) = window.findChildren(QMessageBox)
    assert "import-rules.toml" in box.text()
    box.accept()


def test_every_control_has_a_name(opens: Opens, tmp_path: Path) -> None:
    dialog = opens(billing(tmp_path))
    for place in range(dialog.views.count()):
        dialog.views.setCurrentIndex(place)
        assert not nameless(dialog)


@pytest.mark.usefixtures("workspace")
def test_a_folder_or_several_files_are_imported_by_dropping_them(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    first = billing(folder).rename(folder / "a.csv")
    second = billing(folder, ROWS[4].replace("11-03", "11-04")).rename(folder / "b.csv")

    for paths in ([folder], [first, second]):
        drop(window, *paths)
        dialog = window.findChildren(ImportDialog)[-1]
        read(qtbot, dialog)
        assert dialog.reading is not None
        assert dialog.reading.preview is not None
        assert (dialog.reading.preview.rows, dialog.refusals.table.text(1, 0)) == (6, "b.csv: 2")
        dialog.reject()
        wait_until_freed(qtbot, dialog)


@pytest.mark.usefixtures("workspace")
def test_the_statement_for_a_warehouse_is_shown_and_copied(
    window: MainWindow, menu: Callable[[str], None]
) -> None:
    menu("import-warehouse")
    (dialog,) = window.findChildren(WarehouseDialog)
    dialog.table.setText("shop.focus")
    dialog.warehouse.set_value(Warehouse.SPARK)
    dialog.copy.click()

    assert "FROM shop.focus" in QGuiApplication.clipboard().text()
    assert dialog.tags.value is TagType.JSON
    assert nameless(dialog) == []
    dialog.table.setText("a; b")
    assert (dialog.statement.toPlainText(), dialog.copy.isEnabled()) == ("", False)
    dialog.close_button.click()
