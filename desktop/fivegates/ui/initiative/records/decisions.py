"""The Decisions tab: a table of decisions with their outcome and conditions, and its commands."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fivegates.actions import overview, queries, records
from fivegates.actions.two_days import verdicts_on
from fivegates.domain.initiative.decisions import Condition, ConditionState, Decision, Outcome
from fivegates.domain.portfolio.overview import ReviewMark
from fivegates.domain.wording.decisions import conditions_text, outcome_word
from fivegates.ui.context import Context
from fivegates.ui.initiative.records.detail import Editing, RecordEditor
from fivegates.ui.initiative.records.tab import ExtraCommand, Words
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.session import Session
from fivegates.ui.tables.model import Cell, Heading, RecordRow

if TYPE_CHECKING:
    from fivegates.domain.two_days import TwoDays
    from fivegates.ui.initiative.forms.decision_form import DecisionBasis, DecisionForm


class DecisionCommands(QObject):
    """Opens forms over `page` and runs what they ask for.

    Signals:
        added(Decision): this one was recorded.
    """

    added = Signal(object)

    def __init__(self, session: Session, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._context = context
        self._page = page

    def add(self, subject: Subject, *, today: bool = False) -> None:
        """Ask for a new decision; one that is being taken has today's date already."""
        new = Decision(self._context.today(), Outcome.GO, "")
        form = self._form(new, subject)
        if today:
            form.set_date(new.dated)

        def save() -> object:
            changes = self._session.run(records.add_decision, subject.initiative_id, form.value)
            if changes is not None:
                self.added.emit(form.value)
            return changes

        form.save_with(save)

    def edit(self, subject: Subject, made: Decision) -> None:
        """Edit a decision in a form."""
        form = self._form(made, subject)
        run = self._session.run
        form.save_with(lambda: run(records.edit_decision, form.value))

    def settle(self, made: Decision) -> None:
        """Settle the conditions and thresholds of a decision in a form."""
        from fivegates.ui.initiative.forms.decision_form import SettlingForm

        form = SettlingForm(self._context, made, self._page)
        run = self._session.run
        form.save_with(lambda: run(records.edit_decision, form.value))

    def remove(self, decision_id: int) -> None:
        """Remove a decision."""
        self._session.run(records.remove_decision, decision_id)

    def in_place(self, subject: Subject, made: Decision) -> Editing:
        """The fields of a decision, and the callback that saves them."""
        from fivegates.ui.initiative.forms.decision_form import DecisionFields

        body = DecisionFields(self._context, made, self._basis(subject))
        self._session.complete(body)
        run = self._session.run
        return Editing(body, lambda: run(records.edit_decision, body.value))

    def _form(self, made: Decision, subject: Subject) -> "DecisionForm":
        from fivegates.ui.initiative.forms.decision_form import DecisionForm

        form = DecisionForm(self._context, made, self._basis(subject), self._page)
        self._session.complete(form.body)
        return form

    def _basis(self, subject: Subject) -> "DecisionBasis":
        """The initiative's reviews with their verdicts of a day, and the portfolio's currency."""
        from fivegates.ui.initiative.forms.decision_form import DecisionBasis

        ask = self._session.ask
        reviews = ask(queries.review_marks, subject.initiative_id) or ()

        def verdicts(review: ReviewMark, day: date) -> "TwoDays | None":
            return ask(verdicts_on, subject.record, review.review_id, day)

        settings = ask(overview.settings)
        if settings is None:
            return DecisionBasis(reviews, verdicts)
        return DecisionBasis(reviews, verdicts, settings.currency)


class DecisionRecords:
    """All decisions on an initiative."""

    view = "decisions"
    by_criterion = False

    def __init__(self, context: Context, commands: DecisionCommands) -> None:
        self._context = context
        self._commands = commands
        gettext = context.language.gettext
        self.words = Words(
            gettext("Decisions"),
            gettext("Record decision…"),
            gettext("No decision recorded"),
            gettext(
                "Record what the board decides, under which conditions, and by which figures it will be "
                "judged: the next review opens with them."
            ),
        )
        self.headings = (
            Heading(gettext("Dated"), right=True),
            Heading(gettext("Decision")),
            Heading(self._context.language.pgettext("person", "By")),
            Heading(gettext("Conditions")),
            Heading(gettext("Thresholds"), right=True, spare=True),
            Heading(gettext("Why"), share=1),
        )
        settle = ExtraCommand(
            words=lambda _subject, _record_id: gettext("Settle conditions…"),
            icon="check",
            possible=_has_conditions,
            run=lambda subject, record_id: commands.settle(decision_of(subject, record_id)),
            edits=True,
        )
        self.extras = (settle,)
        self.editor = RecordEditor(
            _find, lambda subject, each: commands.in_place(subject, decision_of(subject, each))
        )

    def rows(self, subject: Subject) -> list[RecordRow]:
        """A row a decision."""
        return [RecordRow(made.id, "", self._cells(made)) for made in subject.record.decisions]

    def add(self, subject: Subject, _criterion: str) -> None:
        """Ask for a new decision."""
        self._commands.add(subject)

    def edit(self, subject: Subject, record_id: int) -> None:
        """Edit a decision in a form."""
        self._commands.edit(subject, decision_of(subject, record_id))

    def remove(self, _subject: Subject, record_id: int) -> None:
        """Remove a decision."""
        self._commands.remove(record_id)

    def _cells(self, made: Decision) -> tuple[Cell, ...]:
        language = self._context.language
        return (
            Cell(language.short_date(made.dated), made.dated.toordinal()),
            Cell(outcome_word(made.outcome, language), list(Outcome).index(made.outcome)),
            Cell(made.by, made.by),
            conditions_cell(made, self._context),
            Cell(language.number(len(made.thresholds)) if made.thresholds else "–", len(made.thresholds)),
            Cell(made.rationale or "–", made.rationale or None),
        )


def conditions_cell(made: Decision, context: Context) -> Cell:
    """The cell for the conditions; it warns where one is unmet or overdue."""
    lacking = any(_lacks(condition, context) for condition in made.conditions)
    unsettled = sum(1 for condition in made.conditions if condition.state is not ConditionState.MET)
    return Cell(conditions_text(made.conditions, context.language), unsettled, warns=lacking)


def _lacks(condition: Condition, context: Context) -> bool:
    """True if a condition is unmet or overdue."""
    if condition.state is ConditionState.OPEN:
        return condition.due is not None and condition.due < context.today()
    return condition.state is ConditionState.NOT_MET


def decision_of(subject: Subject, record_id: int) -> Decision:
    """A decision by its id."""
    return next(made for made in subject.record.decisions if made.id == record_id)


def _find(subject: Subject, record_id: int) -> Decision | None:
    return next((made for made in subject.record.decisions if made.id == record_id), None)


def _has_conditions(subject: Subject, record_id: int) -> bool:
    return any(made.id == record_id and made.conditions for made in subject.record.decisions)
