"""A form in a dialog: rows that scroll, problems beside their fields, the verb on the button."""

from collections.abc import Callable, Iterable
from typing import ClassVar, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fivegates.domain.errors import Problem
from fivegates.ui.context import Context
from fivegates.ui.messages import Question, ask
from fivegates.ui.widgets.form_body import FormBody, entered_in, fields_in
from fivegates.ui.widgets.forms import FormRow
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.page import scrolled
from fivegates.ui.widgets.roles import plain_tooltip, rule, set_role, window_title


class RoomyDialog(QDialog):
    """Freed when closed; `size` is its preferred size, in pixels at 100 % text."""

    def __init__(self, context: Context, size: QSize, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._size = size

    def sizeHint(self) -> QSize:
        """Room for a table, as far as the screen allows."""
        room, percent = self.screen().availableSize(), self._context.settings.text_scale
        return QSize(
            min(self._size.width() * percent // 100, room.width() - 40),
            min(self._size.height() * percent // 100, room.height() - 40),
        )

    def open(self) -> None:
        """Show it in its full size: Qt would cut a new window to two thirds of the screen."""
        self.resize(self.sizeHint())
        super().open()


_SUBMIT_KEYS: Final = ("Ctrl+Return", "Ctrl+Enter")
_MARGIN: Final = 24
_WIDTH: Final = 600


class FormDialog(QDialog):
    """Rows are known by the place that a `Problem` names, so that each fault is shown beside its field.

    Open it with `open()`. Its owner saves on `submitted` and then calls `accept()`; while the form
    has problems nothing is submitted and the first one has the focus.

    A form in which something was entered asks before it is closed unsaved. What is shown beside a field
    goes away as soon as it is repaired.

    Signals:
        submitted(): the user wants it saved, and the form finds nothing wrong.
    """

    submitted = Signal()
    asks_before_discarding: ClassVar[bool] = True

    def __init__(
        self, context: Context, title: str, submit_text: str, parent: QWidget, body: FormBody | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.body = body or FormBody(context)
        self.rows = self.body.rows
        self._opened_with: tuple[object, ...] | None = None
        self.body.edited.connect(self._check_again)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(window_title(title))
        self._submit = QPushButton(submit_text)
        self._submit.setDefault(True)
        set_role(self._submit, "primary")
        self._submit.clicked.connect(self.submit)
        self._submit.setToolTip(plain_tooltip(_SUBMIT_KEYS[-1]))
        for keys in _SUBMIT_KEYS:  # Enter alone begins a line in a field of several
            QShortcut(QKeySequence(keys), self, self.submit)
        self.body.column.setContentsMargins(_MARGIN, 8, _MARGIN, 16)
        self._build(title)

    def find_problems(self) -> Iterable[Problem]:
        """The problems of the values entered; a form overrides it, or its body does."""
        return self.body.find_problems()

    def row(self, place: str, label: str, field: QWidget, hint: str = "") -> FormRow:
        """Make the row of the field that problems call `place`; add it with `add_rows`."""
        return self.body.row(place, label, field, hint)

    def add_rows(self, *rows: FormRow, shares: tuple[int, ...] = ()) -> None:
        """Add rows to the form, side by side; `shares` of the width, else alike."""
        self.body.add_rows(*rows, shares=shares)

    def show_problems(self, problems: Iterable[Problem]) -> bool:
        """Show each problem beside its field, and go to the first; whether there was any."""
        return self.body.show_problems(problems)

    def submit(self) -> None:
        """Emit `submitted`, or show the problems."""
        if self.body.check(self.find_problems()):
            self.submitted.emit()

    def reject(self) -> None:
        """Close it unsaved, at once where nothing was entered, else after asking."""
        close = super().reject
        if not self._changed:
            close()
            return

        def discard() -> None:
            """Close it; Qt would connect the method itself by its name, and so call this one again."""
            close()

        gettext = self.context.language.gettext
        question = Question(
            gettext("Discard what you entered?"),
            gettext("It has not been saved."),
            gettext("Discard"),
            gettext("Keep editing"),
        )
        ask(self, question, self.context.language, discard)

    def _check_again(self) -> None:
        """Hide problems that are corrected."""
        self.body.take_back(self.find_problems())

    def save_with(self, save: Callable[[], object | None]) -> None:
        """Open it; what is submitted goes to `save`, and the form closes unless that gives None."""

        def submit() -> None:
            if save() is not None:
                self.accept()

        self.submitted.connect(submit)
        self.open()

    def _build(self, title: str) -> None:
        """Heading, scrolling form, buttons."""
        heading = PlainLabel(title, "heading", wrap=True)
        heading.setContentsMargins(_MARGIN, 20, _MARGIN, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 16)
        layout.setSpacing(8)
        layout.addWidget(heading)
        layout.addWidget(self._scrolled(), 1)
        layout.addWidget(rule())
        layout.addLayout(self._buttons())

    def open(self) -> None:
        """Show it in its full size: Qt would cut a new window to two thirds of the screen."""
        self.resize(self.sizeHint())
        for field in self.findChildren(QLineEdit):
            if not field.hasSelectedText():
                field.setCursorPosition(0)  # long text is read from its beginning
        if self.focusWidget() is None and (fields := fields_in(self)):
            fields[0].setFocus()  # Qt would choose the button, which Space and Enter press
        self._opened_with = entered_in(self)
        super().open()

    @property
    def _changed(self) -> bool:
        """True if a field has changed since the dialog was opened."""
        if self._opened_with is None or not self.asks_before_discarding:
            return False
        return entered_in(self) != self._opened_with

    def sizeHint(self) -> QSize:
        """The height of the form, limited to that of the screen; wider for larger text."""
        percent = self.context.settings.text_scale
        room = self.screen().availableSize()
        width = min(max(_WIDTH * percent // 100, self.body.column.sizeHint().width()), room.width() - 80)
        height = self.body.column.totalHeightForWidth(width) + 140 * percent // 100
        return QSize(width, min(height, room.height() - 80))

    def _scrolled(self) -> QScrollArea:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.body)
        column.addStretch()
        return scrolled(body)

    def _buttons(self) -> QHBoxLayout:
        cancel = QPushButton(self.context.language.gettext("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setContentsMargins(_MARGIN, 8, _MARGIN, 0)
        row.setSpacing(8)
        row.addStretch()
        row.addWidget(cancel)
        row.addWidget(self._submit)
        return row
