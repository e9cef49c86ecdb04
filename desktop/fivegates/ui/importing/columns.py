"""The column mapping of an import, with a constant for a field that has no column."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fivegates.actions.importing.reading import (
    DetectedFormat,
    Reading,
    field_words,
    named_columns,
    plain_fields,
)
from fivegates.domain.language import Language
from fivegates.ui.context import Context
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.forms import ChoiceBox
from fivegates.ui.widgets.labels import ElidedLabel, PlainLabel
from fivegates.ui.widgets.roles import set_role


class ConstantField(QWidget):
    """A constant for all rows: one of the values of the field, or text.

    Signals:
        changed(): another value was entered.
    """

    changed = Signal()

    def __init__(self, language: Language, field: str, value: str) -> None:
        super().__init__()
        name = language.gettext("{field} of all rows", field=field)
        words = field_words(field)
        self.box: ChoiceBox[str] | None = None
        self.line: QLineEdit | None = None
        self._last_value = value
        shown = self._made_box(language, words, value) if words else self._made_line(language, value)
        shown.setAccessibleName(name)
        self.setFocusProxy(shown)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(shown)

    @property
    def value(self) -> str:
        """The value entered; empty for none."""
        if self.box is not None:
            return self.box.value
        return self.line.text().strip() if self.line is not None else ""

    def _made_box(self, language: Language, words: tuple[str, ...], value: str) -> QWidget:
        offered = [(language.gettext("Not said"), ""), *((word, word) for word in words)]
        self.box = ChoiceBox(offered, value if value in words else "")
        self.box.currentIndexChanged.connect(self.changed)
        return self.box

    def _made_line(self, language: Language, value: str) -> QWidget:
        self.line = QLineEdit(value)
        self.line.setPlaceholderText(language.gettext("For all rows"))
        self.line.editingFinished.connect(self._finish)
        return self.line

    def _finish(self) -> None:
        """Emit only a changed value: Qt also emits editingFinished when the field is left."""
        if self.value != self._last_value:
            self._last_value = self.value
            self.changed.emit()


class ColumnsView(QWidget):
    """A line for each field: its name, its column, and the first value there or the value for all rows.

    Signals:
        changed(): another column was chosen.
        constant_changed(): another constant was entered.
        forget_requested(): the user wants the remembered options of an earlier file dropped.
    """

    changed = Signal()
    constant_changed = Signal()
    forget_requested = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.forget = IconButton(context, "delete", context.language.gettext("Forget earlier choices"))
        self.forget.clicked.connect(self.forget_requested)
        self._language = context.language
        self._boxes: dict[str, ChoiceBox[str]] = {}
        self._constants: dict[str, ConstantField] = {}
        self._format: DetectedFormat | None = None
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName(context.language.gettext("Columns"))
        self._note = PlainLabel("", "quiet", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self._note)
        layout.addWidget(self._area, 1)
        layout.addWidget(self.forget, 0, Qt.AlignmentFlag.AlignLeft)

    def chosen(self) -> dict[str, str]:
        """The column of each field, as it is set."""
        return {field: box.value for field, box in self._boxes.items() if box.value}

    def constants(self) -> dict[str, str]:
        """The constants, by field."""
        return {field: shown.value for field, shown in self._constants.items() if shown.value}

    def constant(self, field: str) -> ConstantField:
        """The widget for a field's constant; KeyError where the field has a column."""
        return self._constants[field]

    def box(self, field: str) -> ChoiceBox[str]:
        """The widget for a field's column; KeyError where the kind has no such field."""
        return self._boxes[field]

    def show_reading(self, reading: Reading) -> None:
        """Show how columns are mapped."""
        focus = self._focused()
        self._format = reading.found_format
        self._boxes, self._constants = {}, {}
        body = QWidget()
        set_role(body, "scrolled")
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(2, 1)
        if reading.found_format is not None:
            self._fill(grid, reading, reading.found_format)
        grid.setRowStretch(grid.rowCount(), 1)
        self._area.setWidget(body)
        self._note.setText(self._words(reading))
        self.forget.setVisible(bool(reading.preview and reading.preview.detected.remembered))
        for fields in (self._boxes, self._constants):
            if focus in fields:
                fields[focus].setFocus()

    def _fill(self, grid: QGridLayout, reading: Reading, found_format: DetectedFormat) -> None:
        fields = plain_fields(reading.kind)
        columns = _columns_of(reading, found_format)
        constants = _constants_of(reading)
        if not fields and reading.preview:
            self._fill_known(grid, reading.preview.detected.columns, found_format)
        for row, (field, needed) in enumerate(fields):
            column = columns.get(field, "")
            self._boxes[field] = self._made_box(field, column, found_format)
            name = self._language.gettext("{field} (needed)", field=field) if needed else field
            grid.addWidget(PlainLabel(name), row, 0)
            grid.addWidget(self._boxes[field], row, 1)
            if column or field == "initiative":
                grid.addWidget(ElidedLabel(found_format.examples.get(column, ""), "quiet"), row, 2)
            else:
                grid.addWidget(self._made_constant(field, constants.get(field, "")), row, 2)

    def _made_constant(self, field: str, value: str) -> ConstantField:
        """A widget for a field's constant."""
        shown = ConstantField(self._language, field, value)
        shown.changed.connect(self.constant_changed)
        self._constants[field] = shown
        return shown

    def _made_box(self, field: str, column: str, found_format: DetectedFormat) -> ChoiceBox[str]:
        """A widget for a field's column."""
        names = dict.fromkeys(filter(None, (*found_format.header, column)))
        offered = [(name, name) for name in names]
        box = ChoiceBox(
            [(self._language.gettext("Not in the file"), ""), *offered],
            column,
        )
        box.setAccessibleName(field)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(24)
        box.currentIndexChanged.connect(self.changed)
        return box

    @staticmethod
    def _fill_known(
        grid: QGridLayout, columns: Sequence[tuple[str, str]], found_format: DetectedFormat
    ) -> None:
        """Show the columns of a billing export, whose names are fixed by the FOCUS standard."""
        for row, (field, column) in enumerate(columns):
            grid.addWidget(PlainLabel(field.replace("_", " ")), row, 0)
            grid.addWidget(PlainLabel(column), row, 1)
            grid.addWidget(ElidedLabel(found_format.examples.get(column, ""), "quiet"), row, 2)

    def _words(self, reading: Reading) -> str:
        """The text above the mapping."""
        gettext = self._language.gettext
        if not plain_fields(reading.kind):
            return gettext("The standard names these columns; others are not read.")
        ignored = reading.preview.detected.ignored if reading.preview else ()
        if not ignored:
            return gettext("Choose the column of each field, or say what holds for all rows.")
        return gettext(
            "Choose the column of each field, or say what holds for all rows. Not read: {names}.",
            names=self._language.listed(list(ignored)),
        )

    def _focused(self) -> str:
        """The field whose box has the focus."""
        held = QApplication.focusWidget()
        shown = (*self._boxes.items(), *self._constants.items())
        return next((field for field, each in shown if held in {each, each.focusProxy()}), "")


def _columns_of(reading: Reading, found_format: DetectedFormat) -> dict[str, str]:
    """The column of each field, as read, or as suggested where the file is not read yet."""
    if reading.preview is not None:
        return dict(reading.preview.detected.columns)
    mapped = reading.request.chosen.columns
    found = dict(mapped) if mapped is not None else named_columns(reading.kind, found_format.header)
    return {field: column for field, column in found.items() if column in found_format.header}


def _constants_of(reading: Reading) -> dict[str, str]:
    """The constants, as read, or as suggested where the file is not read yet."""
    if reading.preview is not None:
        return dict(reading.preview.detected.constants)
    return dict(reading.request.chosen.constants)
