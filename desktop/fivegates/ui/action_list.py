"""The Actions page: every action of the portfolio, by due date, person or initiative."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from fivegates.actions import plan
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.domain.errors import Problem
from fivegates.domain.initiative.initiative import ActionStatus
from fivegates.domain.initiative.record_checks import check_action
from fivegates.domain.portfolio.action_list import (
    ActionChange,
    ActionScope,
    ListedAction,
    by_due_date,
    in_scope,
    is_overdue,
    owned_by,
    owners_of,
)
from fivegates.domain.wording.action_list import action_list_sentence, due_text, owner_text, scope_word
from fivegates.domain.wording.words import action_status_word
from fivegates.ui.context import Context
from fivegates.ui.file_dialogs import FileKind, ask_where_to_save, documents_folder
from fivegates.ui.session import Session
from fivegates.ui.tables.model import Cell, Heading, RecordModel, RecordOrder, RecordRow
from fivegates.ui.tables.table import RecordTable
from fivegates.ui.widgets.buttons import IconButton, ShrinkingButton, ShrinkingRow
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.fields import complete_with
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import ChoiceBox, ListBox, TextField
from fivegates.ui.widgets.labels import EmptyState, PlainLabel
from fivegates.ui.widgets.page import PageWithEmptyState, page_body


class ActionChangeForm(FormDialog):
    """A form for several actions at once; a field left empty stays as it is in each."""

    def __init__(
        self, context: Context, chosen: Sequence[ListedAction], owners: Sequence[str], parent: QWidget
    ) -> None:
        language = context.language
        title = language.ngettext("Change {count} action", "Change {count} actions", len(chosen))
        super().__init__(context, title, language.gettext("Save"), parent)
        self._chosen = chosen
        self._owner = TextField()
        complete_with(self._owner, owners)
        self._due = DateField(context, None, needed=False)
        statuses: list[tuple[str, ActionStatus | None]] = [(language.gettext("As it is"), None)]
        statuses += [(action_status_word(status, language), status) for status in ActionStatus]
        self._status = ChoiceBox(statuses, None)
        self._lay_out()

    @property
    def value(self) -> ActionChange:
        """The changes as entered."""
        return ActionChange(self._owner.text().strip() or None, self._due.value, self._status.value)

    def find_problems(self) -> Iterable[Problem]:
        """The domain's checks of each action as changed, and a date that cannot be read."""
        changed = (self.value.applied(each.action) for each in self._chosen)
        return (
            *self._due.problems("due"),
            *(problem for action in changed for problem in check_action(action)),
        )

    def _lay_out(self) -> None:
        gettext = self.context.language.gettext
        kept = gettext("Left empty, it stays as it is in each.")
        self.add_rows(
            self.row("owner", gettext("Owner"), self._owner, kept),
            self.row("due", gettext("Due"), self._due, kept),
        )
        self.add_rows(self.row("status", gettext("Status"), self._status))


_DUE_COLUMN = 0


class ActionsPage(PageWithEmptyState):
    """The table of open actions, the first due at the top.

    Enter opens one in its initiative; of several, it asks what is to be changed in all.

    Signals:
        opened(int, int): the user opened an action; the ids of its initiative and of the action.
        portfolio_requested(): the user wants the table of initiatives.
        exported(Path): the list was written.
    """

    opened = Signal(int, int)
    portfolio_requested = Signal()
    exported = Signal(object)

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._context = context
        self._all: tuple[ListedAction, ...] = ()
        self._listed: dict[int, ListedAction] = {}
        gettext = context.language.gettext
        self._summary = PlainLabel("", "quiet", wrap=True)
        self._model = RecordModel(context, _headings(context), self)
        order = RecordOrder(self._model, self)
        self.table = RecordTable(context, order, gettext("Actions"), self, view="actions")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.sortByColumn(_DUE_COLUMN, Qt.SortOrder.AscendingOrder)
        self._nothing = PlainLabel(gettext("There is no such action."), "quiet")
        self._first = IconButton(context, "portfolio", gettext("Go to the portfolio"), "primary")
        self._make_tools()
        self._lay_out()
        self._connect()

    @property
    def chosen(self) -> list[ListedAction]:
        """The actions of the chosen rows, from the top."""
        return [self._listed[row.record_id] for row in self.table.chosen_rows()]

    def refresh(self) -> None:
        """Query all actions again, and list those that the filter keeps."""
        self.stale = False
        self._all = by_due_date(self._session.ask(plan.action_list) or ())
        self._fill_owners()
        language, today = self._context.language, self._context.today()
        self._summary.setText(action_list_sentence(self._all, today, language))
        self._show_wanted()
        self.show_content(shown=bool(self._all))

    def export_to(self, path: Path) -> None:
        """Write what is listed, in the order of due dates, to a file of the kind that its ending names."""
        language, today = self._context.language, self._context.today()
        wanted = [each for each in self._all if each.action.id in self._listed]

        def save(opened: OpenPortfolio) -> bool:
            plan.save_action_list(opened, wanted, path, today, language)
            return True

        if self._session.ask(save):
            self.exported.emit(path)

    def _make_tools(self) -> None:
        language = self._context.language
        gettext = language.gettext
        scopes = [(scope_word(scope, language), scope) for scope in ActionScope]
        self.scope = ChoiceBox(scopes, ActionScope.OPEN)
        self.scope.setAccessibleName(gettext("Which actions"))
        self.owner = ListBox()
        self.owner.setAccessibleName(gettext("Owner"))
        self.change = ShrinkingButton(self._context, "edit", gettext("Change…"))
        self.done = ShrinkingButton(self._context, "check", gettext("Mark done"))
        self._export = ShrinkingButton(self._context, "save", gettext("Export…"))

    def _lay_out(self) -> None:
        gettext = self._context.language.gettext
        empty = EmptyState(
            gettext("No actions yet"),
            gettext(
                "Open an initiative and plan under Actions what closes a gap. The actions of all initiatives "
                "come together here, by due date and by owner."
            ),
            (self._first,),
        )
        tools = ShrinkingRow((self.scope, self.owner), (self.change, self.done, self._export))
        head = (PlainLabel(gettext("Actions"), "title"), self._summary)
        self.lay_out(
            head,
            empty,
            page_body((tools,), self._nothing, self.table),
            first=self._first,
            entry=lambda: self.table,
        )

    def _connect(self) -> None:
        """Connect all signals, in one list."""
        self._session.changed.connect(self.follow_change)
        self.table.edit_requested.connect(self._open_current)
        self.table.chosen.connect(self._follow_choice)
        self.scope.currentIndexChanged.connect(self._show_wanted)
        self.owner.currentIndexChanged.connect(self._show_wanted)
        self.change.clicked.connect(self._ask_change)
        self.done.clicked.connect(self._mark_done)
        self._export.clicked.connect(self._ask_export)
        self._first.clicked.connect(self.portfolio_requested)

    def _fill_owners(self) -> None:
        """Offer everybody who has an action in hand; who is chosen stays chosen."""
        chosen = self.owner.currentText() if self.owner.currentIndex() > 0 else ""
        names = owners_of(self._all)
        with QSignalBlocker(self.owner):
            self.owner.clear()
            self.owner.addItem(self._context.language.gettext("Everybody"))
            self.owner.addItems(list(names))
            self.owner.setCurrentIndex(names.index(chosen) + 1 if chosen in names else 0)

    def _show_wanted(self) -> None:
        """List the actions of the chosen scope and owner."""
        today, scope = self._context.today(), self.scope.value
        owner = self.owner.currentText() if self.owner.currentIndex() > 0 else None
        before = {row.record_id for row in self.table.chosen_rows()}
        self._listed = {
            each.action.id: each
            for each in self._all
            if in_scope(each.action, scope, today) and (owner is None or owned_by(each.action, owner))
        }
        self._model.set_rows([self._row(each) for each in self._listed.values()])
        kept = before & self._listed.keys()
        if kept:
            self.table.choose_all(kept)
        else:
            self.table.choose(0, or_row=0)
        self._nothing.setVisible(not self._listed)
        self._export.setEnabled(bool(self._listed))
        self._follow_choice()

    def _row(self, each: ListedAction) -> RecordRow:
        language, action = self._context.language, each.action
        today = self._context.today()
        is_open = action.status is ActionStatus.OPEN
        owner, topic = action.owner.strip(), language.shipped(each.topic)
        cells = (
            Cell(
                due_text(action, today, language),
                action.due.toordinal() if action.due else None,
                warns=is_overdue(action, today),
                quiet=not is_open,
            ),
            Cell(
                owner_text(action, language),
                owner.casefold() or None,
                warns=is_open and not owner,
                quiet=not is_open,
            ),
            Cell(action.title, action.title, quiet=not is_open),
            Cell(each.initiative.name, each.initiative.name, quiet=not is_open),
            Cell(topic, topic, quiet=not is_open),
            Cell(
                action_status_word(action.status, language),
                list(ActionStatus).index(action.status),
                quiet=not is_open,
            ),
        )
        return RecordRow(action.id, action.criterion, cells)

    def _follow_choice(self) -> None:
        """Offer what can be done to the chosen actions."""
        editable = bool(self.table.chosen_rows()) and not self._session.opened.read_only
        self.change.setEnabled(editable)
        self.done.setEnabled(editable)

    def _open_current(self) -> None:
        """Open the chosen action; of several, ask what is to be changed in all."""
        chosen = self.chosen
        if len(chosen) > 1 and self.change.isEnabled():
            self._ask_change()
        elif chosen:
            self.opened.emit(chosen[0].initiative.id, chosen[0].action.id)

    def _ask_change(self) -> None:
        chosen = self.chosen
        form = ActionChangeForm(self._context, chosen, owners_of(self._all), self)
        form.save_with(lambda: self._save_change(chosen, form.value))

    def _save_change(self, chosen: list[ListedAction], change: ActionChange) -> Changes | None:
        return self._session.run(plan.change_actions, [each.action.id for each in chosen], change)

    def _mark_done(self) -> None:
        self._save_change(self.chosen, ActionChange(status=ActionStatus.DONE))

    def _ask_export(self) -> None:
        gettext = self._context.language.gettext
        kinds = ";;".join(
            (
                gettext("Workbook (*.xlsx)"),
                gettext("Table (*.csv)"),
                gettext("Calendar (*.ics)"),
            )
        )
        suggested = Path(documents_folder()) / f"{gettext('Actions')} {self._context.today()}.xlsx"
        title = gettext("Export the actions listed")
        ask_where_to_save(self, title, FileKind(kinds, ""), suggested, self.export_to)


def _headings(context: Context) -> tuple[Heading, ...]:
    gettext = context.language.gettext
    return (
        Heading(gettext("Due"), right=True),
        Heading(gettext("Owner")),
        Heading(gettext("Action"), share=4),
        Heading(gettext("Initiative"), share=3),
        Heading(gettext("Criterion"), share=3),
        Heading(gettext("Status")),
    )
