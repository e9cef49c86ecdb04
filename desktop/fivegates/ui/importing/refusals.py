"""The rows that are left out, each with its line, the column and the reason; they can be copied."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from fivegates.actions.importing.imports import ImportPreview, Refusal
from fivegates.ui.context import Context
from fivegates.ui.tables.table import PlainTable
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.forms import ChoiceBox
from fivegates.ui.widgets.labels import PlainLabel

_RIGHT = (True, False, False)


class RefusalsView(QWidget):
    """The first refused rows; all are counted. A cell can be repaired, and a name given to an initiative.

    Signals:
        corrected(): a corrected text replaces a cell, or a name is mapped to an initiative.
    """

    corrected = Signal()

    def __init__(self, context: Context, codes: Sequence[str]) -> None:
        super().__init__()
        self._language = context.language
        self._refused: tuple[Refusal, ...] = ()
        self._owner_column = ""
        self.cells: dict[tuple[int, str], str] = {}
        self.owners: dict[str, str] = {}
        gettext = context.language.gettext
        self.table = PlainTable(gettext("Rows that are left out"))
        self._names = (gettext("Line"), gettext("Column"), gettext("Reason"))
        self.table.set_headings(self._names, _RIGHT)
        self.table.stretch(2)
        self._note = PlainLabel("", "quiet", wrap=True)
        self.copy = IconButton(context, "duplicate", gettext("Copy"))
        self.copy.clicked.connect(self._copy)
        self.text = QLineEdit()
        self.text.setAccessibleName(gettext("Read instead"))
        self.owner = ChoiceBox([(gettext("Choose…"), ""), *((code, code) for code in codes)], "")
        self.owner.setAccessibleName(gettext("Initiative of all rows with this name"))
        self.read_so = QPushButton(gettext("Read so"))
        self.read_so.setAutoDefault(False)
        self._lay_out()
        self.read_so.clicked.connect(self._correct)
        self.text.returnPressed.connect(self._correct)
        self.table.itemSelectionChanged.connect(self._follow)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table).activated.connect(self._copy)
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        gettext = self._language.gettext
        above = QHBoxLayout()
        above.addWidget(self._note, 1)
        above.addWidget(self.copy)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(PlainLabel(gettext("Read instead"), "section"))
        for widget in (self.text, self.owner):
            below.addWidget(widget, 1)
        below.addWidget(self.read_so)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(above)
        layout.addWidget(self.table, 1)
        layout.addLayout(below)

    def show_preview(self, preview: ImportPreview | None) -> None:
        """Show the refused rows."""
        self._refused = preview.refused if preview else ()
        columns = dict(preview.detected.columns) if preview else {}
        self._owner_column = columns.get("initiative", "initiative")
        rows = [(_place(each), each.field, each.reason.text(self._language)) for each in self._refused]
        self.table.set_rows(rows, _RIGHT)
        self.copy.setEnabled(bool(rows))
        self._note.setText(self._words(preview))
        if rows:
            self.table.selectRow(0)
        self._follow()

    def _chosen(self) -> Refusal | None:
        """The row whose cell can be corrected; None where the error is not in a single cell."""
        at = self.table.currentRow()
        refusal = self._refused[at] if 0 <= at < len(self._refused) else None
        return refusal if refusal and refusal.field else None

    def _follow(self) -> None:
        """Enable the correction that the chosen row needs."""
        refusal = self._chosen()
        names = refusal is not None and refusal.field == self._owner_column
        self.text.setVisible(not names)
        self.owner.setVisible(names)
        self.text.setText(refusal.text if refusal else "")
        for widget in (self.text, self.read_so):
            widget.setEnabled(refusal is not None)

    def _correct(self) -> None:
        """Ask for a corrected text, or for the initiative of a name."""
        refusal = self._chosen()
        if refusal is None:
            return
        if refusal.field != self._owner_column:
            self.cells[refusal.row, refusal.field] = self.text.text()
        elif not self.owner.value:
            return
        elif name := " ".join(refusal.text.casefold().split()):
            self.owners[name] = self.owner.value
        else:
            self.cells[refusal.row, refusal.field] = self.owner.value
        self.corrected.emit()

    def _words(self, preview: ImportPreview | None) -> str:
        gettext = self._language.gettext
        if preview is None or not preview.refused_count:
            return gettext("No row is left out.")
        if preview.refused_count > len(preview.refused):
            return self._language.ngettext(
                "The first {count} row of {all}.",
                "The first {count} rows of {all}.",
                len(preview.refused),
                all=self._language.number(preview.refused_count),
            )
        return gettext("The other rows can be imported without them. Correct a cell below, or the file.")

    def _copy(self) -> None:
        """Put the rows on the clipboard, as a spreadsheet takes them."""
        columns = range(len(self._names))
        cells = [
            [" ".join(self.table.text(row, column).split()) for column in columns]
            for row in range(self.table.rowCount())
        ]
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in (self._names, *cells)))


def _place(refusal: Refusal) -> str:
    """The line, with its file where an import has several."""
    return f"{refusal.file}: {refusal.row}" if refusal.file else str(refusal.row)
