"""The base of the record tabs: a toolbar and a table, parametrised by a kind of record."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from fivegates.ui.context import Context
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.tables.model import Heading, RecordModel, RecordOrder, RecordRow
from fivegates.ui.tables.table import RecordTable
from fivegates.ui.widgets.buttons import IconButton, ShrinkingButton, ShrinkingRow
from fivegates.ui.widgets.forms import ElidedBox
from fivegates.ui.widgets.labels import EmptyState
from fivegates.ui.widgets.page import order_tabs


@dataclass(frozen=True, slots=True)
class Words:
    """The texts around a table: its name, the Add button, and the message while it is empty."""

    name: str
    add: str
    empty_title: str
    empty_text: str


@dataclass(frozen=True, slots=True)
class ExtraCommand:
    """A further command on the chosen record, shown where it applies."""

    words: Callable[[Subject, int], str]
    icon: str
    possible: Callable[[Subject, int], bool]
    run: Callable[[Subject, int], object]
    edits: bool


class RecordKind(Protocol):
    """Evidence, actions or changes."""

    @property
    def view(self) -> str:
        """The id under which the widths of its columns are kept."""

    @property
    def words(self) -> Words:
        """The texts around the table."""

    @property
    def headings(self) -> Sequence[Heading]:
        """The columns."""

    @property
    def extras(self) -> Sequence[ExtraCommand]:
        """The further commands."""

    @property
    def by_criterion(self) -> bool:
        """True if each record is about a criterion."""

    def rows(self, subject: Subject) -> Sequence[RecordRow]:
        """A row for each record of the initiative."""

    def add(self, subject: Subject, criterion: str) -> None:
        """Ask for a new record about a criterion."""

    def edit(self, subject: Subject, record_id: int) -> None:
        """Edit a record in a form."""

    def remove(self, subject: Subject, record_id: int) -> None:
        """Remove a record."""


class RecordTab(QWidget):
    """Shows one kind of record of the initiative, and asks the kind to add, edit and remove.

    `in_focus` gives the criterion of a new record.
    """

    def __init__(
        self, context: Context, kind: RecordKind, in_focus: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._kind = kind
        self._in_focus = in_focus
        self._subject: Subject | None = None
        self._editable = False
        self._model = RecordModel(context, kind.headings, self)
        self._order = RecordOrder(self._model, self)
        self.table = RecordTable(context, self._order, kind.words.name, self, view=f"initiative-{kind.view}")
        self._make_tools()
        self._lay_out()
        self._connect()

    @property
    def subject(self) -> Subject | None:
        """The subject shown; None at first."""
        return self._subject

    @property
    def editable(self) -> bool:
        """True if records can be added."""
        return self._editable

    @property
    def criterion(self) -> str:
        """The criterion that a new record is about."""
        return self._filter.currentData() or self._in_focus()

    def show_subject(self, subject: Subject, *, editable: bool) -> None:
        """Show the records as the review sees them; the chosen one stays chosen, or one just added is."""
        current, place = self.table.current(), self.table.currentIndex().row()
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus) and self._takes_focus_back(focus)
        rows = self._kind.rows(subject)
        added = self._just_added(subject, rows)
        self._subject, self._editable = subject, editable
        self._fill_filter(subject)
        self._model.name_columns(self._kind.headings)
        self._model.set_rows(rows)
        self.table.choose(added or (current.record_id if current else 0), or_row=max(place, 0))
        self._show_parts(keep_focus=had_focus)
        self._follow_choice()

    def _just_added(self, subject: Subject, rows: Sequence[RecordRow]) -> int:
        """The id of the one record that a form, which is still open, has added to those listed; else 0."""
        same = self._subject is not None and self._subject.initiative_id == subject.initiative_id
        added = {row.record_id for row in rows} - {row.record_id for row in self._model.rows}
        asked = same and len(added) == 1 and QApplication.activeModalWidget() is not None
        return added.pop() if asked else 0

    def enter(self, reason: Qt.FocusReason) -> None:
        """Focus the table, or the first button while it is empty."""
        (self.table if self._model.rows else self._first).setFocus(reason)

    def filter_by_criterion(self, criterion: str) -> None:
        """Show the rows about a criterion only; all for the empty string."""
        self._filter.setCurrentIndex(max(self._filter.findData(criterion), 0))
        self._apply_filter()

    def enter_record(self, record_id: int) -> None:
        """Choose a record, whichever criterion it is about, and take the keyboard."""
        self.filter_by_criterion("")
        self.table.choose(record_id)
        self.enter(Qt.FocusReason.OtherFocusReason)

    def press(self, event: QKeyEvent) -> bool:
        """Add, edit or remove by key, wherever in the tab the focus is; whether the key was handled."""
        match event.key():
            case Qt.Key.Key_Insert:
                self._ask_new()
            case Qt.Key.Key_Delete:
                self._remove_current()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                (self._edit_current if self._model.rows else self._ask_new)()
            case _:
                return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle a key that no widget of the tab handled."""
        if not self.press(event):
            super().keyPressEvent(event)

    def _show_parts(self, *, keep_focus: bool) -> None:
        """Show the table, or the empty state; a focus inside the tab stays there."""
        filled = bool(self._model.rows)
        self._parts.setCurrentIndex(1 if filled else 0)
        if keep_focus and self.isVisible():
            self.enter(Qt.FocusReason.OtherFocusReason)

    def _make_tools(self) -> None:
        gettext = self._context.language.gettext
        words = self._kind.words
        self._filter = ElidedBox(self)
        self._filter.setAccessibleName(gettext("Criterion"))
        self._filter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._filter.setMinimumContentsLength(28)
        self._filter.setMinimumWidth(8 * self.fontMetrics().averageCharWidth())
        self._filter.setVisible(self._kind.by_criterion)
        self._add = IconButton(self._context, "add", words.add, "primary")
        self._first = IconButton(self._context, "add", words.add, "primary")
        self._edit = ShrinkingButton(self._context, "edit", gettext("Edit…"))
        self._remove = ShrinkingButton(self._context, "delete", gettext("Remove"))
        self._extras = {
            ShrinkingButton(self._context, extra.icon, "", parent=self): extra for extra in self._kind.extras
        }
        for button in self._extras:  # a tab that has not been shown yet takes no width for them
            button.hide()

    def _lay_out(self) -> None:
        words = self._kind.words
        buttons = (self._add, self._edit, self._remove, *self._extras, *self._more_tools())
        tools = ShrinkingRow(buttons, (self._filter,))
        filled = QWidget(self)
        listed = QVBoxLayout(filled)
        listed.setContentsMargins(0, 12, 0, 8)
        listed.setSpacing(10)
        listed.addLayout(tools)
        listed.addWidget(self._listed(), 1)
        self._parts = QStackedLayout(self)
        self._parts.addWidget(
            EmptyState(words.empty_title, words.empty_text, (self._first, *self._more_first()), self)
        )
        self._parts.addWidget(filled)
        order_tabs((*buttons, self._filter, self.table))

    def _listed(self) -> QWidget:
        """The widget below the toolbar."""
        return self.table

    def _takes_focus_back(self, _focus: QWidget) -> bool:
        """True if the table takes the focus again when the rows are filled while it is there."""
        return True

    def _first_choices(self, _subject: Subject) -> Sequence[tuple[str, str]]:
        """Further filter entries beside the criteria: text and value."""
        return ()

    def _more_tools(self) -> Sequence[QPushButton]:
        """Further toolbar buttons; a kind of tab overrides it."""
        return ()

    def _more_first(self) -> Sequence[QPushButton]:
        """Further buttons of the empty state; a kind of tab overrides it."""
        return ()

    def _connect(self) -> None:
        """Connect all signals, in one list."""
        self._add.clicked.connect(self._ask_new)
        self._first.clicked.connect(self._ask_new)
        self._edit.clicked.connect(self._edit_current)
        self._remove.clicked.connect(self._remove_current)
        for button, extra in self._extras.items():
            button.clicked.connect(lambda _checked=False, extra=extra: self._run_extra(extra))
        self._filter.activated.connect(self._apply_filter)
        self.table.add_requested.connect(self._ask_new)
        self.table.edit_requested.connect(self._edit_current)
        self.table.remove_requested.connect(self._remove_current)
        self.table.chosen.connect(self._follow_choice)

    def _fill_filter(self, subject: Subject) -> None:
        """Offer every criterion that records are about; the chosen one stays chosen."""
        language, rubric = self._context.language, subject.rubric
        offered = [(language.gettext("All criteria"), ""), *self._first_choices(subject)]
        offered += [(language.shipped(criterion.title), criterion.id) for criterion in rubric.criteria]
        now = [
            (self._filter.itemText(row), self._filter.itemData(row)) for row in range(self._filter.count())
        ]
        if now == offered:
            return
        kept = self._filter.currentData() or ""
        self._filter.clear()
        for words, criterion in offered:
            self._filter.addItem(words, criterion)
        self.filter_by_criterion(kept)

    def _apply_filter(self) -> None:
        self._order.filter_by_criterion(self._filter.currentData() or "")

    def _follow_choice(self) -> None:
        """Offer what can be done to the chosen record."""
        current = self.table.current()
        for button in (self._edit, self._remove):
            button.setEnabled(self._editable and current is not None)
        self._add.setEnabled(self._editable)
        self._first.setEnabled(self._editable)
        for button, extra in self._extras.items():
            self._offer(button, extra, current.record_id if current else 0)

    def _offer(self, button: ShrinkingButton, extra: ExtraCommand, record_id: int) -> None:
        """Enable a further command for a record, 0 for none; hide it where it does not apply."""
        if self._subject is None:
            return
        possible = bool(record_id) and extra.possible(self._subject, record_id)
        button.setText(extra.words(self._subject, record_id))
        button.setEnabled(self._editable or not extra.edits)
        button.setVisible(possible)

    def _ask_new(self) -> None:
        if self._subject is not None and self._editable:
            self._kind.add(self._subject, self.criterion)

    def _edit_current(self) -> None:
        self._on_current(self._kind.edit)

    def _remove_current(self) -> None:
        self._on_current(self._kind.remove)

    def _on_current(self, command: Callable[[Subject, int], object]) -> None:
        """Run `command` on the chosen record, if there is one that may be edited."""
        current = self.table.current()
        if current is not None and self._subject is not None and self._editable:
            command(self._subject, current.record_id)

    def _run_extra(self, extra: ExtraCommand) -> None:
        current = self.table.current()
        if current is not None and self._subject is not None:
            extra.run(self._subject, current.record_id)
