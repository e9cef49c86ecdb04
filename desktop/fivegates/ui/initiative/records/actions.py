"""The Actions tab: a table of actions with criterion, owner, due date and effort."""

from dataclasses import replace
from decimal import Decimal

from fivegates.domain.economics.amounts import shared_places
from fivegates.domain.initiative.initiative import Action, ActionStatus
from fivegates.domain.language import Language
from fivegates.domain.portfolio.action_list import is_overdue
from fivegates.domain.wording.action_list import due_text, owner_text
from fivegates.domain.wording.words import action_status_word
from fivegates.ui.context import Context
from fivegates.ui.initiative.record_commands import RecordCommands
from fivegates.ui.initiative.records.detail import RecordEditor
from fivegates.ui.initiative.records.evidence import criterion_cell
from fivegates.ui.initiative.records.tab import ExtraCommand, Words
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.tables.model import Cell, Heading, RecordRow

_TENTHS = 10


class ActionRecords:
    """All actions of an initiative."""

    view = "actions"
    by_criterion = True

    def __init__(self, context: Context, commands: RecordCommands) -> None:
        self._context = context
        self._commands = commands
        self.words = _words(context.language)
        self.headings = _headings(context.language)
        switch = ExtraCommand(
            words=self._switch_words,
            icon="check",
            possible=lambda _subject, _record_id: True,
            run=self._switch_done,
            edits=True,
        )
        self.extras = (switch,)
        self.editor = RecordEditor(
            _find, lambda subject, each: commands.action_in_place(subject, _action(subject, each))
        )

    def rows(self, subject: Subject) -> list[RecordRow]:
        """A row an action."""
        actions = subject.record.actions
        places = shared_places(action.effort for action in actions if action.effort is not None)
        return [RecordRow(a.id, a.criterion, self._cells(a, subject, places)) for a in actions]

    def add(self, subject: Subject, criterion: str) -> None:
        """Ask for a new action."""
        self._commands.add_action(subject, Action(criterion, ""))

    def edit(self, subject: Subject, record_id: int) -> None:
        """Edit an action in a form."""
        self._commands.edit_action(subject, _action(subject, record_id))

    def remove(self, subject: Subject, record_id: int) -> None:
        """Remove an action."""
        self._commands.remove_action(_action(subject, record_id))

    def _switch_words(self, subject: Subject, record_id: int) -> str:
        """The command for an action: mark it done, or open again."""
        gettext = self._context.language.gettext
        done = _status(subject, record_id) is ActionStatus.DONE
        return gettext("Reopen") if done else gettext("Mark done")

    def _switch_done(self, subject: Subject, record_id: int) -> None:
        """Mark an action done, or open again."""
        done = _status(subject, record_id) is ActionStatus.DONE
        status = ActionStatus.OPEN if done else ActionStatus.DONE
        self._commands.save_action(replace(_action(subject, record_id), status=status))

    def _cells(self, action: Action, subject: Subject, places: int) -> tuple[Cell, ...]:
        """The cells of an action; its effort has so many decimals."""
        is_open = action.status is ActionStatus.OPEN
        status = action_status_word(action.status, self._context.language)
        cells = (
            criterion_cell(action.criterion, subject, self._context.language),
            Cell(action.title, action.title),
            self._level(action.target_level),
            self._owner(action, is_open=is_open),
            self._due(action),
            self._effort(action.effort, places),
            Cell(status, list(ActionStatus).index(action.status)),
        )
        return cells if is_open else tuple(replace(cell, quiet=True) for cell in cells)

    def _level(self, level: int | None) -> Cell:
        return Cell("–" if level is None else self._context.language.number(level), level)

    def _owner(self, action: Action, *, is_open: bool) -> Cell:
        owner = action.owner.strip()
        text = owner_text(action, self._context.language)
        return Cell(text, owner or None, warns=is_open and not owner)

    def _due(self, action: Action) -> Cell:
        """The due date, with a word if it is overdue."""
        if action.due is None:
            return Cell("–", None)
        day = self._context.today()
        text = due_text(action, day, self._context.language)
        return Cell(text, action.due.toordinal(), warns=is_overdue(action, day))

    def _effort(self, effort: Decimal | None, places: int) -> Cell:
        if effort is None:
            return Cell("–", None)
        return Cell(self._context.language.number(effort, places), int(effort * _TENTHS))


def _words(language: Language) -> Words:
    gettext = language.gettext
    return Words(
        gettext("Actions"),
        gettext("Add action…"),
        gettext("No actions yet"),
        gettext(
            "Plan what closes a gap, with an owner and a due date: "
            "then a gate can open on conditions, and the path to ready counts your effort."
        ),
    )


def _headings(language: Language) -> tuple[Heading, ...]:
    gettext = language.gettext
    return (
        Heading(gettext("Criterion"), share=2),
        Heading(gettext("Action"), share=3),
        Heading(gettext("To level"), right=True, spare=True),
        Heading(gettext("Owner")),
        Heading(gettext("Due"), right=True),
        Heading(gettext("Person-days"), right=True, spare=True),
        Heading(gettext("Status")),
    )


def _find(subject: Subject, record_id: int) -> Action | None:
    return next((action for action in subject.record.actions if action.id == record_id), None)


def _action(subject: Subject, record_id: int) -> Action:
    return next(action for action in subject.record.actions if action.id == record_id)


def _status(subject: Subject, record_id: int) -> ActionStatus | None:
    """The status of an action; None for no such action."""
    found = (action.status for action in subject.record.actions if action.id == record_id)
    return next(found, None)
