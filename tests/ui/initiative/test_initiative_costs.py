from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from builders import REVIEWED
from examples import slow_after
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QMessageBox, QPushButton, QWidget
from scoring import Desk

from fivegates.actions.ledger import add_lines
from fivegates.domain.economics.ledger import (
    Basis,
    Behaviour,
    BenefitLine,
    CostCategory,
    CostLine,
    Ledger,
    Phase,
    UsageLine,
)
from fivegates.domain.economics.months import Month
from fivegates.domain.language import Message
from fivegates.ui.initiative.costs.tab import CostsTab, LedgerGrid
from fivegates.ui.widgets.labels import EmptyState, PlainLabel
from windows import discard, line_of

KEY = Qt.Key
MARCH = date(2026, 3, 1)
ROWS = (
    "2026-03\tmodel and tokens\t1190.00\tEUR\trun\tvariable\n"
    "2026-03\tinfrastructure\t830.00\tEUR\trun\tfixed\n"
    "2026-04\tmodel and tokens\t1200.00\tEUR\trun\tvariable\n"
)


@pytest.fixture
def tab(desk: Desk) -> CostsTab:
    """The Costs tab in front, by its key."""
    QApplication.processEvents()
    desk.press(KEY.Key_3, modifier=Qt.KeyboardModifier.AltModifier)
    assert desk.page.tabs.costs.isVisible()
    return desk.page.tabs.costs


def record(desk: Desk, ledger: Ledger) -> None:
    """Record lines as from another place."""
    desk.session.run(add_lines, {desk.subject.initiative_id: ledger}, Message("Import"))


def variable(amount: str, basis: Basis = Basis.ACTUAL) -> CostLine:
    """What the model cost in March."""
    model = CostCategory.MODEL
    return CostLine(MARCH, model, Decimal(amount), "EUR", Phase.RUN, Behaviour.VARIABLE, basis)


def a_ledger() -> Ledger:
    """A month that earns: 1,000 claims cost €2.00 each and bring €5.00."""
    fixed = CostLine(MARCH, CostCategory.INFRASTRUCTURE, Decimal("500.00"), "EUR", Phase.RUN, Behaviour.FIXED)
    brought = BenefitLine(MARCH, Decimal("5000.00"), "EUR")
    return Ledger((variable("1500.00"), fixed), (UsageLine(MARCH, 1_000, "claims"),), (brought,))


def shown(root: QWidget) -> list[str]:
    """All words that are visible."""
    return [label.text() for label in root.findChildren(PlainLabel) if label.isVisible() and label.text()]


def cells(grid: LedgerGrid) -> list[list[str]]:
    """The grid as it is shown."""
    model = grid.table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def totals(tab: CostsTab) -> list[list[str]]:
    """The totals as they are shown, headings first."""
    table = tab.totals.table
    columns = range(table.columnCount())
    headings = [table.model().headerData(column, Qt.Orientation.Horizontal) for column in columns]
    model = table.model()
    return [headings, *([model.index(row, c).data() for c in columns] for row in range(table.rowCount()))]


def paste(desk: Desk, text: str) -> None:
    """Press the keys that paste, with `text` on the clipboard."""
    QGuiApplication.clipboard().setText(text)
    QTest.keySequence(desk.focus, QKeySequence(QKeySequence.StandardKey.Paste))


def enter(desk: Desk, **texts: str) -> None:
    """Write into the form that is open."""
    for place, text in texts.items():
        line_of(desk.form(), place).setText(text)


def choose(desk: Desk, place: str, words: str) -> None:
    """Choose from a list of the form that is open."""
    field = desk.form().rows[place].field
    assert isinstance(field, QComboBox)
    field.setCurrentText(words)


def submit(desk: Desk) -> None:
    """Press the button of the form that is open."""
    (verb,) = [b for b in desk.form().findChildren(QPushButton) if b.isDefault()]
    verb.click()


def test_without_lines_it_says_what_to_do(desk: Desk, tab: CostsTab) -> None:
    (empty,) = [state for state in tab.findChildren(EmptyState) if state.isVisible()]
    assert shown(empty)[0] == "No costs yet"
    assert "paste them here" in shown(empty)[1]
    assert not tab.summary.isVisible()
    buttons = [b for b in empty.findChildren(QPushButton) if b.isVisible()]
    assert [b.text() for b in buttons] == ["Add cost…", "Import a file…", "Paste rows"]
    assert desk.has_focus(buttons[0])


def test_a_cost_is_added_by_the_form(desk: Desk, tab: CostsTab) -> None:
    desk.press(KEY.Key_Space)
    form = desk.form()
    enter(desk, amount="1,234.50", currency="eur", date="2026-05-01")
    submit(desk)
    assert form.rows["behaviour"].problem == "Choose whether it grows with volume."
    choose(desk, "behaviour", "Fixed")
    choose(desk, "category", "Licences")
    submit(desk)
    desk.closed(form)
    (line,) = desk.record.ledger.costs
    assert (line.amount, line.currency, line.category) == (Decimal("1234.50"), "EUR", CostCategory.LICENCES)
    assert (line.behaviour, line.month) == (Behaviour.FIXED, Month.of(REVIEWED))
    assert cells(tab.costs) == [
        ["May 2026", "Licences", "€1,234.50", "Run", "Fixed", "Actual", "the initiative", "–"]
    ]


@pytest.mark.parametrize("text", slow_after(1, ["", "ten", "1,23", "1.234,50", "1_000", "NaN"]))
@pytest.mark.usefixtures("tab")
def test_what_is_no_amount_is_reported_beside_it(desk: Desk, text: str) -> None:
    desk.press(KEY.Key_Space)
    enter(desk, amount=text)
    choose(desk, "behaviour", "Fixed")
    submit(desk)
    assert desk.form().rows["amount"].problem
    assert desk.record.ledger.costs == ()
    discard(desk.form())


def test_a_line_is_edited_by_enter_and_keeps_what_it_was(desk: Desk, tab: CostsTab) -> None:
    record(desk, a_ledger())
    before = desk.record.ledger.costs[0]
    tab.costs.table.choose(before.id)
    desk.press(KEY.Key_Return)
    form = desk.form()
    enter(desk, amount="12.345")
    submit(desk)
    desk.closed(form)
    after = desk.record.ledger.costs[0]
    assert after.amount == Decimal("12.345")
    assert after.behaviour is before.behaviour


def test_usage_and_benefits_are_added_by_their_forms(desk: Desk, tab: CostsTab) -> None:
    for view, texts in (
        (tab.usage, {"units": "40,000", "tokens_in": "1 200 000"}),
        (tab.benefits, {"amount": "99.90", "what": "Minutes saved"}),
    ):
        tab.views.setCurrentWidget(view)
        tab.enter(Qt.FocusReason.OtherFocusReason)
        desk.press(KEY.Key_Space)
        form = desk.form()
        enter(desk, date="1 May 2026", **texts)
        submit(desk)
        desk.closed(form)
    (used,), (brought,) = desk.record.ledger.usage, desk.record.ledger.benefits
    assert (used.units, used.tokens_in, used.successes) == (40_000, 1_200_000, None)
    assert (brought.amount, brought.what) == (Decimal("99.90"), "Minutes saved")
    assert cells(tab.benefits)[0][1] == "€99.90"


def test_rows_of_a_spreadsheet_are_pasted_in_one_step(desk: Desk, tab: CostsTab) -> None:
    paste(desk, ROWS)
    assert [row[:3] for row in cells(tab.costs)] == [
        ["March 2026", "Model and tokens", "€1,190.00"],
        ["March 2026", "Infrastructure", "€830.00"],
        ["April 2026", "Model and tokens", "€1,200.00"],
    ]
    assert desk.has_focus(tab.costs.table)
    desk.session.undo()
    assert desk.record.ledger == Ledger()


@pytest.mark.usefixtures("tab")
def test_rows_that_are_refused_are_reported_by_line_and_field(desk: Desk) -> None:
    paste(desk, ROWS + "2026-04\tdata\tten\tEUR\trun\tfixed")
    box = desk.dialog
    assert isinstance(box, QMessageBox)
    assert box.text().startswith("line 4, amount: “ten” is not a number")
    box.reject()
    assert desk.record.ledger == Ledger()


def test_rows_are_copied_as_a_spreadsheet_takes_them(desk: Desk, tab: CostsTab) -> None:
    paste(desk, ROWS)
    tab.costs.table.selectAll()
    QTest.keySequence(desk.focus, QKeySequence(QKeySequence.StandardKey.Copy))
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0].startswith("date\tcategory\tamount\tcurrency\tphase\tbehaviour\t")
    assert copied[2].startswith("2026-03-01\tinfrastructure\t830.00\tEUR\trun\tfixed\tactual\t")
    assert len(copied) == 4


def test_all_chosen_rows_are_removed_and_come_back(desk: Desk, tab: CostsTab) -> None:
    paste(desk, ROWS)
    tab.costs.table.selectAll()
    desk.press(KEY.Key_Delete)
    assert desk.record.ledger.costs == ()
    desk.session.undo()
    assert len(desk.record.ledger.costs) == 3


@pytest.mark.slow
def test_amounts_are_sorted_as_amounts(desk: Desk, tab: CostsTab) -> None:
    paste(desk, ROWS)
    tab.costs.table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert [row[2] for row in cells(tab.costs)] == ["€830.00", "€1,190.00", "€1,200.00"]


@pytest.mark.slow
def test_the_band_tells_the_last_actual_month(desk: Desk, tab: CostsTab) -> None:
    record(desk, a_ledger())
    later = replace(variable("9.00", Basis.FORECAST), dated=date(2026, 6, 1))
    record(desk, Ledger((later,)))
    words = shown(tab.summary)
    figures = dict(zip(words[:8:2], words[1:8:2], strict=True))
    assert figures == {
        "Run cost a month": "€2,000.00",
        "Unit cost": "€2.00",
        "Value per unit": "€5.00",
        "Margin per unit": "€3.00",
    }
    assert (
        "Figures of March 2026, the last actual month. "
        "Of the run cost of March 2026, €500 are fixed and €1,500 variable, or €1.50 a unit."
    ) in words
    assert any(text.startswith("It breaks even at 143 ") for text in words)


@pytest.mark.slow
def test_a_value_that_is_only_expected_is_called_so(desk: Desk, tab: CostsTab) -> None:
    now = a_ledger()
    record(desk, replace(now, benefits=(replace(now.benefits[0], basis=Basis.FORECAST),)))
    reported = "Figures of March 2026, the last actual month; its value is a forecast."
    assert reported in " ".join(shown(tab.summary))


def test_what_is_not_known_is_a_dash_and_never_zero(desk: Desk, tab: CostsTab) -> None:
    record(desk, Ledger((variable("1500.00"),)))
    words = shown(tab.summary)
    assert words[1:8:2] == ["€1,500.00", "–", "–", "–"]
    assert "Break-even is known once a month has actual run costs and units." in words


def fill_menu(tab: CostsTab) -> QMenu:
    """The menu of what can be filled."""
    QApplication.processEvents()
    return next(menu for menu in tab.costs.findChildren(QMenu) if menu.isVisible())


def test_a_column_is_filled_down_in_one_step(desk: Desk, tab: CostsTab) -> None:
    paste(desk, ROWS)
    table = tab.costs.table
    table.setFocus()
    table.selectAll()
    table.setCurrentIndex(table.model().index(0, 1))
    table.selectAll()
    desk.press(KEY.Key_D, modifier=Qt.KeyboardModifier.ControlModifier)
    menu = fill_menu(tab)
    assert [action.text() for action in menu.actions()][:2] == [
        "Dated: March 2026",
        "Category: Model and tokens",
    ]

    menu.actions()[1].trigger()
    assert {row[1] for row in cells(tab.costs)} == {"Model and tokens"}
    desk.session.undo()
    assert {row[1] for row in cells(tab.costs)} == {"Model and tokens", "Infrastructure"}


@pytest.mark.slow
def test_one_row_alone_has_nothing_to_fill(desk: Desk, tab: CostsTab) -> None:
    paste(desk, ROWS)
    tab.costs.table.setFocus()
    tab.costs.table.selectRow(0)
    desk.press(KEY.Key_D, modifier=Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()

    assert not [menu for menu in tab.costs.findChildren(QMenu) if menu.isVisible()]
    (fill,) = [b for b in tab.costs.findChildren(QPushButton) if b.text() == "Fill down…"]
    assert not fill.isEnabled()


def test_totals_by_month_and_category_add_up(desk: Desk, tab: CostsTab) -> None:
    paste(desk, ROWS)
    tab.views.setCurrentWidget(tab.totals)
    assert totals(tab) == [
        ["Month", "Model and tokens", "Infrastructure", "Total"],
        ["March 2026", "€1,190.00", "€830.00", "€2,020.00"],
        ["April 2026", "€1,200.00", "–", "€1,200.00"],
        ["Total", "€2,390.00", "€830.00", "€3,220.00"],
    ]


def test_a_missing_rate_is_named_and_can_be_added(desk: Desk, tab: CostsTab) -> None:
    paste(desk, ROWS.replace("830.00\tEUR", "830.00\tUSD"))
    words = shown(tab.summary)
    assert words[1:8:2] == ["–"] * 4
    assert "There is no rate from USD to EUR for 2026-03. Add it to the exchange rates." in words
    add, _all_rates = [b for b in tab.summary.findChildren(QPushButton) if b.isVisible()]
    add.click()
    form = desk.form()
    enter(desk, value="0.5")
    submit(desk)
    desk.closed(form)
    tab.views.setCurrentWidget(tab.totals)
    assert totals(tab)[1] == ["March 2026", "€1,190.00", "€415.00", "€1,605.00"]
    assert not add.isVisible()


def test_charts_are_drawn_when_they_are_seen_and_reported_by_their_finding(desk: Desk, tab: CostsTab) -> None:
    record(desk, a_ledger())
    assert not tab.charts.monthly.drawn
    tab.views.setCurrentWidget(tab.charts)
    desk.qtbot.waitUntil(lambda: tab.charts.monthly.drawn and tab.charts.unit.drawn)
    assert tab.charts.monthly.accessibleName().startswith("Running it cost €2,000")
    assert "€5" in tab.charts.unit.accessibleName()


@pytest.mark.slow
def test_figures_of_charts_show_under_the_pointer_and_are_copied(desk: Desk, tab: CostsTab) -> None:
    record(desk, a_ledger())
    tab.views.setCurrentWidget(tab.charts)
    monthly, unit = tab.charts.monthly, tab.charts.unit
    desk.qtbot.waitUntil(lambda: monthly.drawn and unit.drawn)
    shown = {text for x in range(0, monthly.width(), 8) if (text := monthly.figures_at(x))}
    first = next(text for text in shown if text.startswith("March 2026"))
    assert first.splitlines()[-1].startswith("Total: €")
    assert any("Unit cost: €" in unit.figures_at(x) for x in range(0, unit.width(), 8))
    assert monthly.figures_at(-5) == ""
    clipboard = QApplication.clipboard()
    picture, table = monthly.copy_menu().actions()
    table.trigger()
    headings, *rows = [line.split("\t") for line in clipboard.text().splitlines()]
    assert (headings[0], headings[-1], rows[0][0]) == ("Month", "Total", "March 2026")
    picture.trigger()
    assert not clipboard.image().isNull()


@pytest.mark.slow
def test_without_a_table_the_words_of_the_totals_stand_where_it_would_begin(tab: CostsTab) -> None:
    tab.views.setCurrentWidget(tab.totals)
    tab.totals.resize(600, 400)
    QApplication.processEvents()
    (words,) = [label for label in tab.totals.findChildren(PlainLabel) if label.isVisible()]
    assert words.geometry().bottom() < 100


@pytest.mark.parametrize("name", slow_after(1, ["totals", "charts"]))
def test_totals_and_charts_say_when_there_is_nothing_to_show(tab: CostsTab, name: str) -> None:
    view = getattr(tab, name)
    tab.views.setCurrentWidget(view)
    assert any("once there are costs" in text for text in shown(view))


@pytest.mark.slow
def test_lines_that_were_imported_are_shown_chosen(desk: Desk, tab: CostsTab) -> None:
    record(desk, a_ledger())
    wanted = [line.id for line in desk.subject.record.ledger.costs][-2:]

    desk.page.enter_lines("costs", wanted)

    assert tab.views.currentWidget() is tab.costs
    assert sorted(row.record_id for row in tab.costs.table.chosen_rows()) == sorted(wanted)
