"""The date field: what is typed is understood and echoed, or refused; keys and a calendar change it."""

from datetime import date

import pytest
from builders import REVIEWED
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QDateEdit
from pytestqt.qtbot import QtBot

from fivegates.domain.language import Language
from fivegates.domain.limits import LAST_DAY
from fivegates.languages import language as language_of
from fivegates.ui.context import Context
from fivegates.ui.widgets.dates import CalendarPopup, DateField
from fivegates.ui.widgets.forms import FormRow
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.window.main_window import MainWindow
from windows import nameless

KEY = Qt.Key
IDES = date(2027, 3, 15)


@pytest.fixture
def field(qtbot: QtBot, context: Context) -> DateField:
    """An empty field that has the keyboard."""
    field = DateField(context, None)
    field.setAccessibleName("Due")
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.line.hasFocus)
    return field


def echo(field: DateField) -> str:
    """The words below the field."""
    return " ".join(label.text() for label in field.findChildren(PlainLabel) if not label.isHidden())


def test_the_example_is_today(field: DateField, context: Context) -> None:
    today = context.language.short_date(context.today())
    assert field.line.placeholderText() == f"Such as {today}"


def test_what_is_typed_is_echoed_in_words(qtbot: QtBot, field: DateField) -> None:
    qtbot.keyClicks(field.line, "15 M")
    assert (field.value, echo(field)) == (None, "Not a date yet")
    qtbot.keyClicks(field.line, "ar 2027")
    assert (field.value, echo(field)) == (IDES, "Monday, 15 March 2027")
    assert field.line.accessibleDescription() == "Monday, 15 March 2027"


@pytest.mark.parametrize("typed", ["15.3.2027", "2027-03-15", "15/03/27", "March 15, 2027"])
def test_leaving_it_writes_the_date_in_the_usual_form(qtbot: QtBot, field: DateField, typed: str) -> None:
    qtbot.keyClicks(field.line, typed)
    qtbot.keyClick(field.line, KEY.Key_Return)
    assert (field.line.text(), field.value) == ("15 Mar 2027", IDES)
    assert list(field.problems("due")) == []


def test_what_is_not_a_date_stays_and_is_refused(qtbot: QtBot, field: DateField) -> None:
    qtbot.keyClicks(field.line, "31 Feb 2027")
    qtbot.keyClick(field.line, KEY.Key_Return)
    assert (field.line.text(), field.value, echo(field)) == ("31 Feb 2027", None, "Not a date")
    (problem,) = field.problems("due")
    assert problem.place == "due"
    assert "“31 Feb 2027” is not a date here." in str(problem.reason)


def test_a_form_says_only_once_that_it_is_no_date(qtbot: QtBot, context: Context) -> None:
    field = DateField(context, None)
    row = FormRow("Due", field)
    qtbot.addWidget(row)
    row.show()
    qtbot.keyClicks(field.line, "31 Feb 2027")
    qtbot.keyClick(field.line, KEY.Key_Return)
    assert echo(field) == "Not a date"
    (problem,) = field.problems("due")
    row.set_problem(str(problem.reason))
    assert not echo(field)
    assert field.line.accessibleDescription() == str(problem.reason)
    row.set_problem("")
    assert echo(field) == "Not a date"


def test_without_a_date_it_is_empty(context: Context, field: DateField) -> None:
    assert (field.line.text(), field.value, echo(field)) == ("", None, "")
    assert [str(problem.reason) for problem in field.problems("due")] == ["Write a date."]
    assert list(DateField(context, None, needed=False).problems("due")) == []


def test_arrows_change_the_day_and_page_keys_the_month(qtbot: QtBot, field: DateField) -> None:
    qtbot.keyClick(field.line, KEY.Key_Up)
    assert field.value == REVIEWED
    field.set_value(date(2027, 1, 31))
    qtbot.keyClick(field.line, KEY.Key_PageUp)
    assert field.value == date(2027, 2, 28)
    qtbot.keyClick(field.line, KEY.Key_Up)
    assert field.value == date(2027, 3, 1)
    qtbot.keyClick(field.line, KEY.Key_Down)
    qtbot.keyClick(field.line, KEY.Key_PageDown)
    assert field.value == date(2027, 1, 28)


def test_arrows_leave_alone_what_is_not_understood(qtbot: QtBot, field: DateField) -> None:
    qtbot.keyClicks(field.line, "soon")
    qtbot.keyClick(field.line, KEY.Key_Up)
    assert field.line.text() == "soon"
    field.line.setText("1 Jan 0001")
    field.line.setReadOnly(True)
    qtbot.keyClick(field.line, KEY.Key_Down)
    assert field.line.text() == "1 Jan 0001"


def test_the_last_day_of_all_cannot_be_passed(qtbot: QtBot, field: DateField) -> None:
    field.set_value(LAST_DAY)
    qtbot.keyClick(field.line, KEY.Key_Up)
    assert field.value == LAST_DAY


@pytest.mark.parametrize("written", ["31 Dec 9999", "1 Jan 2101", "31/12/1999"])
def test_a_day_of_another_century_is_refused_by_the_field_itself(
    qtbot: QtBot, field: DateField, written: str
) -> None:
    qtbot.keyClicks(field.line, written)
    assert field.value is None
    field.line.editingFinished.emit()

    reason = "Choose a date from 1 January 2000 to 31 December 2100."
    assert [str(problem.reason) for problem in field.problems("due")] == [reason]
    assert (echo(field), field.line.text()) == (reason, written)


def test_a_day_is_chosen_in_the_calendar(qtbot: QtBot, field: DateField) -> None:
    field.set_value(IDES)
    qtbot.keyClick(field.line, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, CalendarPopup)
    assert popup.calendar.selectedDate() == QDate(2027, 3, 15)
    popup.calendar.activated.emit(QDate(2027, 3, 22))
    assert not popup.isVisible()
    assert field.line.text() == "22 Mar 2027"


def test_every_part_has_a_name(field: DateField) -> None:
    assert nameless(field) == []
    assert field.line.accessibleName() == "Due"


@pytest.mark.parametrize("language", [language_of("de_DE")])
def test_it_speaks_the_language_of_the_window(field: DateField, language: Language) -> None:
    field.line.setText("15.3.2027")
    assert echo(field) == "Montag, 15. März 2027"
    field.show_calendar()
    popup = field.findChild(CalendarPopup)
    assert popup
    assert popup.calendar.firstDayOfWeek() is Qt.DayOfWeek.Monday
    popup.close()
    assert language.code == "de_DE"


def test_no_form_uses_another_kind_of_date_field(window: MainWindow) -> None:
    assert not window.findChildren(QDateEdit)
