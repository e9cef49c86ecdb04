"""A grid of ledger lines: a record tab with multiple selection, copy, paste and fill down."""

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QMenu, QPushButton, QWidget

from fivegates.ui.context import Context
from fivegates.ui.initiative.costs.lines import LineKind
from fivegates.ui.initiative.records.tab import RecordTab
from fivegates.ui.widgets.buttons import IconButton, ShrinkingButton
from fivegates.ui.widgets.roles import button_text

_FILL: Final = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_D)
_LONGEST: Final = 60


class LedgerGrid(RecordTab):
    """Shows one kind of line; Ctrl+C and Ctrl+V exchange rows with a spreadsheet, Ctrl+D fills rows.

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
        self.table.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Ctrl+D, which a menu has too, while the table has the keyboard."""
        if isinstance(event, QKeyEvent) and event.keyCombination() == _FILL:
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                self._ask_fill()
                return True
        return super().eventFilter(watched, event)

    def _more_tools(self) -> tuple[QPushButton, ...]:
        """Paste, copy and import, beside the other tools."""
        gettext = self._context.language.gettext
        paste = ShrinkingButton(self._context, "brief", gettext("Paste rows"))
        copy = ShrinkingButton(self._context, "duplicate", gettext("Copy rows"))
        paste.clicked.connect(self._paste)
        copy.clicked.connect(self._copy)
        bring = ShrinkingButton(self._context, "open", gettext("Import…"))
        bring.clicked.connect(self.import_requested)
        self._fill = ShrinkingButton(self._context, "chevron-down", gettext("Fill down…"))
        self._fill.clicked.connect(self._ask_fill)
        self._paste_buttons += (paste, bring)
        return (paste, copy, self._fill, bring)

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

        self._fill.setEnabled(self._editable and len(self._chosen()) > 1)

    def _ask_fill(self) -> None:
        """Ask which column to fill down from the first chosen row."""
        rows = self.table.chosen_rows()
        if not self._editable or len(rows) < 2:  # noqa: PLR2004 - one to fill from, one to fill
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for column, heading in enumerate(self._model.headings):
            text = " ".join(rows[0].cells[column].text.split())[:_LONGEST]
            action = menu.addAction(button_text(f"{heading.text}: {text}"))
            action.triggered.connect(partial(self._fill_column, column))
        menu.setActiveAction(menu.actions()[max(self.table.currentIndex().column(), 0)])
        menu.popup(self._fill.mapToGlobal(self._fill.rect().bottomLeft()))

    def _fill_column(self, column: int, *_checked: bool) -> None:
        if self._subject is not None:
            self._lines.fill_down(self._subject, self._chosen(), column)

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
