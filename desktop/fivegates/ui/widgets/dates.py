"""The date field of every form: reads any usual format, and shows the date understood below it."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Final

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QGridLayout, QVBoxLayout, QWidget

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.limits import FIRST_DAY, LAST_DAY, day_problems
from fivegates.domain.typed_dates import date_text, read_date
from fivegates.ui.context import Context
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.forms import TextField
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import plain_tooltip, set_role

_STEPS: Final = {
    Qt.Key.Key_Up: (1, 0),
    Qt.Key.Key_Down: (-1, 0),
    Qt.Key.Key_PageUp: (0, 1),
    Qt.Key.Key_PageDown: (0, -1),
}
"""The days and months by which each key moves the date."""


class DateLine(TextField):
    """The line in which a date is typed.

    Signals:
        stepped(int, int): go on by so many days and months.
    """

    stepped = Signal(int, int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows change the day, Page Up and Page Down the month; all other keys write."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() not in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }:
            super().keyPressEvent(event)
        elif not self.isReadOnly():
            self.stepped.emit(*step)


class DateField(QWidget):
    """A day, or none: typed, stepped through with the arrow keys, or chosen in a calendar (Alt+Down).

    A field that is `needed` counts as faulty while it is empty.

    Signals:
        edited(): the text changed, whoever changed it.
    """

    edited = Signal()

    def __init__(
        self, context: Context, day: date | None, *, needed: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._needed = needed
        self._described = ""
        gettext = context.language.gettext
        self.line = DateLine(parent=self)
        example = date_text(context.today(), context.language)
        self.line.setPlaceholderText(gettext("Such as {example}", example=example))
        self._button = IconButton(context, "calendar", "", parent=self)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setToolTip(plain_tooltip(gettext("Choose in a calendar (Alt+Down)")))
        self._echo = PlainLabel("", "note", parent=self)
        self._echo.hide()
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.line, 0, 0)
        layout.addWidget(self._button, 0, 1)
        layout.addWidget(self._echo, 1, 0, 1, 2)
        layout.setColumnStretch(0, 1)
        self.setFocusProxy(self.line)
        self._connect()
        self.set_value(day)

    @property
    def value(self) -> date | None:
        """The day; None where nothing is written, or nothing that is a date."""
        if self.line.text().strip():
            with suppress(UserError):
                return self._read()
        return None

    def set_value(self, day: date | None) -> None:
        """Show `day`, or an empty field."""
        self.line.setText("" if day is None else date_text(day, self._context.language))

    def problems(self, place: str) -> Iterator[Problem]:
        """The problem of a text that is not a date, or of a missing date."""
        try:
            if self.line.text().strip():
                self._read()
            elif self._needed:
                yield Problem(place, UserError("Write a date."))
        except UserError as error:
            yield Problem(place, error)

    def setAccessibleName(self, name: str) -> None:
        """Name the parts too: the line takes the focus."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)
        self._button.setAccessibleName(f"{name}: {self._context.language.gettext('Choose in a calendar')}")

    def setAccessibleDescription(self, description: str) -> None:
        """Describe the field, after the date that was understood."""
        super().setAccessibleDescription(description)
        self._described = description
        self._show_echo()

    def show_calendar(self) -> None:
        """Open a calendar below the field; the day chosen in it is written into the field."""
        popup = CalendarPopup(self._context, self.value or self._context.today(), self)
        popup.chosen.connect(self._take)
        popup.show_below(self.line)

    def _read(self) -> date:
        """The day written. Raises UserError for what is no date, and for one outside this century."""
        day = read_date(self.line.text(), self._context.language)
        for problem in day_problems("", day):
            raise problem.reason
        return day

    def _connect(self) -> None:
        self.line.textChanged.connect(self._follow)
        self.line.textChanged.connect(self.edited)
        self.line.editingFinished.connect(self._settle)
        self.line.stepped.connect(self._step)
        self._button.clicked.connect(self.show_calendar)
        for keys in ("Alt+Down", "F4"):
            action = QAction(self)
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(self.show_calendar)
            self.addAction(action)

    def _take(self, day: date) -> None:
        """Write the day that was chosen."""
        self.set_value(day)
        self.line.setFocus()

    def _step(self, days: int, months: int) -> None:
        """Go on from the day written; an empty field begins with today."""
        day = self.value
        if day is None:
            if not self.line.text().strip():
                self.set_value(self._context.today())
            return
        moved = QDate(day.year, day.month, day.day).addDays(days).addMonths(months)
        if _qdate(FIRST_DAY) <= moved <= _qdate(LAST_DAY):
            self.set_value(date(moved.year(), moved.month(), moved.day()))
            self.line.selectAll()

    def _follow(self) -> None:
        """Show the date understood so far; an incomplete date is no error while it is typed."""
        self._show_message(typing=True)

    def _settle(self) -> None:
        """Write the date in the language's format, and show an error where there is none."""
        if self.value is not None:
            self.set_value(self.value)
        self._show_message(typing=False)

    def _show_message(self, *, typing: bool) -> None:
        language = self._context.language
        day, written = self.value, bool(self.line.text().strip())
        faulty = written and day is None and not typing
        unread = self._refusal() if faulty else language.gettext("Not a date yet")
        set_role(self._echo, "problem" if faulty else "note")
        self._echo.setText(language.full_date(day) if day else unread if written else "")
        self._show_echo()

    def _refusal(self) -> str:
        """Return the reason for which the input is refused, a short one if it is no date at all."""
        language = self._context.language
        try:
            day = read_date(self.line.text(), language)
        except UserError:
            return language.gettext("Not a date")
        return " ".join(problem.reason.text(language) for problem in day_problems("", day))

    def _show_echo(self) -> None:
        """Show what was understood, unless the form says below the field already that it is no date."""
        language = self._context.language
        described = any(problem.reason.text(language) == self._described for problem in self.problems(""))
        self._echo.setVisible(bool(self._echo.text()) and not described)
        texts = ("" if described else self._echo.text(), self._described)
        self.line.setAccessibleDescription(" · ".join(part for part in texts if part))


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
        """Colour the weekend and the column heads: Qt's weekend is red."""
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
