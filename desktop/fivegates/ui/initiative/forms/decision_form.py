"""The forms of a decision: recording or editing it, and saying what became of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.initiative.decision_checks import check_decision, reason_problems, verdict_before
from fivegates.domain.initiative.decisions import (
    WITHOUT_CURRENCY,
    Condition,
    ConditionState,
    Decision,
    LedgerFigure,
    LedgerStop,
    Outcome,
    Threshold,
)
from fivegates.domain.portfolio.overview import ReviewMark
from fivegates.domain.portfolio.settings import DEFAULT_CURRENCY
from fivegates.domain.wording.decisions import condition_state_word, outcome_word
from fivegates.domain.wording.stops import figure_word
from fivegates.ui.context import Context
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import ChoiceBox, TextField
from fivegates.ui.widgets.numbers import CountField, DecimalField
from fivegates.ui.widgets.prose import ProseBox
from fivegates.ui.widgets.roles import set_role

P = TypeVar("P", bound=Condition | Threshold)


@dataclass(frozen=True, slots=True)
class Line(Generic[P]):
    """The fields of one entry, and what it was; `due` is for conditions, `stop` for thresholds alone."""

    original: P
    box: QWidget
    fields: tuple[QLineEdit, ...]
    due: DateField | None
    stop: "StopFields | None" = None

    @property
    def texts(self) -> tuple[str, ...]:
        """What is written in the fields."""
        return tuple(field.text().strip() for field in self.fields)


class PartList(QWidget, Generic[P]):
    """Entries below each other, each with a button that takes it away, and one that adds another."""

    def __init__(self, context: Context, parts: Sequence[P], blank: P, add: str) -> None:
        super().__init__()
        self.context = context
        self._blank = blank
        self._lines: list[Line[P]] = []
        self._add = QPushButton(add)
        self._add.setAutoDefault(False)
        set_role(self._add, "quiet-link")
        self._entries = QVBoxLayout()
        self._entries.setSpacing(12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._entries)
        row = QHBoxLayout()
        row.addWidget(self._add)
        row.addStretch(1)
        layout.addLayout(row)
        self.setFocusProxy(self._add)
        for part in parts:
            self._show(part)
        self._add.clicked.connect(self._show_new)

    @property
    def value(self) -> tuple[P, ...]:
        """The entries as they are."""
        return tuple(self.read(line) for line in self._lines)

    def fields(self, part: P) -> tuple[QLineEdit, ...]:
        """The fields of an entry, the widest first; a list overrides it."""
        raise NotImplementedError

    def due(self, _part: P) -> DateField | None:
        """The field for a date, where there is one."""
        return None

    def stop(self, _part: P) -> "StopFields | None":
        """The fields for a stop figure, where there are such."""
        return None

    def read(self, line: Line[P]) -> P:
        """An entry as it is; a list overrides it."""
        raise NotImplementedError

    def _show_new(self) -> None:
        """Add a blank entry, and go into it."""
        self._show(self._blank).fields[0].setFocus()

    def _show(self, part: P) -> Line[P]:
        """Add an entry: the first field over the whole width, the others in rows below."""
        line = Line(part, QWidget(), self.fields(part), self.due(part), self.stop(part))
        grid = QGridLayout(line.box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        below: tuple[QWidget, ...] = (*line.fields[1:], *((line.due,) if line.due else ()))
        grid.addWidget(line.fields[0], 0, 0, 1, len(below))
        for column, widget in enumerate(below):
            grid.addWidget(widget, 1, column)
            grid.setColumnStretch(column, 1)
        if line.stop is not None:
            grid.addWidget(line.stop, 2, 0, 1, len(below))
        grid.addWidget(self._remover(line), 0, len(below))
        self._entries.addWidget(line.box)
        self._lines.append(line)
        return line

    def _remover(self, line: Line[P]) -> IconButton:
        """The button that takes an entry away."""
        remove = IconButton(self.context, "delete", "")
        remove.setAccessibleName(self.context.language.gettext("Take this line away"))
        remove.clicked.connect(lambda: self._take_away(line))
        return remove

    def _take_away(self, line: Line[P]) -> None:
        """Remove an entry; the focus goes to the button that adds."""
        self._lines.remove(line)
        self._entries.removeWidget(line.box)
        line.box.hide()
        line.box.deleteLater()
        self._add.setFocus()


class ConditionList(PartList[Condition]):
    """The conditions of a decision; what became of one stays with it."""

    def __init__(self, context: Context, conditions: Sequence[Condition]) -> None:
        super().__init__(context, conditions, Condition(""), context.language.gettext("+ Add condition"))

    def fields(self, part: Condition) -> tuple[QLineEdit, ...]:
        """What has to be true, and who sees to it."""
        gettext = self.context.language.gettext
        return (
            _field(gettext("What has to be true"), part.text),
            _field(gettext("Who sees to it"), part.owner),
        )

    def due(self, part: Condition) -> DateField:
        """By when."""
        field = DateField(self.context, part.due, needed=False)
        field.setAccessibleName(self.context.language.gettext("Due"))
        return field

    def problems(self, place: str) -> Iterator[Problem]:
        """What of the dates is none."""
        for index, line in enumerate(self._lines):
            if line.due is not None:
                yield from line.due.problems(f"{place}[{index}].due")

    def read(self, line: Line[Condition]) -> Condition:
        """A condition as it is."""
        text, owner = line.texts
        return replace(line.original, text=text, owner=owner, due=line.due.value if line.due else None)


class StopFields(QWidget):
    """A figure of the ledger and where it ends the effort; a new amount is in `currency`."""

    def __init__(self, context: Context, stop: LedgerStop | None, currency: str) -> None:
        super().__init__()
        language, gettext = context.language, context.language.gettext
        self._currency = currency if stop is None else stop.currency or currency
        figures: list[tuple[str, LedgerFigure | None]] = [(gettext("Not compared with the ledger"), None)]
        figures += [(figure_word(figure, language), figure) for figure in LedgerFigure]
        self._figure = ChoiceBox(figures, stop.figure if stop else None)
        self._at = DecimalField(stop.at if stop else None, language)
        self._from = CountField(stop.from_units if stop else None, language)
        at = gettext("Stop figure: {currency}, units or percent", currency=self._currency)
        self._figure.setAccessibleName(gettext("Compared with the ledger"))
        self._at.setPlaceholderText(at)
        self._at.setAccessibleName(at)
        self._from.setPlaceholderText(gettext("From units a month"))
        self._from.setAccessibleName(gettext("From units a month"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (self._figure, self._at, self._from):
            layout.addWidget(widget, 1)
        self._figure.currentIndexChanged.connect(self._follow)
        self._follow()

    @property
    def value(self) -> LedgerStop | None:
        """The stop figure; None where the ledger is not compared, or no figure can be read."""
        figure, at = self._figure.value, self._at.value
        if figure is None or at is None:
            return None
        currency = "" if figure in WITHOUT_CURRENCY else self._currency
        return LedgerStop(figure, at, currency, self._from.value)

    def problems(self, place: str) -> Iterator[Problem]:
        """What cannot be read, and a figure that is not said."""
        if self._figure.value is None:
            return
        yield from self._at.problems(place)
        yield from self._from.problems(place)
        if not self._at.text().strip():
            yield Problem(place, UserError("Write the figure at which the effort ends."))

    def _follow(self) -> None:
        """Ask for figures only where the ledger is compared."""
        for field in (self._at, self._from):
            field.setVisible(self._figure.value is not None)


class ThresholdList(PartList[Threshold]):
    """The success thresholds of a decision; a result stays with its threshold."""

    def __init__(self, context: Context, thresholds: Sequence[Threshold], currency: str) -> None:
        self._currency = currency
        super().__init__(context, thresholds, Threshold(""), context.language.gettext("+ Add threshold"))

    def fields(self, part: Threshold) -> tuple[QLineEdit, ...]:
        """What is measured, and the figures that decide."""
        gettext = self.context.language.gettext
        return (
            _field(gettext("What is measured"), part.measure),
            _field(gettext("Leads to more at"), part.expand),
            _field(gettext("Ends the effort at"), part.stop),
        )

    def stop(self, part: Threshold) -> StopFields:
        """The stop figure with which the ledger is compared."""
        return StopFields(self.context, part.ledger, self._currency)

    def problems(self, place: str) -> Iterator[Problem]:
        """What of the stop figures is none."""
        for index, line in enumerate(self._lines):
            if line.stop is not None:
                yield from line.stop.problems(f"{place}[{index}].ledger")

    def read(self, line: Line[Threshold]) -> Threshold:
        """A threshold as it is."""
        measure, expand, stop = line.texts
        ledger = line.stop.value if line.stop else None
        return replace(line.original, measure=measure, expand=expand, stop=stop, ledger=ledger)


def _field(hint: str, text: str) -> QLineEdit:
    """A field whose hint is its name."""
    field = TextField(text)
    field.setPlaceholderText(hint)
    field.setAccessibleName(hint)
    return field


class DecisionForm(FormDialog):
    """All fields of a decision; in a new one nothing is chosen yet.

    `reviews` tell the verdict of a day; new stop figures are in `currency`.
    """

    def __init__(
        self,
        context: Context,
        made: Decision,
        reviews: Sequence[ReviewMark],
        parent: QWidget,
        currency: str = DEFAULT_CURRENCY,
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
        self._thresholds = ThresholdList(context, made.thresholds, currency)
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
        unsaid = (
            *self._unsaid(),
            *self._dated.problems("date"),
            *self._conditions.problems("conditions"),
            *self._thresholds.problems("thresholds"),
        )
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
            text = gettext(
                "More at {expand}; ends at {stop}.",
                expand=threshold.expand or "–",
                stop=threshold.stop or "–",
            )
            self.add_rows(self.row(f"thresholds[{index}]", threshold.measure, result, text))

    def _promise(self, condition: Condition) -> str:
        """Who sees to it and by when."""
        due = self.context.language.short_date(condition.due) if condition.due else ""
        return " · ".join(part for part in (condition.owner, due) if part)
