"""The import options of a file: content, encoding, separator, number and date formats."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from fivegates.actions.importing.imports import Chosen, DateStyle, ImportPreview, NumberStyle, Styles
from fivegates.actions.importing.plans import ImportPlan, RowRelation
from fivegates.actions.importing.reading import DetectedFormat, ImportKind, Reading
from fivegates.actions.importing.summary import ENCODINGS, SEPARATORS, separator_word
from fivegates.domain.language import Language
from fivegates.ui.context import Context
from fivegates.ui.widgets.forms import ChoiceBox, FormRow, ListBox

_COLUMNS: Final = 3


class SourceChoices(QWidget):
    """The options as detected, where the user has not chosen otherwise.

    Signals:
        changed(): the file is to be read in another way.
        again_changed(): another relation to the lines imported before was chosen.
    """

    changed = Signal()
    again_changed = Signal()

    def __init__(self, context: Context, codes: Sequence[str], owner: str) -> None:
        super().__init__()
        self._language = language = context.language
        self._found_styles = Styles()
        self._unclear: list[QComboBox] = []
        gettext = language.gettext
        kinds = [(kind_words(kind, language), kind) for kind in ImportKind]
        self.kind = ChoiceBox(kinds, ImportKind.FOCUS)
        unknown = gettext("As found")
        encodings: list[tuple[str, str | None]] = [(words, each) for each, words in ENCODINGS.items()]
        self.encoding = ChoiceBox([(unknown, None), *encodings], None)
        separators: list[tuple[str, str | None]] = [
            (separator_word(each, language), each) for each in SEPARATORS
        ]
        self.separator = ChoiceBox([(unknown, None), *separators], None)
        numbers: list[tuple[str, NumberStyle | None]] = [(each.value, each) for each in NumberStyle]
        self.numbers = ChoiceBox([(unknown, None), *numbers], None)
        dates: list[tuple[str, DateStyle | None]] = [(each.value, each) for each in DateStyle]
        self.dates = ChoiceBox([(unknown, None), *dates], None)
        owners = [(gettext("Nobody: they are refused"), ""), *((code, code) for code in codes)]
        self.owner = ChoiceBox(owners, owner if owner in codes else "")
        self.sheet = ListBox()
        hidden: list[tuple[str, bool | None]] = [
            (gettext("Choose…"), None),
            (gettext("Take them"), True),
            (gettext("Leave them out"), False),
        ]
        self.hidden = ChoiceBox(hidden, None)
        self._sheet = ""
        self.again = ChoiceBox(_again_choices(language), None)
        self._lay_out()
        self._connect()
        self._untouched = self.chosen(None, {})

    @property
    def has_changed(self) -> bool:
        """True if the user changed any detected option."""
        return self.again.value is not None or self.chosen(None, {}) != self._untouched

    def chosen(self, columns: dict[str, str] | None, constants: dict[str, str]) -> Chosen:
        """The options that the user chose, with the column of each field and the constants."""
        return Chosen(
            self._styles(),
            self.encoding.value,
            self.separator.value,
            columns,
            self.owner.value,
            constants,
            sheet=self._sheet,
            hidden=self.hidden.value,
        )

    def _choose_sheet(self) -> None:
        """Another sheet is read."""
        self._sheet = self.sheet.currentText()
        self.changed.emit()

    def _show_sheets(self, found_format: DetectedFormat | None) -> None:
        """Offer the sheets of a workbook, and what to do with its hidden rows."""
        sheets = found_format.sheets if found_format else ()
        with QSignalBlocker(self.sheet):
            self.sheet.clear()
            self.sheet.addItems(list(sheets))
            if found_format:
                self.sheet.setCurrentText(found_format.sheet)
        self._sheet_row.setVisible(len(sheets) > 1)
        self._hidden_row.setVisible(found_format is not None and found_format.has_hidden_rows)

    def _styles(self) -> Styles | None:
        """The formats, chosen or detected; None while one is unclear, or none was chosen."""
        boxes = (self.numbers, self.dates)
        chosen = any(box.value is not None for box in boxes)
        unclear = any(box.value is None and box in self._unclear for box in boxes)
        if unclear or not chosen:
            return None
        found = self._found_styles
        return Styles(self.numbers.value or found.numbers, self.dates.value or found.dates)

    def show_reading(self, reading: Reading) -> None:
        """Show what was detected."""
        with QSignalBlocker(self.kind):
            self.kind.set_value(reading.kind)
        workbook = reading.found_format is not None and not reading.found_format.encoding
        self._encoding_row.setVisible(not workbook)
        self._separator_row.setVisible(not workbook)
        self._owner_row.setVisible(reading.kind is not ImportKind.FOCUS)
        self._show_sheets(reading.found_format)
        if reading.found_format is not None:
            _name_detected(self.encoding, ENCODINGS.get(reading.found_format.encoding, ""), self._language)
            _name_detected(
                self.separator, separator_word(reading.found_format.separator, self._language), self._language
            )
        if reading.preview is not None:
            self._show_styles(reading.preview)

    def _show_styles(self, preview: ImportPreview) -> None:
        """Show the number and date formats, or ask for them."""
        found = preview.detected
        if self._styles() is None:
            self._found_styles = found.styles
        asked = {problem.place for problem in preview.questions if problem.place}
        columns = {column for _, column in found.columns}
        dated = {column for field, column in found.columns if field in {"date", "period"}}
        self._unclear = [
            box
            for box, doubts in ((self.numbers, asked & columns - dated), (self.dates, asked & dated))
            if doubts
        ]
        for box, style in (
            (self.numbers, self._found_styles.numbers.value),
            (self.dates, self._found_styles.dates.value),
        ):
            if box in self._unclear:
                box.setItemText(0, self._language.gettext("Choose…"))
            else:
                _name_detected(box, style, self._language)

    def show_plan(self, plan: ImportPlan | None) -> None:
        """Ask how the rows relate to lines imported before, where there are any."""
        concerned = plan is not None and bool(plan.taken_out or plan.beside or plan.doubtful)
        self._again_row.setVisible(concerned or self.again.value is not None)

    def _lay_out(self) -> None:
        gettext = self._language.gettext
        self._encoding_row = FormRow(gettext("Encoding"), self.encoding)
        self._separator_row = FormRow(gettext("Separator"), self.separator)
        self._owner_row = FormRow(gettext("Rows that name no initiative go to"), self.owner)
        self._again_row = FormRow(gettext("What an earlier import gave"), self.again)
        self._sheet_row = FormRow(gettext("Sheet"), self.sheet)
        self._hidden_row = FormRow(gettext("Hidden rows"), self.hidden)
        for asked_later in (self._again_row, self._sheet_row, self._hidden_row):
            asked_later.hide()
        rows = (
            FormRow(gettext("The file holds"), self.kind),
            FormRow(gettext("Numbers"), self.numbers),
            FormRow(gettext("Dates"), self.dates),
            self._encoding_row,
            self._separator_row,
            self._owner_row,
            self._sheet_row,
            self._hidden_row,
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for place, row in enumerate(rows):
            grid.addWidget(row, place // _COLUMNS, place % _COLUMNS)
            grid.setColumnStretch(place % _COLUMNS, 1)
        grid.addWidget(self._again_row, 2, _COLUMNS - 1)

    def _connect(self) -> None:
        boxes = (self.kind, self.encoding, self.separator, self.numbers, self.dates, self.owner, self.hidden)
        for box in (*boxes, self.sheet):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
        for box in boxes:
            box.currentIndexChanged.connect(self.changed)
        self.sheet.currentIndexChanged.connect(self._choose_sheet)
        self.again.currentIndexChanged.connect(self.again_changed)


def kind_words(kind: ImportKind, language: Language) -> str:
    """The content of a file of this kind."""
    words = {
        ImportKind.FOCUS: language.gettext("Billing export (FOCUS)"),
        ImportKind.COSTS: language.gettext("Costs"),
        ImportKind.USAGE: language.gettext("Usage"),
        ImportKind.BENEFITS: language.gettext("Benefits"),
    }
    return words[kind]


def _again_choices(language: Language) -> list[tuple[str, RowRelation | None]]:
    """The possible relations of the rows of a file to lines imported before."""
    return [
        (language.gettext("Detected"), None),
        (language.gettext("This file takes its place"), RowRelation.REPLACE),
        (language.gettext("This file is a further part"), RowRelation.ADD),
    ]


def _name_detected(box: QComboBox, found: str, language: Language) -> None:
    """Name the detected option in the first entry."""
    box.setItemText(0, language.gettext("{found} (as found)", found=found))
