"""The form for what concerns the portfolio as a whole."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from fivegates.domain.errors import Problem
from fivegates.domain.initiative.record_checks import check_settings
from fivegates.domain.portfolio.settings import Settings
from fivegates.ui.context import Context
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import TextField
from fivegates.ui.widgets.numbers import DecimalField


class PortfolioSettingsForm(FormDialog):
    """Title, the marking of papers, the reporting currency and the day rate."""

    def __init__(self, context: Context, settings: Settings, parent: QWidget) -> None:
        gettext = context.language.gettext
        super().__init__(context, gettext("Portfolio settings"), gettext("Save"), parent)
        self._settings = settings
        self._title = TextField(settings.title)
        self._marking = TextField(settings.marking)
        self.add_rows(self.row("title", gettext("Title"), self._title))
        hint = gettext("Printed on every page of a brief, such as “Board confidential”.")
        self.add_rows(self.row("marking", gettext("Marking"), self._marking, hint))
        self._currency = TextField(settings.currency)
        hint = gettext("Three letters, such as EUR. Other currencies need a rate for each month.")
        self.add_rows(self.row("currency", gettext("Reporting currency"), self._currency, hint))
        self.day_rate = DecimalField(settings.day_rate, context.language)
        hint = gettext("What a person-day costs, in that currency: papers price the path to ready by it.")
        self.add_rows(self.row("day_rate", gettext("Day rate"), self.day_rate, hint))
        self._title.setFocus()

    @property
    def value(self) -> Settings:
        """The settings as entered."""
        return replace(
            self._settings,
            title=self._title.text().strip(),
            marking=self._marking.text().strip(),
            currency=self._currency.text().strip().upper(),
            day_rate=self.day_rate.value,
        )

    def find_problems(self) -> Iterable[Problem]:
        """The domain's checks."""
        return (*self.day_rate.problems("day_rate"), *check_settings(self.value))
