"""The form that says what became of a decision: each condition met or not, each threshold's result."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from fivegates.domain.errors import Problem
from fivegates.domain.initiative.decision_checks import check_decision
from fivegates.domain.initiative.decisions import Condition, ConditionState, Decision
from fivegates.domain.wording.decisions import condition_state_word
from fivegates.ui.context import Context
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import ChoiceBox, TextField


class SettlingForm(FormDialog):
    """A row a condition and a row a threshold."""

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
        """The decision with what became of it."""
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
            told = gettext(
                "More at {expand}; ends at {stop}.",
                expand=threshold.expand or "–",
                stop=threshold.stop or "–",
            )
            self.add_rows(self.row(f"thresholds[{index}]", threshold.measure, result, told))

    def _promise(self, condition: Condition) -> str:
        """Who sees to it and by when."""
        due = self.context.language.short_date(condition.due) if condition.due else ""
        return " · ".join(part for part in (condition.owner, due) if part)
