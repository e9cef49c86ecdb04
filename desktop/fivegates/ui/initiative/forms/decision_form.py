"""The forms of a decision: recording or editing it, and settling its conditions and thresholds."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtWidgets import QWidget

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.initiative.decisions import (
    Condition,
    ConditionState,
    Decision,
    Outcome,
    check_decision,
    reason_problems,
    review_before,
    verdict_before,
)
from fivegates.domain.portfolio.overview import ReviewMark
from fivegates.domain.portfolio.settings import DEFAULT_CURRENCY
from fivegates.domain.two_days import TwoDays
from fivegates.domain.wording.decisions import condition_state_word, outcome_word
from fivegates.domain.wording.two_days import two_days_sentence
from fivegates.domain.wording.words import verdict_word
from fivegates.ui.context import Context
from fivegates.ui.initiative.forms.decision_parts import ConditionList, ThresholdList
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.fields import ProseBox
from fivegates.ui.widgets.form_body import FormBody
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import ChoiceBox, TextField

VerdictsOn = Callable[[ReviewMark, date], TwoDays | None]
"""The verdict on a review on its own day and on another; None where it cannot be read."""


@dataclass(frozen=True, slots=True)
class DecisionBasis:
    """The basis of a decision: the initiative's reviews, and the assessment of one on another day.

    New stop figures are in `currency`.
    """

    reviews: Sequence[ReviewMark]
    verdicts_on: VerdictsOn
    currency: str = DEFAULT_CURRENCY


class DecisionFields(FormBody):
    """All fields of a decision; in a new one nothing is chosen yet."""

    def __init__(self, context: Context, made: Decision, basis: DecisionBasis) -> None:
        super().__init__(context)
        gettext = context.language.gettext
        self._original = made
        self._basis = basis
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
        self._thresholds = ThresholdList(context, made.thresholds, basis.currency)
        self._lay_out()
        self._dated.edited.connect(self._name_verdict)
        self._name_verdict()

    def set_date(self, day: date) -> None:
        """Enter the day of the decision."""
        self._dated.set_value(day)

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
        """The domain's checks, missing choices, and a decision against the verdict without a reason."""
        made = self.value
        verdict = verdict_before(self._basis.reviews, made.dated)
        unsaid = (
            *self._unsaid(),
            *self._dated.problems("date"),
            *self._conditions.problems("conditions"),
            *self._thresholds.problems("thresholds"),
        )
        return (*unsaid, *check_decision(made), *(() if unsaid else reason_problems(made, verdict)))

    def _unsaid(self) -> Iterator[Problem]:
        """Problems of required choices that have no default."""
        if self._outcome.value is None:
            yield Problem("outcome", UserError("Choose what was decided."))

    def _name_verdict(self) -> None:
        """Show below the outcome which verdict a decision of that day rests on."""
        day = self._dated.value
        review = review_before(self._basis.reviews, day) if day else None
        self.rows["outcome"].set_hint(self._verdict_text(review, day) if review and day else "")

    def _verdict_text(self, review: ReviewMark, day: date) -> str:
        """The verdict of the review; where it is another on the day of the decision, both."""
        language = self.context.language
        found = self._basis.verdicts_on(review, day)
        if found is not None and (both := two_days_sentence(found, language)):
            return both
        return language.gettext(
            "Verdict of the review of {day}: {verdict}",
            day=language.short_date(review.dated),
            verdict=verdict_word(review.verdict, language, review.waived_until),
        )

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


class DecisionForm(FormDialog):
    """Records or edits a decision, with its `DecisionFields`."""

    def __init__(
        self,
        context: Context,
        made: Decision,
        basis: DecisionBasis,
        parent: QWidget,
    ) -> None:
        gettext = context.language.gettext
        title = gettext("Edit the decision") if made.id else gettext("Record a decision")
        submit_text = gettext("Save") if made.id else gettext("Record decision")
        self._fields = DecisionFields(context, made, basis)
        super().__init__(context, title, submit_text, parent, self._fields)
        self.rows["outcome"].field.setFocus()

    @property
    def value(self) -> Decision:
        """The decision as entered."""
        return self._fields.value

    def set_date(self, day: date) -> None:
        """Enter the day of the decision."""
        self._fields.set_date(day)


class SettlingForm(FormDialog):
    """The form that settles a decision: a row for each condition and each threshold."""

    def __init__(self, context: Context, made: Decision, parent: QWidget) -> None:
        gettext = context.language.gettext
        super().__init__(context, gettext("What became of the decision"), gettext("Save"), parent)
        self._original = made
        self._states = [self._state_box(condition) for condition in made.conditions]
        self._notes = [TextField(condition.note) for condition in made.conditions]
        self._results = [TextField(threshold.result) for threshold in made.thresholds]
        self._lay_out()
        first = next(iter((*self._states, *self._results)), None)
        if first is not None:
            first.setFocus()

    @property
    def value(self) -> Decision:
        """The decision with the results entered."""
        conditions = zip(self._original.conditions, self._states, self._notes, strict=True)
        thresholds = zip(self._original.thresholds, self._results, strict=True)
        return replace(
            self._original,
            conditions=tuple(
                replace(condition, state=state.value, note=note.text().strip())
                for condition, state, note in conditions
            ),
            thresholds=tuple(
                replace(threshold, result=result.text().strip()) for threshold, result in thresholds
            ),
        )

    def find_problems(self) -> Iterable[Problem]:
        """The domain's checks."""
        return check_decision(self.value)

    def _state_box(self, condition: Condition) -> ChoiceBox[ConditionState]:
        language = self.context.language
        states = [(condition_state_word(state, language), state) for state in ConditionState]
        return ChoiceBox(states, condition.state)

    def _lay_out(self) -> None:
        gettext = self.context.language.gettext
        rows = zip(self._original.conditions, self._states, self._notes, strict=True)
        for index, (condition, state, note) in enumerate(rows):
            self.add_rows(
                self.row(f"conditions[{index}]", condition.text, state, self._promise(condition)),
                self.row(f"conditions[{index}].note", gettext("Note"), note),
            )
        for index, (threshold, result) in enumerate(
            zip(self._original.thresholds, self._results, strict=True)
        ):
            text = gettext(
                "More at {expand}; ends at {stop}.",
                expand=threshold.expand or "–",
                stop=threshold.stop or "–",
            )
            self.add_rows(self.row(f"thresholds[{index}]", threshold.measure, result, text))

    def _promise(self, condition: Condition) -> str:
        """The owner of a condition and its due date."""
        due = self.context.language.short_date(condition.due) if condition.due else ""
        return " · ".join(part for part in (condition.owner, due) if part)
