"""A tab of records whose chosen row is shown beside the list, and edited there."""

from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from fivegates.ui.context import Context
from fivegates.ui.initiative.records.detail import RecordDetail, RecordEditor
from fivegates.ui.initiative.records.tab import RecordKind, RecordTab
from fivegates.ui.initiative.subject import Subject

_BESIDE: Final = 110
"""The least width, in letters, at which the fields are beside the list; below that they are under it."""
_SETTING: Final = "records/detail-share"
_SHARE: Final = 42
_LEAST, _MOST = 15, 85


class EditedKind(RecordKind, Protocol):
    """A kind of record that is edited beside its list."""

    @property
    def editor(self) -> RecordEditor:
        """The editor of its records."""


class DetailedTab(RecordTab):
    """A list, which takes the arrow keys, and a form: Tab or Enter enters it, Escape or Shift+Tab leaves.

    `locked_words` is the reason for which nothing can be edited.
    """

    def __init__(
        self,
        context: Context,
        kind: EditedKind,
        in_focus: Callable[[], str],
        locked_words: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        self.detail = RecordDetail(context, kind.editor, locked_words)
        self._showing = False
        super().__init__(context, kind, in_focus, parent)
        self._edit.hide()
        self.table.leave_out_spare()
        self.detail.left.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))

    def show_subject(self, subject: Subject, *, editable: bool) -> None:
        """Show the records as the review sees them, and the chosen one beside them."""
        self._showing = True
        super().show_subject(subject, editable=editable)
        self._showing = False
        self._follow_choice()

    def flush(self) -> None:
        """Save what is entered in the field that has the focus."""
        self.detail.save()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the fields beside the list, or below it where the width is too little for both."""
        super().resizeEvent(event)
        self._arrange()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - as Qt names it
        """Go from the table into the fields, from one to the next, and from them back or on."""
        stops, focus = [self.table, *self.detail.stops()], self.focusWidget()
        place = stops.index(focus) if focus in stops else -1
        if place < 0 or len(stops) == 1 or (place == 0 and not next):
            return super().focusNextPrevChild(next)
        wanted = place + (1 if next else -1)
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        if wanted < len(stops):
            stops[wanted].setFocus(reason)
            return True
        self.table.setFocus(reason)  # in Qt's own order, what follows the fields follows the table
        return super().focusNextPrevChild(next)

    def _listed(self) -> QWidget:
        """The list and the fields, with a handle between them; how they share the room is remembered."""
        self._panes = QSplitter(Qt.Orientation.Horizontal)
        self._panes.setChildrenCollapsible(False)
        self._panes.addWidget(self.table)
        self._panes.addWidget(self.detail)
        self._panes.splitterMoved.connect(self._save_share)
        return self._panes

    def _takes_focus_back(self, focus: QWidget) -> bool:
        """The fields see to the focus in them by themselves."""
        return not self.detail.isAncestorOf(focus)

    def _edit_current(self) -> None:
        if self.table.current() is not None:
            self.detail.enter()

    def _follow_choice(self) -> None:
        super()._follow_choice()
        if self._showing or self.subject is None:
            return
        current = self.table.current()
        self.detail.show_record(self.subject, current.record_id if current else 0, editable=self.editable)

    def _arrange(self) -> None:
        """Beside each other or below, in the shares that were chosen."""
        beside = self.width() >= _BESIDE * self.fontMetrics().averageCharWidth()
        self._panes.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)
        found = self._context.settings.kept(self._setting)
        share = int(found) if found.isdecimal() and _LEAST <= int(found) <= _MOST else _SHARE
        self._panes.setSizes([100 - share, share] if not self.width() else self._sizes(share))

    def _sizes(self, share: int) -> list[int]:
        whole = self._panes.width() if self._beside else self._panes.height()
        return [whole * (100 - share) // 100, whole * share // 100]

    @property
    def _beside(self) -> bool:
        return self._panes.orientation() is Qt.Orientation.Horizontal

    @property
    def _setting(self) -> str:
        return f"{_SETTING}-{'beside' if self._beside else 'below'}"

    def _save_share(self) -> None:
        """Remember the share of the fields, in percent."""
        listed, fields = self._panes.sizes()
        self._context.settings.keep(self._setting, str(100 * fields // max(listed + fields, 1)))
