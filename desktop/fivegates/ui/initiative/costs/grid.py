"""A grid of ledger lines: a tab of records whose rows are chosen, copied, pasted and removed many at once."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QPushButton, QWidget

from fivegates.ui.context import Context
from fivegates.ui.initiative.costs.kind import LineKind
from fivegates.ui.initiative.records.tab import RecordTab
from fivegates.ui.widgets.buttons import IconButton, ShrinkingButton


class LedgerGrid(RecordTab):
    """Shows one kind of line; Ctrl+C and Ctrl+V exchange rows with a spreadsheet.

    Signals:
        import_requested(): the user wants to import a file.
    """

    import_requested = Signal()

    def __init__(self, context: Context, kind: LineKind, parent: QWidget | None = None) -> None:
        self._lines = kind
        self._paste_buttons: tuple[QPushButton, ...] = ()
        super().__init__(context, kind, lambda: "", parent)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        for keys, verb in (
            (QKeySequence.StandardKey.Copy, self._copy),
            (QKeySequence.StandardKey.Paste, self._paste),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(verb)

    def _more_tools(self) -> tuple[QPushButton, ...]:
        """Paste, copy and import, beside the other tools."""
        gettext = self._context.language.gettext
        paste = ShrinkingButton(self._context, "brief", gettext("Paste rows"))
        copy = ShrinkingButton(self._context, "duplicate", gettext("Copy rows"))
        paste.clicked.connect(self._paste)
        copy.clicked.connect(self._copy)
        bring = ShrinkingButton(self._context, "open", gettext("Import…"))
        bring.clicked.connect(self.import_requested)
        self._paste_buttons += (paste, bring)
        return (paste, copy, bring)

    def _more_first(self) -> tuple[QPushButton, ...]:
        """Import and paste, while there is no line."""
        gettext = self._context.language.gettext
        bring = IconButton(self._context, "open", gettext("Import a file…"))
        paste = IconButton(self._context, "brief", gettext("Paste rows"))
        bring.clicked.connect(self.import_requested)
        paste.clicked.connect(self._paste)
        self._paste_buttons += (bring, paste)
        return (bring, paste)

    def _follow_choice(self) -> None:
        super()._follow_choice()
        for button in self._paste_buttons:
            button.setEnabled(self._editable)

    def _chosen(self) -> list[int]:
        """The ids of the chosen rows, from the top."""
        return [row.record_id for row in self.table.chosen_rows()]

    def _copy(self) -> None:
        """Copy the chosen rows; all of them where none is chosen."""
        if self._subject is not None and self._model.rows:
            self._lines.copy_lines(
                self._subject, self._chosen() or [row.record_id for row in self._model.rows]
            )

    def _paste(self) -> None:
        if self._subject is not None and self._editable:
            self._lines.paste(self._subject)

    def _remove_current(self) -> None:
        """Remove the chosen rows."""
        chosen = self._chosen()
        if chosen and self._subject is not None and self._editable:
            self._lines.remove_lines(self._subject, chosen)
