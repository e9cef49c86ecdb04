"""The comments on a criterion: a dialog that lists them, and the form for one."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from fivegates.actions import comments, queries
from fivegates.actions.file.opened import Changes
from fivegates.domain.errors import Problem
from fivegates.domain.initiative.initiative import Comment, comments_on
from fivegates.domain.language import Shipped
from fivegates.domain.limits import LONG_TEXT, prose_problems
from fivegates.domain.wording.comments import author_words, resolved_word
from fivegates.ui.context import Context
from fivegates.ui.dialogs.records_dialog import RecordsDialog
from fivegates.ui.session import Session
from fivegates.ui.tables.model import Cell, Heading, RecordModel, RecordOrder, RecordRow
from fivegates.ui.tables.table import RecordTable
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.fields import ProseBox
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.labels import EmptyState, PlainLabel
from fivegates.ui.widgets.roles import window_title

_SIZE: Final = QSize(820, 560)
_LINES: Final = 5


class CommentForm(FormDialog):
    """The text of a new or existing comment."""

    def __init__(self, context: Context, text: str, parent: QWidget) -> None:
        gettext = context.language.gettext
        title = gettext("Edit the comment") if text else gettext("Add a comment")
        super().__init__(context, title, gettext("Save") if text else gettext("Add comment"), parent)
        self.text = ProseBox(text, lines=_LINES)
        self.add_rows(self.row("text", gettext("Comment"), self.text))
        self.text.setFocus()

    @property
    def value(self) -> str:
        """The text as entered."""
        return self.text.toPlainText().strip()

    def find_problems(self) -> Iterable[Problem]:
        """The domain's limits."""
        return prose_problems("text", self.value, LONG_TEXT, required=True)


class CommentsDialog(RecordsDialog):
    """Lists the comments; the whole text of the chosen one is below them."""

    def __init__(
        self, session: Session, context: Context, initiative_id: int, criterion: str, parent: QWidget
    ) -> None:
        super().__init__(session, context, _SIZE, parent)
        self._initiative_id = initiative_id
        self._criterion = criterion
        self._comments: dict[int, Comment] = {}
        gettext = context.language.gettext
        self._model = RecordModel(context, _headings(context), self)
        order = RecordOrder(self._model, self)
        self.table = RecordTable(context, order, gettext("Comments"), self, view="comments")
        self.text = ProseBox(lines=_LINES)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(gettext("Text of the chosen comment"))
        self.add = IconButton(context, "add", gettext("Add comment…"), "primary")
        self.edit = IconButton(context, "edit", gettext("Edit…"))
        self.resolve = IconButton(context, "check", gettext("Mark as resolved"))
        self.remove = IconButton(context, "delete", gettext("Delete"))
        self._parts = self._list_or_none()
        self._lay_out()
        self._connect()
        self._refresh()
        self.table.choose(0, or_row=self.table.model().rowCount() - 1)
        (self.table if self._comments else self.add).setFocus()

    def choose(self, comment_id: int) -> None:
        """Choose a comment, if it is still there."""
        self.table.choose(comment_id)

    def _refresh(self, _changes: Changes | None = None) -> None:
        """Show the comments as they are."""
        record = self._session.ask(queries.record, self._initiative_id)
        found = comments_on(record.comments, self._criterion) if record is not None else ()
        current, place = self.table.current(), self.table.currentIndex().row()
        self._comments = {each.id: each for each in found}
        self._model.set_rows([self._row(each) for each in found])
        leaves = not found and (self.table.hasFocus() or self.text.hasFocus())
        self._parts.setCurrentIndex(1 if found else 0)
        if leaves:
            self.add.setFocus()
        if current is not None:
            self.table.choose(current.record_id, or_row=place)
        self._follow()

    def _row(self, comment: Comment) -> RecordRow:
        language, at = self._context.language, comment.at.astimezone()
        when = f"{language.short_date(at.date())} {language.time(at)}"
        quiet = comment.resolved
        by, state = author_words(comment, language), resolved_word(comment, language)
        cells = (
            Cell(when, int(comment.at.timestamp()), quiet=quiet),
            Cell(by, by.casefold(), quiet=quiet),
            Cell(comment.text, comment.text, quiet=quiet),
            Cell(state, int(comment.resolved), quiet=quiet),
        )
        return RecordRow(comment.id, "", cells)

    @property
    def _chosen(self) -> Comment | None:
        row = self.table.current()
        return None if row is None else self._comments.get(row.record_id)

    def _follow(self) -> None:
        """Show the chosen comment, and offer what can be done to it."""
        chosen, editable = self._chosen, not self._session.opened.read_only
        gettext = self._context.language.gettext
        self.text.setPlainText("" if chosen is None else chosen.text)
        self.text.setVisible(chosen is not None)
        self.add.setEnabled(editable)
        self.edit.setEnabled(editable and chosen is not None and comments.is_own(chosen))
        self.resolve.setEnabled(editable and chosen is not None)
        self.remove.setEnabled(editable and chosen is not None)
        resolved = chosen is not None and chosen.resolved
        self.resolve.setText(gettext("Open again") if resolved else gettext("Mark as resolved"))

    def _add(self) -> None:
        form = CommentForm(self._context, "", self)
        form.save_with(lambda: self._save_new(form.value))

    def _save_new(self, text: str) -> Changes | None:
        changes = self._session.run(comments.add_comment, self._initiative_id, self._criterion, text)
        if changes is not None and changes.created is not None:
            self.choose(changes.created)
        return changes

    def _edit(self) -> None:
        chosen = self._chosen
        if chosen is not None:
            form = CommentForm(self._context, chosen.text, self)
            form.save_with(lambda: self._session.run(comments.edit_comment, chosen.id, form.value))

    def _resolve(self) -> None:
        if self._chosen is not None:
            resolved = not self._chosen.resolved
            self._session.run(comments.resolve_comment, self._chosen.id, resolved=resolved)

    def _remove(self) -> None:
        if self._chosen is not None:
            self._session.run(comments.delete_comment, self._chosen.id)

    def _connect(self) -> None:
        """Connect all signals, in one list."""
        self._session.changed.connect(self._refresh)
        self.table.chosen.connect(self._follow)
        self.add.clicked.connect(self._add)
        self.edit.clicked.connect(self._edit)
        self.resolve.clicked.connect(self._resolve)
        self.remove.clicked.connect(self._remove)
        self.table.connect_buttons(add=self.add, edit=self.edit, remove=self.remove)

    def _list_or_none(self) -> QStackedWidget:
        """The list with the text below it; or what comments are for, where there is none."""
        gettext = self._context.language.gettext
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addWidget(self.text)
        parts = QStackedWidget()
        parts.addWidget(
            EmptyState(
                gettext("No comments yet"),
                gettext(
                    "Write down a question, an objection or a hint for whoever scores next. It keeps its "
                    "author and day, can be marked as resolved, and is found by the search."
                ),
            )
        )
        parts.addWidget(listed)
        return parts

    def _lay_out(self) -> None:
        gettext = self._context.language.gettext
        self.setWindowTitle(window_title(gettext("Comments")))
        titles = self._session.ask(queries.criterion_titles) or {}
        title = Shipped(titles.get(self._criterion, self._criterion))
        heading = gettext("Comments on “{title}”", title=title)
        note = gettext("No verdict rests on comments, and no paper shows them.")
        head = (PlainLabel(heading, "heading", wrap=True), PlainLabel(note, "quiet", wrap=True))
        self.lay_out(head, (self.add, self.edit, self.resolve, self.remove), self._parts)


def _headings(context: Context) -> tuple[Heading, ...]:
    gettext = context.language.gettext
    return (
        Heading(gettext("Written"), right=True),
        Heading(gettext("Author")),
        Heading(gettext("Comment"), share=1),
        Heading(gettext("State")),
    )
