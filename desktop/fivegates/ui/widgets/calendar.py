"""A month to choose a day from, in the look of the window."""

from datetime import date
from typing import Final

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout, QWidget

from fivegates.domain.initiative.record_checks import FIRST_DAY, LAST_DAY
from fivegates.ui.context import Context
from fivegates.ui.widgets.roles import set_role

_WIDTH_EMS: Final = 52
_WEEKEND: Final = (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)


class CalendarPopup(QFrame):
    """Closes when a day is chosen, with Escape, or when something else is pressed; then it is freed.

    Signals:
        chosen(date): the user chose a day.
    """

    chosen = Signal(object)

    def __init__(self, context: Context, day: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_role(self, "popup")
        self.calendar = QCalendarWidget(self)
        self.calendar.setAccessibleName(context.language.gettext("Calendar"))
        self.calendar.setLocale(QLocale(context.language.code))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek(context.language.locale.first_week_day + 1))
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setDateRange(_qdate(FIRST_DAY), _qdate(LAST_DAY))
        self.calendar.setSelectedDate(_qdate(day))
        self._dress(context)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.calendar)
        self.calendar.setMinimumWidth(_WIDTH_EMS * self.fontMetrics().averageCharWidth())
        self.setFocusProxy(self.calendar)
        self.calendar.activated.connect(self._choose)
        self.calendar.clicked.connect(self._choose)

    def show_below(self, widget: QWidget) -> None:
        """Open below `widget`, above it where there is no space below."""
        below = widget.mapToGlobal(QPoint(0, widget.height() + 2))
        available, size = widget.screen().availableGeometry(), self.sizeHint()
        if below.y() + size.height() > available.bottom():
            below.setY(widget.mapToGlobal(QPoint(0, 0)).y() - size.height() - 2)
        below.setX(max(available.left(), min(below.x(), available.right() - size.width())))
        self.move(below)
        self.show()
        self.calendar.setFocus()

    def _dress(self, context: Context) -> None:
        """Give the weekend and the heads of the columns our colours: Qt's weekend is red."""
        day, head = QTextCharFormat(), QTextCharFormat()
        day.setForeground(QColor(context.palette.ink))
        head.setForeground(QColor(context.palette.second_ink))
        for weekday in _WEEKEND:
            self.calendar.setWeekdayTextFormat(weekday, day)
        self.calendar.setHeaderTextFormat(head)

    def _choose(self, day: QDate) -> None:
        self.chosen.emit(date(day.year(), day.month(), day.day()))
        self.close()


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
