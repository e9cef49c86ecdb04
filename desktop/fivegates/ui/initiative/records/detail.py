"""The detail pane: the fields of the record chosen in a list, edited in place."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from fivegates.actions.file.opened import Changes
from fivegates.ui.context import Context
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.widgets.form_body import FormBody, enter_row_again, entered_in
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.page import scrolled

_MARGINS = (16, 4, 16, 16)


@dataclass(frozen=True, slots=True)
class Editing:
    """The fields of a record, and the callback that saves them; it returns None where that was refused."""

    body: FormBody
    save: Callable[[], Changes | None]


@dataclass(frozen=True, slots=True)
class RecordEditor:
    """The functions that read a record of a kind, and make its fields; both take the record's id."""

    record: Callable[[Subject, int], object]
    edit: Callable[[Subject, int], Editing]


@dataclass(slots=True)
class _Draft:
    """The fields of a saved record with their original rows, the review, and whether they were editable."""

    editing: Editing
    record: object
    seen_from: tuple[int, bool]
    saved: dict[str, tuple[object, ...]] = field(default_factory=dict)

    @property
    def changed(self) -> set[str]:
        """The rows in which something else is entered than what is saved."""
        return {
            place for place, row in self.editing.body.rows.items() if entered_in(row) != self.saved[place]
        }

    def holds(self, record: object) -> bool:
        """True if the fields match this record exactly, and none has text that cannot be parsed."""
        body = self.editing.body
        return record == body.value and not tuple(body.find_problems())

    def keep(self, record: object) -> None:
        """Mark what is entered now as saved in this record."""
        self.record = record
        self.saved = {place: entered_in(row) for place, row in self.editing.body.rows.items()}


class RecordDetail(QWidget):
    """Saves a field when it is left, as one edit that undo takes back; what is not valid stays as entered.

    Signals:
        left(): the user wants to go back to the list.
    """

    left = Signal()

    def __init__(self, context: Context, editor: RecordEditor, locked_words: Callable[[], str]) -> None:
        super().__init__()
        self._context = context
        self._editor = editor
        self._locked_words = locked_words
        self._drafts: dict[tuple[int, int], _Draft] = {}
        self._shown: tuple[int, int] | None = None
        self._subject: Subject | None = None
        self._editable = False
        gettext = context.language.gettext
        self.setAccessibleName(gettext("Details of the chosen row"))
        self.note = PlainLabel("", "note", wrap=True)
        self.note.setContentsMargins(16, 4, 16, 0)
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addStretch(1)
        self._area = scrolled(self._body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.note)
        layout.addWidget(self._area, 1)
        app = cast("QApplication", QApplication.instance())
        app.focusChanged.connect(self._follow_focus)

    @property
    def body(self) -> FormBody | None:
        """The fields that are shown."""
        return self._draft.editing.body if self._draft else None

    @property
    def unsaved(self) -> tuple[int, int] | None:
        """The ids of an initiative and of a record of it in which something entered is not saved."""
        return next((key for key, draft in self._drafts.items() if draft.changed), None)

    def show_record(self, subject: Subject, record_id: int, *, editable: bool) -> None:
        """Show the fields of a record, 0 for none; one with something unsaved is shown as it was left."""
        self._subject, self._editable = subject, editable
        self._forget_removed(subject)
        wanted = (subject.initiative_id, record_id) if record_id else None
        if wanted != self._shown:
            if self._place_of(QApplication.focusWidget()):
                self.left.emit()  # else Qt passes the focus on to something outside the page
            self._put_away()
            self._shown = wanted
        if self._shown is not None:
            self._bring(subject, self._shown)
        self._show_message()

    def enter(self) -> bool:
        """Focus the first field; whether there is one that can be edited."""
        body = self.body
        if body is None:
            return False
        first = next((row.field for row in body.rows.values() if row.field.isEnabled()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
        return first is not None

    def stops(self) -> list[QWidget]:
        """The fields in Tab order.

        Fields that are made while the page is shown come last in Qt's own order, after all of the window, and
        to put those that consist of parts elsewhere breaks it: so they are left out of it.
        """
        found: list[QWidget] = []
        body = self.body
        # Not by nextInFocusChain: Qt's bindings would free what follows, up to the window, with the fields.
        for each in body.findChildren(QWidget) if body else ():
            if each.window() is not self.window():
                continue  # in a popup over a field
            if each.focusPolicy() & Qt.FocusPolicy.ClickFocus and each.focusProxy() is None:
                each.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
                if each.isVisible() and each.isEnabled():
                    found.append(each)
        return found

    def save(self) -> bool:
        """Save what was entered, if all of it is valid; whether nothing is left unsaved."""
        draft = self._draft
        if draft is None or not self._editable:
            return True
        body = draft.editing.body
        if not draft.changed:
            body.take_back(())
        elif body.check(body.find_problems(), go=False) and draft.editing.save() is not None:
            draft.keep(body.value)
        self._show_message()
        return not draft.changed

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put fields below each other where there is little width."""
        super().resizeEvent(event)
        if self.body is not None:
            self.body.fit(self._room)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape restores a field, then goes back; Enter saves; Delete is not for the record."""
        match event.key():
            case Qt.Key.Key_Escape:
                if not self._restore():
                    self.left.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.save()
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                pass
            case _:
                super().keyPressEvent(event)

    @property
    def _room(self) -> int:
        """The width available to the fields."""
        return self.width() - self._area.verticalScrollBar().sizeHint().width()

    @property
    def _draft(self) -> _Draft | None:
        return None if self._shown is None else self._drafts.get(self._shown)

    def _forget_removed(self, subject: Subject) -> None:
        """Drop what is entered about records of the initiative that are gone."""
        for key in list(self._drafts):
            if key[0] == subject.initiative_id and self._editor.record(subject, key[1]) is None:
                self._drop(key)

    def _bring(self, subject: Subject, key: tuple[int, int]) -> None:
        """Show the fields of a record, made again where it was changed elsewhere."""
        draft = self._drafts.get(key)
        if draft is None:
            draft = self._make(subject, key)
        elif not self._is_current(draft, subject, key):
            draft = self._make_again(draft, subject, key, draft.changed)
        elif draft.holds(record := self._editor.record(subject, key[1])):
            draft.keep(record)
        draft.editing.body.show()

    def _is_current(self, draft: _Draft, subject: Subject, key: tuple[int, int]) -> bool:
        """True if the fields show the saved record as seen from the displayed review."""
        if draft.seen_from != (subject.review.id, self._editable):
            return False
        return self._editor.record(subject, key[1]) in (draft.record, draft.editing.body.value)

    def _make(self, subject: Subject, key: tuple[int, int]) -> _Draft:
        """Fill new fields from the record."""
        record, seen_from = self._editor.record(subject, key[1]), (subject.review.id, self._editable)
        draft = _Draft(self._editor.edit(subject, key[1]), record, seen_from)
        body = draft.editing.body
        body.column.setContentsMargins(*_MARGINS)
        draft.keep(record)
        body.edited.connect(lambda: body.take_back(body.find_problems()))
        body.settled.connect(self.save)
        for line in body.findChildren(QLineEdit):
            line.setCursorPosition(0)  # long text is read from its beginning
        if not self._editable:
            body.lock()
        self._drafts[key] = draft
        self._column.insertWidget(0, body)
        body.fit(self._room)
        self.stops()
        return draft

    def _make_again(self, draft: _Draft, subject: Subject, key: tuple[int, int], kept: set[str]) -> _Draft:
        """Fill new fields from the record, with what is entered in the rows `kept`; the focus stays."""
        focused = self._place_of(QApplication.focusWidget())
        made = self._make(subject, key)
        rows = made.editing.body.rows
        for place in kept:
            enter_row_again(rows[place], draft.editing.body.rows[place])
        if focused in rows:
            rows[focused].field.setFocus()
        _free(draft.editing.body)
        return made

    def _restore(self) -> bool:
        """Take back what was entered in the field that has the focus; whether anything was."""
        draft, key, subject = self._draft, self._shown, self._subject
        place = self._place_of(QApplication.focusWidget())
        if draft is None or key is None or subject is None or place not in draft.changed:
            return False
        again = self._make_again(draft, subject, key, draft.changed - {place})
        again.editing.body.show()
        self.save()
        return True

    def _put_away(self) -> None:
        """Save what was entered and drop its fields, unless something in them is not valid."""
        draft, key = self._draft, self._shown
        if draft is None or key is None:
            return
        if draft.changed:
            draft.editing.body.hide()
        else:
            self._drop(key)

    def _drop(self, key: tuple[int, int]) -> None:
        _free(self._drafts.pop(key).editing.body)

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """Save when a field is left, for another, another window or none."""
        left = self._place_of(old)
        if left and self._place_of(new) != left:
            self.save()

    def _place_of(self, widget: QWidget | None) -> str:
        """The row that a widget, or the popup over it, belongs to; empty for none."""
        rows = self.body.rows if self.body else {}
        while widget is not None:
            for place, row in rows.items():
                if row is widget:
                    return place
            widget = widget.parentWidget()
        return ""

    def _show_message(self) -> None:
        """Show why nothing can be edited, or what is not saved; hidden otherwise."""
        gettext = self._context.language.gettext
        unsaved = self._draft is not None and bool(self._draft.changed)
        if not self._editable:
            text = self._locked_words()
        elif unsaved:
            text = gettext("Not saved until what is marked is repaired; Escape takes a field back.")
        else:
            text = "" if self._shown else gettext("Choose a row to see all of it.")
        self.note.setText(text)
        self.note.setVisible(bool(text))


def _free(body: FormBody) -> None:
    """Hide the fields, and free them once none of their slots is running."""
    body.hide()
    body.deleteLater()
