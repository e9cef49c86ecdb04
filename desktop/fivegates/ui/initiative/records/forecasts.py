"""The Forecasts tab: a table of statements with probability, due date and outcome."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from fivegates.actions import records
from fivegates.domain.initiative.initiative import Forecast
from fivegates.domain.track_record.calibration import is_overdue
from fivegates.domain.wording.forecasts import forecast_state_text
from fivegates.ui.context import Context
from fivegates.ui.initiative.records.tab import ExtraCommand, Words
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.session import Session
from fivegates.ui.tables.model import Cell, Heading, RecordRow

if TYPE_CHECKING:
    from fivegates.ui.initiative.forms.forecast_form import ForecastForm

_EVEN = 50


class ForecastRecords:
    """All forecasts on an initiative; forms open over `page`."""

    view = "forecasts"
    by_criterion = False
    extras: tuple[ExtraCommand, ...] = ()

    def __init__(self, session: Session, context: Context, page: QWidget) -> None:
        self._session = session
        self._context = context
        self._page = page
        gettext = context.language.gettext
        self.words = Words(
            gettext("Forecasts"),
            gettext("Record forecast…"),
            gettext("No forecast recorded"),
            gettext(
                "Record what somebody expects by a day and how sure they are, such as 80% for “live by "
                "March”. Once enough are resolved, the track record shows how sure one may be of the next."
            ),
        )
        self.headings = (
            Heading(gettext("Due"), right=True),
            Heading(gettext("Forecast"), share=3),
            Heading(gettext("Probability"), right=True),
            Heading(context.language.pgettext("person", "By"), share=1),
            Heading(gettext("Made on"), right=True),
            Heading(gettext("What came of it"), share=1),
        )

    def rows(self, subject: Subject) -> list[RecordRow]:
        """A row a forecast."""
        return [RecordRow(each.id, "", self._cells(each)) for each in subject.record.forecasts]

    def add(self, subject: Subject, _criterion: str) -> None:
        """Ask for a new forecast."""
        today = self._context.today()
        form = self._form(Forecast("", _EVEN, today, today, ""))
        run, add = self._session.run, records.add_forecast
        form.save_with(lambda: run(add, subject.initiative_id, form.value))

    def edit(self, subject: Subject, record_id: int) -> None:
        """Edit a forecast and its outcome in a form."""
        held = next(each for each in subject.record.forecasts if each.id == record_id)
        form = self._form(held)
        run = self._session.run
        form.save_with(lambda: run(records.edit_forecast, form.value, self._context.today()))

    def remove(self, _subject: Subject, record_id: int) -> None:
        """Remove a forecast."""
        self._session.run(records.remove_forecast, record_id)

    def _form(self, forecast: Forecast) -> "ForecastForm":
        from fivegates.ui.initiative.forms.forecast_form import ForecastForm

        form = ForecastForm(self._context, forecast, self._page)
        self._session.complete(form)
        return form

    def _cells(self, each: Forecast) -> tuple[Cell, ...]:
        language, today = self._context.language, self._context.today()
        state = forecast_state_text(each, today, language)
        return (
            Cell(language.short_date(each.due), each.due.toordinal()),
            Cell(each.statement, each.statement),
            Cell(language.percent(each.percent), each.percent),
            Cell(each.by, each.by),
            Cell(language.short_date(each.dated), each.dated.toordinal()),
            Cell(state, state, warns=is_overdue(each, today)),
        )
