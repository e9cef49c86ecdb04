"""The rows that are left out, each with its line, the column and the reason; they can be copied."""

from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fivegates.actions.importing.imports import ImportPreview
from fivegates.ui.context import Context
from fivegates.ui.tables.plain_table import PlainTable
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.labels import PlainLabel

_RIGHT = (True, False, False)


class RefusalsView(QWidget):
    """The first refused rows; all are counted."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._language = context.language
        gettext = context.language.gettext
        self.table = PlainTable(gettext("Rows that are left out"))
        self._names = (gettext("Line"), gettext("Column"), gettext("Reason"))
        self.table.set_headings(self._names, _RIGHT)
        self.table.stretch(2)
        self._told = PlainLabel("", "quiet", wrap=True)
        self.copy = IconButton(context, "duplicate", gettext("Copy"))
        self.copy.clicked.connect(self._copy)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table).activated.connect(self._copy)
        self.setFocusProxy(self.table)
        above = QHBoxLayout()
        above.addWidget(self._told, 1)
        above.addWidget(self.copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(above)
        layout.addWidget(self.table, 1)

    def show_preview(self, preview: ImportPreview | None) -> None:
        """Show the refused rows."""
        refused = preview.refused if preview else ()
        rows = [(str(each.row), each.field, each.reason.text(self._language)) for each in refused]
        self.table.set_rows(rows, _RIGHT)
        self.copy.setEnabled(bool(rows))
        self._told.setText(self._words(preview))

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
        return gettext("The other rows can be imported without them. Mend the file and import it again.")

    def _copy(self) -> None:
        """Put the rows on the clipboard, as a spreadsheet takes them."""
        columns = range(len(self._names))
        cells = [
            [" ".join(self.table.text(row, column).split()) for column in columns]
            for row in range(self.table.rowCount())
        ]
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in (self._names, *cells)))
