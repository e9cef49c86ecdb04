"""What can be done to decisions from the initiative page: the form that asks, then the action."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from fivegates.actions import decisions, queries
from fivegates.domain.initiative.decisions import Decision, Outcome
from fivegates.ui.context import Context
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.session import Session

if TYPE_CHECKING:
    from fivegates.ui.initiative.forms.decision_form import DecisionForm


class DecisionVerbs(QObject):
    """Opens forms over `page` and runs what they ask for."""

    def __init__(self, session: Session, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._context = context
        self._page = page

    def add(self, subject: Subject) -> None:
        """Ask for a new decision."""
        new = Decision(self._context.today(), Outcome.GO, "")
        form = self._form(new, subject)
        run, add = self._session.run, decisions.add_decision
        form.save_with(lambda: run(add, subject.initiative_id, form.value))

    def edit(self, subject: Subject, made: Decision) -> None:
        """Ask for a decision anew."""
        form = self._form(made, subject)
        run = self._session.run
        form.save_with(lambda: run(decisions.edit_decision, form.value))

    def settle(self, made: Decision) -> None:
        """Ask what became of each condition and threshold of a decision."""
        from fivegates.ui.initiative.forms.settling_form import SettlingForm

        form = SettlingForm(self._context, made, self._page)
        run = self._session.run
        form.save_with(lambda: run(decisions.edit_decision, form.value))

    def remove(self, decision_id: int) -> None:
        """Remove a decision."""
        self._session.run(decisions.remove_decision, decision_id)

    def _form(self, made: Decision, subject: Subject) -> "DecisionForm":
        from fivegates.ui.initiative.forms.decision_form import DecisionForm

        reviews = self._session.ask(queries.review_marks, subject.initiative_id) or ()
        return DecisionForm(self._context, made, reviews, self._page)
