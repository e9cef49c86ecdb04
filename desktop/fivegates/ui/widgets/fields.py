"""Fields of forms: numbers, longer text, boxes to tick, names that are completed, and files."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import partial
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from fivegates.actions.names import PERSON_FIELDS, KnownNames
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.language import Language
from fivegates.domain.typed_numbers import number_text, read_count, read_number
from fivegates.ui.widgets.form_body import FormBody
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import TextField

T = TypeVar("T")


class TypedField(TextField, Generic[T]):
    """A field whose text `read` turns into a value; `missing` is the problem of an empty field, if any."""

    def __init__(self, text: str, read: Callable[[str], T], missing: UserError | None = None) -> None:
        super().__init__(text)
        self._read = read
        self._missing = missing

    @property
    def value(self) -> T | None:
        """The value; None where nothing readable is written."""
        try:
            return self._read(self.text()) if self.text().strip() else None
        except UserError:
            return None

    def problems(self, place: str) -> Iterator[Problem]:
        """The problem of a text that cannot be read."""
        try:
            if self.text().strip():
                self._read(self.text())
            elif self._missing is not None:
                yield Problem(place, self._missing)
        except UserError as error:
            yield Problem(place, error)


class DecimalField(TypedField[Decimal]):
    """A number with all of its decimals; empty where there is none."""

    def __init__(self, number: Decimal | None, language: Language, missing: UserError | None = None) -> None:
        text = "" if number is None else number_text(number, language)
        super().__init__(text, partial(read_number, language=language), missing)


class CountField(TypedField[int]):
    """A whole number that is not negative; empty where there is none."""

    def __init__(self, count: int | None, language: Language) -> None:
        text = "" if count is None else number_text(count, language)
        super().__init__(text, partial(read_count, language=language))


_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ProseBox(QPlainTextEdit):
    """A field for some lines of plain text, as tall as `lines` of it; Tab leaves it."""

    def __init__(self, text: str = "", lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._lines = lines
        self.setTabChangesFocus(True)
        # Lines are wrapped: there is nothing to scroll to, and Qt could show the bar and hide it without end.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # turning the wheel over it takes no focus
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for its lines."""
        margins = 2 * (self.frameWidth() + int(self.document().documentMargin()))
        height = self._lines * self.fontMetrics().lineSpacing() + margins
        return QSize(super().sizeHint().width(), height)


class LimitedProse(ProseBox):
    """A field that is saved while it is typed in, so it takes no more than `most` characters.

    A paste that would not fit is refused whole, never cut. Undo reaches back to `start_with` and no further.

    Signals:
        refused(int): a text of so many characters would have come about, and did not.
    """

    refused = Signal(int)

    def __init__(self, most: int, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(lines=lines, parent=parent)
        self.most = most

    def start_with(self, text: str) -> None:
        """Show the text of another record; what was typed for the one before cannot be brought back here."""
        if self.toPlainText() != text:
            self.setPlainText(text)
        self.document().clearUndoRedoStacks()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop a text that fits."""
        if self._fits(source.text()):
            super().insertFromMimeData(source)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type what fits."""
        typed = "\n" if event.key() in _ENTER else event.text()
        if not (typed == "\n" or typed.isprintable()) or self._fits(typed):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take what an input method composed, where it fits."""
        if self._fits(event.commitString()):
            super().inputMethodEvent(event)
        else:
            QGuiApplication.inputMethod().reset()

    def _fits(self, added: str) -> bool:
        """True if `added` fits in the place of what is selected; else the refusal is reported."""
        if not added or self.isReadOnly():
            return True
        length = len(self.toPlainText()) - len(self.textCursor().selectedText()) + len(added)
        if length > self.most:
            self.refused.emit(length)
        return length <= self.most


def too_long_text(length: int, most: int, language: Language) -> str:
    """The message for a text that is too long."""
    return language.gettext(
        "At most {most} characters fit here, and this would make {length}. Nothing was added.",
        most=language.number(most),
        length=language.number(length),
    )


_LEAST_LETTERS: Final = 12


class WrappedCheckBox(QCheckBox):
    """A check box whose text wraps; Qt's own draws one line, and cuts it off."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        """Room for a word or two."""
        least = self._beside() + _LEAST_LETTERS * self.fontMetrics().averageCharWidth()
        return QSize(min(least, self.sizeHint().width()), self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        """True: the height grows as the width shrinks."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped text."""
        more = len(self.lines(width)) - 1
        return self.sizeHint().height() + more * self.fontMetrics().lineSpacing()

    def lines(self, width: int) -> list[str]:
        """The words as they are drawn in so many pixels; a word longer than that has its own line."""
        if width >= self.sizeHint().width():
            return [self.text()]  # layouts ask for many widths, most of them wide
        room, lines = width - self._beside(), [""]
        for word in self.text().split():
            longer = f"{lines[-1]} {word}".strip()
            if self.fontMetrics().horizontalAdvance(longer) <= room or not lines[-1]:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box with all its lines."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = "\n".join(self.lines(self.width()))
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_CheckBox, option)

    def _beside(self) -> int:
        """The width of the box without its text, in pixels."""
        return self.sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())


def complete_names(form: FormDialog | FormBody, known: KnownNames) -> None:
    """Offer the portfolio's names in the fields of a form that take a person or a business unit."""
    for place, row in form.rows.items():
        if isinstance(row.field, QLineEdit) and (place in PERSON_FIELDS or place == "business_unit"):
            complete_with(row.field, known.people if place in PERSON_FIELDS else known.units)


def complete_with(field: QLineEdit, names: Iterable[str]) -> None:
    """Offer the names that contain what is typed, in any case; each is offered once.

    Enter takes the only one that is offered; Esc before it leaves what is typed.
    """
    offered = list(dict.fromkeys(name for name in names if name))
    completer = QCompleter(offered, field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    field.setCompleter(completer)

    def take_only() -> None:
        popup = completer.popup()
        if popup is not None and popup.isVisible() and completer.completionCount() == 1:
            field.setText(completer.currentCompletion())

    field.returnPressed.connect(take_only)


class FileRow(QWidget):
    """Lays out `shown` and the two buttons; a subclass says what choosing and removing do."""

    def __init__(self, shown: QLabel, choose: str, remove: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choose = QPushButton(choose, self)
        self._remove = QPushButton(remove, self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(shown, 1)
        for button in (self._choose, self._remove):
            button.setAutoDefault(False)
            layout.addWidget(button)
        self.setFocusProxy(self._choose)
        self._choose.clicked.connect(self._ask)
        self._remove.clicked.connect(self._take_out)

    def _ask(self) -> None:
        """Ask for a file."""
        raise NotImplementedError

    def _take_out(self) -> None:
        """Remove the file."""
        raise NotImplementedError
