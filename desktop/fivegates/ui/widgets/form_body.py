"""The body of a form, in a dialog or beside a list: fields, validation problems and entered values."""

from collections.abc import Iterable
from typing import Final, Protocol, runtime_checkable

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from fivegates.domain.errors import Problem
from fivegates.ui.context import Context
from fivegates.ui.widgets.forms import FormRow

Field = QLineEdit | QPlainTextEdit | QComboBox | QCheckBox | QSpinBox
_FIELDS = (QLineEdit, QPlainTextEdit, QComboBox, QCheckBox, QSpinBox)


def fields_in(form: QWidget) -> list[Field]:
    """The fields inside a form, except those that belong to a popup over it."""
    found = [child for child in form.findChildren(QWidget) if isinstance(child, _FIELDS)]
    return [
        field for field in found if field.window() is form.window() and not _is_part_or_removed(field, form)
    ]


def entered_in(form: QWidget) -> tuple[object, ...]:
    """The entered value of each field; two snapshots differ where something was entered between them."""
    files = [child.property("entered") for child in form.findChildren(QWidget)]
    return (*(entry_of(field) for field in fields_in(form)), *(file for file in files if file is not None))


def edited_signal(field: Field) -> SignalInstance:
    """The signal that a field emits at every edit."""
    match field:
        case QComboBox():
            return field.currentTextChanged
        case QCheckBox():
            return field.toggled
        case QSpinBox():
            return field.valueChanged
        case _:
            return field.textChanged


def entry_of(field: Field) -> object:
    """The value entered in a field; `enter_again` puts it into another."""
    match field:
        case QPlainTextEdit():
            return field.toPlainText()
        case QComboBox():
            return field.currentText()
        case QCheckBox():
            return field.isChecked()
        case QSpinBox():
            return field.value()
        case _:
            return field.text()


def _is_part_or_removed(field: QWidget, form: QWidget) -> bool:
    """True if a field is the line edit of a spin box, or was removed from the form and awaits deletion."""
    return isinstance(field.parentWidget(), QSpinBox) or not field.isVisibleTo(form)


def enter_again(field: Field, entry: object) -> None:
    """Put an entry that was read from a field like this one into it."""
    match field, entry:
        case QPlainTextEdit(), str():
            field.setPlainText(entry)
        case QComboBox(), str():
            field.setCurrentIndex(field.findText(entry))
        case QCheckBox(), bool():
            field.setChecked(entry)
        case QSpinBox(), int():
            field.setValue(entry)
        case QLineEdit(), str():
            field.setText(entry)
        case _:
            raise TypeError(entry)


@runtime_checkable
class TakesOver(Protocol):
    """A field of several parts, or of more than text."""

    def take_over(self, other: QWidget) -> None:
        """Enter what is entered in `other`, a field of the same kind."""


def enter_row_again(made: FormRow, entered: FormRow) -> None:
    """Copy the values entered in a row into another of the same kind."""
    field = made.field
    if isinstance(field, TakesOver):
        field.take_over(entered.field)
        return
    for each, entry in zip(fields_in(made), [entry_of(each) for each in fields_in(entered)], strict=False):
        enter_again(each, entry)


_NARROW: Final = 60
"""The width in letters below which rows that were side by side are stacked."""


class FormBody(QWidget):
    """Rows are known by the place that a `Problem` names, so that each fault is shown beside its field.

    Its owner checks it, and takes back what was shown beside a field as soon as it is repaired.

    Signals:
        edited(): something was entered after faults were shown; the owner calls `take_back`.
        settled(): something was entered that is complete by itself, such as a file.
    """

    edited = Signal()
    settled = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.rows: dict[str, FormRow] = {}
        self.column = QVBoxLayout(self)
        self.column.setSpacing(16)
        self._groups: list[QBoxLayout] = []
        self._watched: set[QWidget] = set()
        self._found: frozenset[str] = frozenset()

    @property
    def value(self) -> object:
        """The record as entered; a form overrides it."""
        return None

    def find_problems(self) -> Iterable[Problem]:
        """The problems of the values entered; a form overrides it."""
        return ()

    def row(self, place: str, label: str, field: QWidget, hint: str = "") -> FormRow:
        """Make the row of the field that problems call `place`; add it with `add_rows`."""
        self.rows[place] = FormRow(label, field, hint)
        return self.rows[place]

    def add_rows(self, *rows: FormRow, shares: tuple[int, ...] = ()) -> None:
        """Add rows to the form, side by side; `shares` of the width, else alike."""
        side_by_side = QHBoxLayout()
        side_by_side.setSpacing(16)
        for place, row in enumerate(rows):
            side_by_side.addWidget(row, shares[place] if shares else 1, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(side_by_side)
        self._groups.append(side_by_side)

    def fit(self, width: int) -> None:
        """Put the rows of a group below each other where `width` pixels are too few for them all."""
        narrow = width < _NARROW * self.fontMetrics().averageCharWidth()
        self._direct(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        if not narrow and self.column.minimumSize().width() > width:
            self._direct(QBoxLayout.Direction.TopToBottom)

    def show_problems(self, problems: Iterable[Problem], *, go: bool = True) -> bool:
        """Show each problem beside its field, and `go` to the first; whether there was any."""
        found = self._first_problems(problems)
        for place, row in self.rows.items():
            row.set_problem(found.get(place, ""))
        first = next((row for place, row in self.rows.items() if place in found), None)
        if go and first is not None:
            first.field.setFocus()
        return bool(found)

    def check(self, problems: Iterable[Problem], *, go: bool = True) -> bool:
        """Show the problems, and report every edit from now on; whether there is no problem."""
        found = tuple(problems)
        self._found = frozenset(self._first_problems(found))
        if not self.show_problems(found, go=go):
            return True
        self._watch()
        return False

    def take_back(self, problems: Iterable[Problem]) -> None:
        """Hide problems that are corrected; new ones wait for the next check."""
        found = self._first_problems(problems)
        for place in self._found:
            if place in self.rows and self.rows[place].problem:
                self.rows[place].set_problem(found.get(place, ""))

    def lock(self) -> None:
        """Make the fields read-only."""
        for field in fields_in(self):
            if isinstance(field, QLineEdit | QPlainTextEdit | QSpinBox):
                field.setReadOnly(True)
            else:
                field.setEnabled(False)
        for kind in (QPushButton, QListWidget):
            for part in self.findChildren(kind):
                part.setEnabled(False)

    def _direct(self, direction: QBoxLayout.Direction) -> None:
        for group in self._groups:
            group.setDirection(direction)

    def _first_problems(self, problems: Iterable[Problem]) -> dict[str, str]:
        """The first problem of each row, in words."""
        found: dict[str, str] = {}
        for problem in problems:
            found.setdefault(_field(problem.place), problem.reason.text(self.context.language))
        return found

    def _watch(self) -> None:
        """Report every edit from now on, also in fields that were added meanwhile."""
        for field in fields_in(self):
            if field not in self._watched:
                self._watched.add(field)
                edited_signal(field).connect(self.edited)


def _field(place: str) -> str:
    """The field that a place within a record belongs to: `providers[2]` is `providers`."""
    return place.partition("[")[0].partition(".")[0]
