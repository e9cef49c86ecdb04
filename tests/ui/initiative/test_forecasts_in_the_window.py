"""Forecasts on the initiative page, and the stop figure of a decision that the ledger is compared with."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from builders import REVIEWED, days_before
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from scoring import Desk

from fivegates.actions.records import add_decision, add_forecast
from fivegates.domain.initiative.decisions import Decision, LedgerFigure, LedgerStop, Outcome, Threshold
from fivegates.domain.initiative.initiative import Forecast, ForecastOutcome
from fivegates.ui.initiative.forms.decision_form import DecisionFields, DecisionForm
from fivegates.ui.initiative.forms.decision_parts import StopFields
from fivegates.ui.initiative.forms.forecast_form import ForecastForm
from fivegates.ui.widgets.forms import ChoiceBox

KEY = Qt.Key
SAID = Forecast("Live by June", 80, REVIEWED, days_before(30), "R. Marsh")


def field(form: ForecastForm | DecisionForm | DecisionFields, name: str) -> QLineEdit:
    """The field that a screen reader calls `name`."""
    return next(each for each in form.findChildren(QLineEdit) if each.accessibleName() == name)


def cells(desk: Desk) -> list[str]:
    """What the table says of its first forecast."""
    model = desk.page.tabs.forecasts.table.model()
    return [model.index(0, column).data() for column in range(model.columnCount())]


def test_a_forecast_is_recorded_by_keyboard_and_reads_back_what_was_typed(desk: Desk) -> None:
    desk.show_tab_called("Forecasts")
    desk.press(KEY.Key_Space)
    form = desk.form()
    assert isinstance(form, ForecastForm)
    desk.press("Live by June", KEY.Key_Return)
    assert form.rows["percent"].problem == "Write how sure you are, in percent."
    assert form.rows["due"].problem == "Write a date."
    field(form, "Probability in percent").setText("eighty")
    field(form, "Due").setText("30 June 2026")
    desk.press(KEY.Key_Return)
    assert "eighty" in form.rows["percent"].problem
    field(form, "Probability in percent").setText("80")
    desk.press(KEY.Key_Return)
    assert form.rows["by"].problem == "This must not be empty."
    field(form, "Who says so").setText("R. Marsh")
    desk.press(KEY.Key_Return)
    desk.closed(form)
    (said,) = desk.record.forecasts
    assert said == Forecast("Live by June", 80, date(2026, 6, 30), REVIEWED, "R. Marsh", id=said.id)
    assert cells(desk) == [
        *("30 Jun 2026", "Live by June", "80%", "R. Marsh", "12 May 2026", "Due 30 Jun 2026")
    ]


def test_what_came_is_said_in_the_form_and_undone(desk: Desk) -> None:
    desk.session.run(add_forecast, desk.subject.initiative_id, replace(SAID, due=days_before(1)))
    desk.show_tab_called("Forecasts")
    assert cells(desk)[-1] == "Overdue since 11 May 2026"
    desk.press(KEY.Key_Return)
    form = desk.form()
    assert isinstance(form, ForecastForm)
    outcome = form.rows["outcome"].field
    assert isinstance(outcome, ChoiceBox)
    outcome.setCurrentIndex(1)
    desk.press(KEY.Key_Return)
    assert form.rows["resolved"].problem == "Say on which day the outcome was known."
    field(form, "Known since").setText("12 May 2026")
    desk.press(KEY.Key_Return)
    desk.closed(form)
    assert cells(desk)[-1] == "Came true, 12 May 2026"
    desk.session.undo()
    assert desk.record.forecasts[0].outcome is ForecastOutcome.OPEN
    desk.press(KEY.Key_Delete)
    assert not desk.record.forecasts


def test_a_stop_figure_is_fixed_in_the_form_and_reads_back(desk: Desk) -> None:
    stop = LedgerStop(LedgerFigure.UNITS, Decimal(100))
    made = Decision(REVIEWED, Outcome.HOLD, "The board", thresholds=(Threshold("Claims", ledger=stop),))
    desk.session.run(add_decision, desk.subject.initiative_id, made)
    desk.show_tab_called("Decisions")
    desk.press(KEY.Key_Return)
    form = desk.page.tabs.decisions.findChild(DecisionFields)
    assert form
    assert form.value.thresholds[0].ledger == stop
    (fields,) = form.findChildren(StopFields)
    (figure,) = fields.findChildren(ChoiceBox)
    at = field(form, "Stop figure: EUR, units or percent")
    figure.setCurrentIndex(1)
    at.setText("")
    assert [problem.place for problem in form.find_problems()] == ["thresholds[0].ledger"]
    at.setText("0.60")
    field(form, "From units a month").setText("4,000")
    at.setFocus()
    desk.page.tabs.decisions.table.setFocus()
    (saved,) = desk.record.decisions[0].thresholds
    assert saved.ledger == LedgerStop(LedgerFigure.UNIT_COST, Decimal("0.60"), "EUR", 4_000)


def test_a_threshold_without_a_stop_figure_asks_for_none(desk: Desk) -> None:
    desk.show_tab_called("Decisions")
    desk.press(KEY.Key_Space)
    form = desk.form()
    assert isinstance(form, DecisionForm)
    next(each for each in form.findChildren(QPushButton) if each.text() == "+ Add threshold").click()
    (fields,) = form.findChildren(StopFields)
    assert (fields.value, list(fields.problems("x"))) == (None, [])
    assert not field(form, "From units a month").isVisible()
    form.reject()
