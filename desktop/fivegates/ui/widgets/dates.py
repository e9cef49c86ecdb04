"""Dates in forms: one that is always there, and one that may be left out."""

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QWidget

from fivegates.ui.context import Context


class DateField(QDateEdit):
    """A date with a calendar to choose from."""

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCalendarPopup(True)
        self.setDisplayFormat("d MMM yyyy")
        self.set_value(day)

    @property
    def value(self) -> date:
        """The day shown."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_value(self, day: date) -> None:
        """Show `day`."""
        self.setDate(QDate(day.year, day.month, day.day))


class OptionalDateField(QWidget):
    """A date behind a tick box: without the tick there is no date.

    Signals:
        edited(): the user changed it.
    """

    edited = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QCheckBox(context.language.gettext("Set a date"), self)
        self._field = DateField(context.today(), self)
        self._field.setEnabled(False)
        self._box.toggled.connect(self._field.setEnabled)
        self._box.clicked.connect(self.edited)
        self._field.userDateChanged.connect(self.edited)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._box)
        layout.addWidget(self._field, 1)
        self.setFocusProxy(self._box)

    @property
    def value(self) -> date | None:
        """The day shown, or None without the tick."""
        return self._field.value if self._box.isChecked() else None

    def set_value(self, day: date | None) -> None:
        """Show `day`, or no date."""
        self._box.setChecked(day is not None)
        if day is not None:
            self._field.set_value(day)

    def setAccessibleName(self, name: str) -> None:
        """Name the parts too, since they take the focus."""
        super().setAccessibleName(name)
        self._box.setAccessibleName(f"{name}: {self._box.text()}")
        self._field.setAccessibleName(name)
