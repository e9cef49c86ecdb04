"""The commands for initiatives on any page: each asks what it needs, then runs the action."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fivegates.domain.initiative.initiative import Initiative
from fivegates.ui.context import Context
from fivegates.ui.messages import Question, ask
from fivegates.ui.session import Session

if TYPE_CHECKING:
    from fivegates.ui.dialogs.initiative_form import InitiativeForm


class InitiativeCommands(QObject):
    """Add, edit, duplicate, archive and delete initiatives, with their forms and confirmations.

    Signals:
        added(int): an initiative is new; its id.
        copied(int): an initiative is the copy of another; its id.
    """

    added = Signal(int)
    copied = Signal(int)

    def __init__(self, session: Session, context: Context, window: QWidget) -> None:
        super().__init__(session)
        self._session = session
        self._context = context
        self._window = window

    def add(self) -> None:
        """Add an initiative in a form."""
        form = self._form(None)
        self._session.complete(form)
        form.submitted.connect(lambda: self._save_new(form))
        form.open()

    def edit(self, initiative_id: int) -> None:
        """Edit an initiative in a form."""
        from fivegates.actions import initiatives

        initiative = self._find(initiative_id)
        if initiative is None:
            return
        form = self._form(initiative)
        self._session.complete(form)
        form.save_with(lambda: self._session.run(initiatives.edit_initiative, form.value))

    def duplicate(self, initiative_id: int) -> None:
        """Copy an initiative with all its records."""
        from fivegates.actions import initiatives

        changes = self._session.run(initiatives.duplicate_initiative, initiative_id)
        if changes is not None and changes.created is not None:
            self.copied.emit(changes.created)

    def set_archived(self, initiative_id: int, *, archived: bool) -> None:
        """Archive an initiative, or restore it."""
        from fivegates.actions import initiatives

        self._session.run(initiatives.set_archived, initiative_id, archived=archived)

    def switch_archived(self, initiative_id: int) -> None:
        """Archive an initiative, or restore it if it is archived."""
        initiative = self._find(initiative_id)
        if initiative is not None:
            self.set_archived(initiative_id, archived=not initiative.archived)

    def delete(self, initiative_id: int) -> None:
        """Delete an initiative once that is confirmed."""
        from fivegates.actions import initiatives

        initiative = self._find(initiative_id)
        if initiative is None:
            return
        gettext = self._context.language.gettext
        question = Question(
            gettext("Delete “{name}”?", name=initiative.name),
            gettext(
                "Its reviews, evidence, actions and changes go with it. "
                "Undo brings everything back until the portfolio is closed."
            ),
            gettext("Delete"),
        )
        run = self._session.run
        ask(
            self._window,
            question,
            self._context.language,
            lambda: run(initiatives.delete_initiative, initiative_id),
        )

    def offer_usual(self, initiative_id: int) -> None:
        """Suggest actions and waivers for an initiative's kind; ask for the kind while it is not set."""
        from fivegates.actions import kinds
        from fivegates.ui.dialogs.initiative_form import KindOffersForm
        from fivegates.ui.messages import show_note

        initiative = self._find(initiative_id)
        offered = self._session.ask(kinds.offers, initiative_id)
        if initiative is None or offered is None:
            return
        if initiative.kind is None:
            language = self._context.language
            show_note(
                self._window,
                language.gettext("The initiative has no kind yet. Edit it and choose one."),
                language,
            )
            return
        form = KindOffersForm(self._context, initiative.kind, offered, self._window)
        form.save_with(
            lambda: self._session.run(
                kinds.take_offers, initiative_id, form.chosen_actions, form.chosen_waivers
            )
        )

    def _save_new(self, form: "InitiativeForm") -> None:
        from fivegates.actions import initiatives

        changes = self._session.run(initiatives.add_initiative, form.value)
        if changes is not None and changes.created is not None:
            form.accept()
            self.added.emit(changes.created)

    def _find(self, initiative_id: int) -> Initiative | None:
        """The initiative; None, and the reason shown, when it is gone."""
        from fivegates.actions import queries

        found = self._session.ask(queries.record, initiative_id)
        return found.initiative if found else None

    def _form(self, initiative: Initiative | None) -> "InitiativeForm":
        """The form of an initiative, or of a new one."""
        from fivegates.actions import overview
        from fivegates.ui.dialogs.initiative_form import InitiativeForm

        lines = self._session.ask(overview.lines) or ()
        codes = frozenset(line.initiative.code for line in lines)
        return InitiativeForm(self._context, initiative, codes, self._window)
