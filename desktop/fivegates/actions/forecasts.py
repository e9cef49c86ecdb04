"""Record, edit and remove forecasts with a probability."""

from datetime import date

from fivegates.actions import records
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.domain.errors import refuse
from fivegates.domain.initiative.forecasts import Forecast, check_forecast, still_to_come
from fivegates.domain.language import gettext_noop
from fivegates.store.records.initiatives import FORECAST

_FORECAST = records.RecordKind[Forecast](
    table=FORECAST,
    check=check_forecast,
    title=lambda forecast: forecast.statement,
)


def add_forecast(opened: OpenPortfolio, initiative_id: int, forecast: Forecast) -> Changes:
    """Record a forecast; its id is in `created`. Raises UserError for a bad field."""
    return records.add(opened, _FORECAST, initiative_id, forecast, gettext_noop("Record “{title}”"))


def edit_forecast(opened: OpenPortfolio, forecast: Forecast, today: date) -> Changes:
    """Save a recorded forecast, with what came of it.

    Raises UserError for a bad field, and for an outcome of a day after today.
    """
    refuse(still_to_come(forecast, today))
    return records.edit(opened, _FORECAST, forecast, gettext_noop("Edit the forecast “{title}”"))


def remove_forecast(opened: OpenPortfolio, forecast_id: int) -> Changes:
    """Remove a forecast; undo brings it back."""
    return records.remove(opened, _FORECAST, forecast_id, gettext_noop("Remove a forecast"))
