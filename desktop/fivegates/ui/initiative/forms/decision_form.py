"""The form for recording or editing a decision with its conditions and thresholds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from fivegates.domain.decision_checks import check_decision, reason_problems, verdict_before
from fivegates.domain.decisions import Decision, Outcome
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.overview import ReviewMark
from fivegates.domain.wording.decisions import outcome_word
from fivegates.ui.context import Context
from fivegates.ui.initiative.forms.decision_parts import ConditionList, ThresholdList
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import ChoiceBox, TextField
from fivegates.ui.widgets.prose import ProseBox


class DecisionForm(FormDialog):
    """All fields of a decision; in a new one nothing is chosen yet. `reviews` tell the verdict of a day."""

    def __init__(
        self, context: Context, made: Decision, reviews: Sequence[ReviewMark], parent: QWidget
    ) -> None:
        gettext = context.language.gettext
        title = gettext("Edit the decision") if made.id else gettext("Record a decision")
        super().__init__(context, title, gettext("Save") if made.id else gettext("Record decision"), parent)
        self._original = made
        self._reviews = reviews
        outcomes: list[tuple[str, Outcome | None]] = [
            (outcome_word(outcome, context.language), outcome) for outcome in Outcome
        ]
        if not made.id:
            outcomes.insert(0, (gettext("Choose…"), None))
        self._outcome = ChoiceBox(outcomes, made.outcome if made.id else None)
        self._dated = DateField(context, made.dated if made.id else None)
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
            dated=self._dated.value or self._original.dated,
            outcome=self._outcome.value or self._original.outcome,
            by=self._by.text().strip(),
            rationale=self._rationale.toPlainText().strip(),
            conditions=self._conditions.value,
            thresholds=self._thresholds.value,
        )

    def find_problems(self) -> Iterable[Problem]:
        """The domain's checks, what is not said, and a decision against the verdict that does not say why."""
        made = self.value
        verdict = verdict_before(self._reviews, made.dated)
        unsaid = (*self._unsaid(), *self._dated.problems("date"), *self._conditions.problems("conditions"))
        return (*unsaid, *check_decision(made), *(() if unsaid else reason_problems(made, verdict)))

    def _unsaid(self) -> Iterator[Problem]:
        """What nobody may guess."""
        if self._outcome.value is None:
            yield Problem("outcome", UserError("Choose what was decided."))

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
