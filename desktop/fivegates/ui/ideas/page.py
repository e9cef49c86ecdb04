"""The Ideas page: every idea with what became of it."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from fivegates.actions import ideas, overview
from fivegates.actions.file.opened import Changes
from fivegates.domain.ideas import Idea, IdeaState
from fivegates.domain.wording.ideas import (
    idea_lines,
    idea_state_word,
    ideas_sentence,
    kind_word,
)
from fivegates.ui.context import Context
from fivegates.ui.dialogs.initiative_form import suggest_code
from fivegates.ui.ideas.forms import AcceptForm, DeclineForm, IdeaForm
from fivegates.ui.session import Session
from fivegates.ui.tables.model import Cell, Heading, RecordModel, RecordOrder, RecordRow
from fivegates.ui.tables.table import RecordTable
from fivegates.ui.widgets.buttons import IconButton, ShrinkingButton, ShrinkingRow
from fivegates.ui.widgets.labels import DetailsLabel, EmptyState, PlainLabel
from fivegates.ui.widgets.page import PageWithEmptyState, page_body, scrolled, split

_STATES: Final = tuple(IdeaState)
_SHARES: Final = [450, 550]
"""The shares of the height of the table and of the details below it."""


class IdeasPage(PageWithEmptyState):
    """The table of ideas, the newest on top; Enter edits one, Insert adds one, Delete removes one.

    Signals:
        opened(int): an idea became the initiative of this id, or the user opened it.
    """

    opened = Signal(int)

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._context = context
        self._held: dict[int, Idea] = {}
        gettext = context.language.gettext
        self._summary = PlainLabel("", "quiet", wrap=True)
        self._model = RecordModel(context, _headings(context), self)
        order = RecordOrder(self._model, self)
        self.table = RecordTable(context, order, gettext("Ideas"), self, view="ideas")
        self.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        self.details = DetailsLabel()
        self._make_buttons()
        self._lay_out()
        self._connect()

    @property
    def current(self) -> Idea | None:
        """The idea of the chosen row."""
        row = self.table.current()
        return self._held.get(row.record_id) if row else None

    def refresh(self) -> None:
        """Ask for all ideas again, and show them."""
        self.stale = False
        held = self._session.ask(ideas.ideas) or ()
        chosen = self.current
        self._held = {idea.id: idea for idea in held}
        self._summary.setText(ideas_sentence(held, self._context.language))
        self._model.set_rows([self._row(idea) for idea in held])
        self.table.choose(chosen.id if chosen else 0, or_row=0)
        self.show_content(shown=bool(held))
        self._follow_choice()

    def choose(self, idea_id: int) -> None:
        """Choose the row of an idea."""
        self.catch_up()
        self.table.choose(idea_id)

    def add(self) -> None:
        """Ask for a new idea in a form, and add it."""
        if not self._session.opened.read_only:
            form = IdeaForm(self._context, None, self)
            self._session.complete(form)
            form.save_with(lambda: self._save(form, adding=True))

    def edit(self) -> None:
        """Edit the chosen idea in a form."""
        idea = self.current
        if idea is not None and not self._session.opened.read_only:
            form = IdeaForm(self._context, idea, self)
            self._session.complete(form)
            form.save_with(lambda: self._save(form, adding=False))

    def accept(self) -> None:
        """Ask under which code the chosen idea becomes an initiative."""
        idea = self._open_one()
        lines = self._session.ask(overview.lines)
        if idea is None or lines is None:
            return
        code = suggest_code(idea.title, {line.initiative.code for line in lines})
        form = AcceptForm(self._context, idea, code, self)
        form.save_with(lambda: self._accept(form, idea))

    def decline(self) -> None:
        """Ask why the chosen idea is declined."""
        idea = self._open_one()
        if idea is not None:
            form = DeclineForm(self._context, idea, self)
            form.save_with(lambda: self._session.run(ideas.decline_idea, idea.id, form.ruling))

    def remove(self) -> None:
        """Remove the chosen idea; undo brings it back."""
        if self.current is not None and not self._session.opened.read_only:
            self._session.run(ideas.remove_idea, self.current.id)

    def _open_one(self) -> Idea | None:
        """The chosen idea, where it is still to be decided on."""
        idea = self.current
        open_here = idea is not None and idea.state is IdeaState.OPEN
        return idea if open_here and not self._session.opened.read_only else None

    def _save(self, form: IdeaForm, *, adding: bool) -> Changes | None:
        changes = self._session.run(ideas.add_idea if adding else ideas.edit_idea, form.value)
        if adding and changes is not None and changes.created is not None:
            self.choose(changes.created)
        return changes

    def _accept(self, form: AcceptForm, idea: Idea) -> Changes | None:
        code = form.code.text().strip()
        changes = self._session.run(ideas.accept_idea, idea.id, code, form.ruling)
        if changes is not None and changes.created is not None:
            self.opened.emit(changes.created)
        return changes

    def _reopen(self) -> None:
        if self.current is not None:
            self._session.run(ideas.reopen_idea, self.current.id)

    def _row(self, idea: Idea) -> RecordRow:
        language = self._context.language
        quiet = idea.state is not IdeaState.OPEN
        owner, missing = idea.owner.strip(), len(idea.missing) if not quiet else 0
        return RecordRow(
            idea.id,
            "",
            (
                Cell(language.short_date(idea.dated), idea.dated.toordinal(), quiet=quiet),
                Cell(idea.title, idea.title, quiet=quiet),
                Cell(owner or language.gettext("Nobody yet"), owner.casefold() or None, quiet=quiet),
                Cell(kind_word(idea.kind, language), kind_word(idea.kind, language), quiet=quiet),
                Cell(language.number(missing), missing, warns=missing > 0, quiet=not missing),
                Cell(idea_state_word(idea.state, language), _STATES.index(idea.state), quiet=quiet),
            ),
        )

    def _follow_choice(self) -> None:
        """Show the details of the chosen idea, and enable the commands that apply to it."""
        idea, editable = self.current, not self._session.opened.read_only
        lines = [] if idea is None else [idea.title, *idea_lines(idea, self._context.language)]
        self.details.setText("\n\n".join(lines))
        is_open = idea is not None and idea.state is IdeaState.OPEN
        self._accept_button.setEnabled(is_open and editable)
        self._decline_button.setEnabled(is_open and editable)
        self._reopen_button.setEnabled(idea is not None and not is_open and editable)
        self._edit_button.setEnabled(idea is not None and editable)
        self._add_button.setEnabled(editable)
        self._first.setEnabled(editable)

    def _make_buttons(self) -> None:
        context, gettext = self._context, self._context.language.gettext
        self._add_button = ShrinkingButton(context, "add", gettext("Write down…"))
        self._edit_button = ShrinkingButton(context, "edit", gettext("Edit…"))
        self._accept_button = ShrinkingButton(context, "check", gettext("Accept…"))
        self._decline_button = ShrinkingButton(context, "archive", gettext("Decline…"))
        self._reopen_button = ShrinkingButton(context, "back", gettext("Open again"))
        self._first = IconButton(context, "add", gettext("Write down an idea…"), "primary")

    def _lay_out(self) -> None:
        gettext = self._context.language.gettext
        empty = EmptyState(
            gettext("No idea written down yet"),
            gettext(
                "Write an idea down before it is an initiative: the problem, how it would be solved without "
                "AI, who would own it, and what it is worth. Then accept or decline it."
            ),
            (self._first,),
        )
        tools = ShrinkingRow(
            (self._add_button,),
            (self._edit_button, self._accept_button, self._decline_button, self._reopen_button),
        )
        parts = split(self.table, scrolled(self.details, gettext("What the idea says")))
        parts.setSizes(_SHARES)
        head = (PlainLabel(gettext("Ideas"), "title"), self._summary)
        self.lay_out(head, empty, page_body((tools,), parts), first=self._first, entry=lambda: self.table)

    def _connect(self) -> None:
        """Connect all signals, in one list."""
        self._session.changed.connect(self.follow_change)
        self.table.chosen.connect(self._follow_choice)
        self.table.edit_requested.connect(self.edit)
        self.table.add_requested.connect(self.add)
        self.table.remove_requested.connect(self.remove)
        self._add_button.clicked.connect(self.add)
        self._first.clicked.connect(self.add)
        self._edit_button.clicked.connect(self.edit)
        self._accept_button.clicked.connect(self.accept)
        self._decline_button.clicked.connect(self.decline)
        self._reopen_button.clicked.connect(self._reopen)


def _headings(context: Context) -> tuple[Heading, ...]:
    gettext = context.language.gettext
    return (
        Heading(gettext("Written down"), right=True),
        Heading(gettext("Idea"), share=4),
        Heading(gettext("Owner"), share=2),
        Heading(gettext("Kind")),
        Heading(gettext("To be answered"), right=True),
        Heading(gettext("State")),
    )
