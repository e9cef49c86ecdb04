"""The form of a forecast: statement, due date, probability and outcome."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.initiative.initiative import (
    Forecast,
    ForecastOutcome,
    check_forecast,
    future_outcome_problems,
)
from fivegates.domain.wording.forecasts import forecast_outcome_word, with_replaced_outcome
from fivegates.ui.context import Context
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.fields import CountField, ProseBox
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import ChoiceBox, TextField


class ForecastForm(FormDialog):
    """All fields of a forecast; a new one has no id yet, and no outcome."""

    def __init__(self, context: Context, forecast: Forecast, parent: QWidget) -> None:
        gettext, kept = context.language.gettext, bool(forecast.id)
        title = gettext("Edit the forecast") if kept else gettext("Record a forecast")
        super().__init__(context, title, gettext("Save") if kept else gettext("Record forecast"), parent)
        self._original = forecast
        self._statement = TextField(forecast.statement)
        self._percent = CountField(forecast.percent if kept else None, context.language)
        self._due = DateField(context, forecast.due if kept else None)
        self._dated = DateField(context, forecast.dated)
        self._by = TextField(forecast.by)
        outcomes = [
            (forecast_outcome_word(outcome, context.language), outcome) for outcome in ForecastOutcome
        ]
        self._outcome = ChoiceBox(outcomes, forecast.outcome)
        self._resolved = DateField(context, forecast.resolved, needed=False)
        self._note = ProseBox(forecast.note, lines=2)
        self._lay_out()
        self._statement.setFocus()

    @property
    def value(self) -> Forecast:
        """The forecast as entered."""
        percent = self._percent.value
        edited = replace(
            self._original,
            statement=self._statement.text().strip(),
            percent=self._original.percent if percent is None else percent,
            due=self._due.value or self._original.due,
            dated=self._dated.value or self._original.dated,
            by=self._by.text().strip(),
            outcome=self._outcome.value,
            resolved=self._resolved.value,
            note=self._note.toPlainText().strip(),
        )
        return with_replaced_outcome(self._original, edited, self.context.language)

    def find_problems(self) -> Iterable[Problem]:
        """The domain's checks, and values that are missing or cannot be read."""
        unread = (
            *self._due.problems("due"),
            *self._dated.problems("date"),
            *self._resolved.problems("resolved"),
            *self._percent.problems("percent"),
        )
        if not self._percent.text().strip():
            unread = (*unread, Problem("percent", UserError("Write how sure you are, in percent.")))
        value = self.value
        return unread or (*check_forecast(value), *future_outcome_problems(value, self.context.today()))

    def _lay_out(self) -> None:
        gettext = self.context.language.gettext
        text = gettext("What will be true, so that anyone can say later whether it was.")
        self.add_rows(self.row("statement", gettext("Forecast"), self._statement, text))
        sure = gettext("From 0, surely not, to 100, surely.")
        self.add_rows(
            self.row("percent", gettext("Probability in percent"), self._percent, sure),
            self.row("due", gettext("Due"), self._due),
        )
        self.add_rows(
            self.row("by", gettext("Who says so"), self._by),
            self.row("date", gettext("Made on"), self._dated),
        )
        self.add_rows(
            self.row("outcome", gettext("What came of it"), self._outcome),
            self.row("resolved", gettext("Known since"), self._resolved),
        )
        self.add_rows(self.row("note", gettext("Note"), self._note))
