"""The form for the settings of a portfolio."""

from base64 import b64decode
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from fivegates.actions.portfolio import logo_from
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.initiative.record_checks import check_settings
from fivegates.domain.portfolio.settings import Settings
from fivegates.ui.context import Context
from fivegates.ui.file_dialogs import FileKind, ask_for_file, documents_folder
from fivegates.ui.widgets.fields import CountField, DecimalField, FileRow
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import TextField
from fivegates.ui.widgets.labels import PlainLabel


class PortfolioSettingsForm(FormDialog):
    """Title, marking and letterhead of papers, the reporting currency and the day rate."""

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
        self.history_days = CountField(settings.history_days, context.language)
        hint = gettext("For how many days it is kept who edited what; older entries go with the next edit.")
        self.add_rows(self.row("history_days", gettext("History of edits"), self.history_days, hint))
        self._add_letterhead(settings)
        self._title.setFocus()

    def _add_letterhead(self, settings: Settings) -> None:
        """Add the letterhead fields: legal entity, accent colour and logo."""
        gettext = self.context.language.gettext
        self.legal_entity = TextField(settings.legal_entity)
        hint = gettext("Printed in the footer of papers.")
        self.add_rows(self.row("legal_entity", gettext("Legal entity"), self.legal_entity, hint))
        self.accent = TextField(settings.accent)
        self.accent.setPlaceholderText(gettext("Such as {example}", example="#1F5FA8"))
        hint = gettext("The colour of titles and charts on paper, dark enough for text.")
        self.add_rows(self.row("accent", gettext("Accent colour"), self.accent, hint))
        self.logo = LogoField(self.context, settings.logo, self)
        row = self.row("logo", gettext("Logo"), self.logo, gettext("Shown next to the title of papers."))
        self.logo.read.connect(row.set_problem)
        self.add_rows(row)

    @property
    def value(self) -> Settings:
        """The settings as entered."""
        return replace(
            self._settings,
            title=self._title.text().strip(),
            marking=self._marking.text().strip(),
            currency=self._currency.text().strip().upper(),
            day_rate=self.day_rate.value,
            history_days=self.history_days.value or 0,
            legal_entity=self.legal_entity.text().strip(),
            accent=self.accent.text().strip(),
            logo=self.logo.value,
        )

    def find_problems(self) -> Iterable[Problem]:
        """The domain's checks."""
        return (*self._unreadable(), *check_settings(self.value))

    def _unreadable(self) -> Iterable[Problem]:
        """Problems of numbers that cannot be read."""
        return (*self.day_rate.problems("day_rate"), *self.history_days.problems("history_days"))


_WIDEST, _HIGHEST = 160, 40


class LogoField(FileRow):
    """`value` is a PNG or an SVG in base64, or empty.

    Signals:
        read(str): another picture was chosen or removed; with what is wrong with it, or nothing.
    """

    read = Signal(str)

    def __init__(self, context: Context, logo: str, parent: QWidget | None = None) -> None:
        gettext = context.language.gettext
        self._shown = PlainLabel("", "quiet")
        super().__init__(self._shown, gettext("Choose a picture…"), gettext("Remove the logo"), parent)
        self._context = context
        self.value = logo
        self._show()

    def choose(self, path: Path) -> None:
        """Take the picture in a file, if it is one."""
        try:
            self.value = logo_from(path)
        except UserError as error:
            self.read.emit(error.text(self._context.language))
            return
        self._show()
        self.read.emit("")

    def _ask(self) -> None:
        """Ask for a file."""
        gettext = self._context.language.gettext
        kind = FileKind(gettext("Pictures (*.png *.svg)"), "png")
        ask_for_file(self, gettext("Choose a logo"), kind, documents_folder(), self.choose)

    def _take_out(self) -> None:
        """Remove the picture."""
        self.value = ""
        self._show()
        self._choose.setFocus()
        self.read.emit("")

    def _show(self) -> None:
        """Show the picture, or that there is none."""
        picture = QPixmap()
        if self.value and picture.loadFromData(b64decode(self.value)):
            kept = Qt.AspectRatioMode.KeepAspectRatio
            smooth = Qt.TransformationMode.SmoothTransformation
            self._shown.setPixmap(picture.scaled(_WIDEST, _HIGHEST, kept, smooth))
        else:
            gettext = self._context.language.gettext
            self._shown.setText(gettext("A picture") if self.value else gettext("None"))
        self._remove.setVisible(bool(self.value))
        self.setProperty("entered", self.value)
