"""What every form does: asks before it discards, forgets corrected problems, and scrolls under the wheel."""

from collections.abc import Callable, Iterable
from datetime import date

import pytest
from examples import slow_after
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from fivegates.domain.errors import Problem, UserError
from fivegates.ui.context import Context
from fivegates.ui.dialogs.password_form import PasswordForm, Wanted
from fivegates.ui.theme import Theme
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.fields import ProseBox
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import ChoiceBox, FormRow, StepBox, TextField
from fivegates.ui.window.main_window import MainWindow

KEY = Qt.Key


class EveryField(FormDialog):
    """A form with a field of every kind; a name is needed."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context, "Every field", "Save", parent)
        self.name = TextField()
        self.choice = ChoiceBox([("One", 1), ("Two", 2)], 1)
        self.day = DateField(context, None)
        self.reported = ProseBox()
        self.tick = QCheckBox("Tick")
        self.steps = StepBox()
        for place, field in vars(self).copy().items():
            if place in {"name", "choice", "day", "reported", "tick", "steps"}:
                self.add_rows(self.row(place, place.title(), field))

    def find_problems(self) -> Iterable[Problem]:
        """A name and a date are needed."""
        if not self.name.text():
            yield Problem("name", UserError("Write a name."))
        yield from self.day.problems("day")


@pytest.fixture
def form(qtbot: QtBot, context: Context, window: MainWindow) -> EveryField:
    """The form, open over the window."""
    form = EveryField(context, window)
    form.open()
    qtbot.waitUntil(form.isVisible)
    return form


def asked(form: FormDialog) -> QMessageBox | None:
    """The question over a form."""
    return next(iter(form.findChildren(QMessageBox)), None)


def test_an_untouched_form_closes_at_once(qtbot: QtBot, form: EveryField) -> None:
    qtbot.keyClick(form, KEY.Key_Escape)
    assert not form.isVisible()


@pytest.mark.parametrize("edit", ["name", "choice", "day", "reported", "tick", "steps"])
@pytest.mark.parametrize("how", slow_after(1, ["escape", "close"]))
def test_a_changed_form_asks_before_it_discards(qtbot: QtBot, form: EveryField, edit: str, how: str) -> None:
    edits: dict[str, Callable[[], object]] = {
        "name": lambda: form.name.setText("x"),
        "choice": lambda: form.choice.set_value(2),
        "day": lambda: form.day.line.setText("soon"),
        "reported": lambda: form.reported.setPlainText("x"),
        "tick": form.tick.click,
        "steps": lambda: form.steps.setValue(2),
    }
    edits[edit]()
    if how == "escape":
        qtbot.keyClick(form, KEY.Key_Escape)
    else:
        form.close()
    question = asked(form)
    assert question
    assert question.text() == "Discard what you entered?"
    assert form.isVisible()
    question.reject()
    assert form.isVisible()


def test_a_changed_form_is_discarded_when_that_is_wanted(qtbot: QtBot, form: EveryField) -> None:
    form.name.setText("x")
    qtbot.keyClick(form, KEY.Key_Escape)
    question = asked(form)
    assert question
    question.accept()
    assert not form.isVisible()


def test_what_was_taken_back_leaves_nothing_to_discard(qtbot: QtBot, form: EveryField) -> None:
    form.name.setText("x")
    form.name.setText("")
    qtbot.keyClick(form, KEY.Key_Escape)
    assert not form.isVisible()


def test_a_password_is_discarded_without_a_question(
    qtbot: QtBot, context: Context, window: MainWindow
) -> None:
    form = PasswordForm(context, Wanted("Password", "Open", ""), window)
    form.open()
    qtbot.keyClicks(form.rows["password"].field, "secret")
    qtbot.keyClick(form, KEY.Key_Escape)
    assert not form.isVisible()


def test_a_problem_goes_as_soon_as_it_is_mended_and_no_other_comes(form: EveryField) -> None:
    form.submit()
    assert form.rows["name"].problem == "Write a name."
    assert form.rows["day"].problem == "Write a date."
    form.name.setText("x")
    assert not form.rows["name"].problem
    assert form.rows["day"].problem == "Write a date."
    form.day.line.setText("soon")
    assert form.rows["day"].problem.startswith("“soon” is not a date here.")
    form.day.line.setText("15 Mar 2027")
    assert not form.rows["day"].problem
    form.name.setText("")
    assert not form.rows["name"].problem


def wheel_over(target: QWidget) -> QWheelEvent:
    """Turn the wheel by a notch over a widget."""
    at = QPointF(target.rect().center())
    event = QWheelEvent(
        at,
        target.mapToGlobal(at),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's own
    )
    QApplication.sendEvent(target, event)
    return event


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Enter])
def test_ctrl_enter_submits_from_a_field_in_which_enter_begins_a_line(
    qtbot: QtBot, form: EveryField, key: Qt.Key
) -> None:
    form.reported.setFocus()
    qtbot.keyClick(form.reported, key)
    assert form.reported.toPlainText() == "\n"
    qtbot.keyClick(form.reported, key, Qt.KeyboardModifier.ControlModifier)
    assert form.rows["name"].problem == "Write a name."
    form.name.setText("A name")
    form.day.set_value(date(2026, 5, 12))
    form.reported.setFocus()
    with qtbot.waitSignal(form.submitted):
        qtbot.keyClick(form.reported, key, Qt.KeyboardModifier.ControlModifier)


def test_the_wheel_over_a_field_changes_nothing_and_goes_to_the_form(form: EveryField) -> None:
    form.day.set_value(form.context.today())
    before = (form.choice.value, form.day.value, form.steps.value())
    for field in (form.reported, form.choice, form.day, form.steps):
        field.setFocus()
        for target in (form.choice, form.day.line, form.steps):
            assert not wheel_over(target).isAccepted()
    assert (form.choice.value, form.day.value, form.steps.value()) == before


def test_the_wheel_takes_no_focus(form: EveryField) -> None:
    fields = (form.name, form.choice, form.day.line, form.reported, form.tick, form.steps)
    assert [field for field in fields if field.focusPolicy() == Qt.FocusPolicy.WheelFocus] == []


def test_a_line_takes_text_of_any_length(form: EveryField) -> None:
    text = "x" * 40_000
    QApplication.clipboard().setText(text)
    form.name.paste()
    assert form.name.text() == text


def test_a_form_begins_in_its_first_field_and_not_on_its_button(form: EveryField) -> None:
    assert form.focusWidget() is form.name


def test_a_choice_in_little_room_ends_in_dots_and_not_within_a_letter(qtbot: QtBot, theme: Theme) -> None:
    theme.apply()
    whole = "separated by commas (as found)"

    def picture(words: str) -> QImage:
        box = ChoiceBox([(words, 1)], 1)
        qtbot.addWidget(box)
        box.setFixedWidth(22 * box.fontMetrics().averageCharWidth())
        return box.grab().toImage()

    assert picture(whole) in [picture(f"{whole[:letters]}…") for letters in range(5, 15)]


def test_a_text_of_some_lines_never_gets_a_bar_to_scroll_sideways(qtbot: QtBot) -> None:
    box = ProseBox(
        "Anselm Roth backs it warmly. Neither he nor anyone else has accepted the saving as a target."
    )
    qtbot.addWidget(box)
    box.show()
    for width in range(60, 400, 7):
        box.resize(width, 50)
        assert not box.horizontalScrollBar().isVisible()
    assert box.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def test_a_list_of_long_words_makes_no_form_wider_than_its_window(qtbot: QtBot) -> None:
    box = ChoiceBox([("The five production gates, version 1.1: " * 4, 1)], 1)
    row = FormRow("Rubric", box)
    qtbot.addWidget(row)
    assert row.minimumSizeHint().width() <= 30 * box.fontMetrics().averageCharWidth()
