"""The form for recording or editing a decision with its conditions and thresholds."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from fivegates.domain.decision_checks import check_decision
from fivegates.domain.decisions import Decision, Outcome
from fivegates.domain.errors import Problem
from fivegates.domain.wording.decisions import outcome_word
from fivegates.ui.context import Context
from fivegates.ui.initiative.forms.decision_parts import ConditionList, ThresholdList
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import ChoiceBox, ProseBox, TextField


class DecisionForm(FormDialog):
    """All fields of a decision; a new one has no id yet."""

    def __init__(self, context: Context, made: Decision, parent: QWidget) -> None:
        gettext = context.language.gettext
        title = gettext("Edit the decision") if made.id else gettext("Record a decision")
        super().__init__(context, title, gettext("Save") if made.id else gettext("Record decision"), parent)
        self._original = made
        outcomes = [(outcome_word(outcome, context.language), outcome) for outcome in Outcome]
        self._outcome = ChoiceBox(outcomes, made.outcome)
        self._dated = DateField(made.dated)
        self._by = TextField(made.by)
        self._rationale = ProseBox(made.rationale, lines=2)
        self._conditions = ConditionList(context, made.conditions)
        self._thresholds = ThresholdList(context, made.thresholds)
        self._lay_out()
        self._outcome.setFocus()

    @property
    def value(self) -> Decision:
        """The decision as entered."""
        return replace(
            self._original,
            dated=self._dated.value,
            outcome=self._outcome.value,
            by=self._by.text().strip(),
            rationale=self._rationale.toPlainText().strip(),
            conditions=self._conditions.value,
            thresholds=self._thresholds.value,
        )

    def find_problems(self) -> Iterable[Problem]:
        """The domain's checks."""
        return check_decision(self.value)

    def _lay_out(self) -> None:
        gettext = self.context.language.gettext
        self.add_rows(
            self.row("outcome", gettext("Decision"), self._outcome),
            self.row("date", gettext("Date"), self._dated),
        )
        self.add_rows(self.row("by", gettext("Who decided"), self._by))
        self.add_rows(self.row("rationale", gettext("Why"), self._rationale))
        asked = gettext("What has to be true, who sees to it and by when. The next review opens with them.")
        self.add_rows(self.row("conditions", gettext("Conditions"), self._conditions, asked))
        fixed = gettext("The figures that lead to more, or end the effort, fixed before they are known.")
        self.add_rows(self.row("thresholds", gettext("Success thresholds"), self._thresholds, fixed))
