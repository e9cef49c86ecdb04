"""Editable lists of the conditions and success thresholds of a decision."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.initiative.decisions import (
    WITHOUT_CURRENCY,
    Condition,
    LedgerFigure,
    LedgerStop,
    Threshold,
)
from fivegates.domain.wording.decisions import figure_word
from fivegates.ui.context import Context
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.fields import CountField, DecimalField
from fivegates.ui.widgets.form_body import enter_again, entry_of, fields_in
from fivegates.ui.widgets.forms import ChoiceBox, TextField
from fivegates.ui.widgets.roles import set_role

P = TypeVar("P", bound=Condition | Threshold)


@dataclass(frozen=True, slots=True)
class Line(Generic[P]):
    """The fields of one entry, and its original value; only conditions have `due`, thresholds `stop`."""

    original: P
    box: QWidget
    fields: tuple[QLineEdit, ...]
    due: DateField | None
    stop: "StopFields | None" = None

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of the fields."""
        return tuple(field.text().strip() for field in self.fields)


class PartList(QWidget, Generic[P]):
    """Entries below each other, each with a button that takes it away, and one that adds another."""

    def __init__(self, context: Context, parts: Sequence[P], blank: P, add: str) -> None:
        super().__init__()
        self.context = context
        self._blank = blank
        self._lines: list[Line[P]] = []
        self._box = QWidget(self)  # before the button also for those who read it out
        self._add = QPushButton(add)
        self._add.setAutoDefault(False)
        set_role(self._add, "quiet-link")
        self._entries = QVBoxLayout(self._box)
        self._entries.setContentsMargins(0, 0, 0, 0)
        self._entries.setSpacing(12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._box)
        row = QHBoxLayout()
        row.addWidget(self._add)
        row.addStretch(1)
        layout.addLayout(row)
        self._box.setVisible(bool(parts))
        for part in parts:
            self._show(part)
        self._add.installEventFilter(self)
        self._add.clicked.connect(self._show_new)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to the first entry; Tab would pass by the entries of a focus proxy."""
        first = self._lines[0].fields[0] if self._lines else self._add
        first.setFocus(event.reason())

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - as Qt names it
        """Go through the entries from the top, and then to the button that adds one.

        Fields that are made while a form is shown come last in Qt's own order, after all of the window, and
        to put those that consist of parts elsewhere breaks it: so the button alone is in it.
        """
        stops, focus = self._stops(), self.focusWidget()
        place = stops.index(focus) if focus in stops else -1
        wanted = place + (1 if next else -1)
        if place >= 0 and 0 <= wanted < len(stops):
            stops[wanted].setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if place == 0 and self._add.focusPolicy() & Qt.FocusPolicy.TabFocus:
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        return super().focusNextPrevChild(next)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin with the first entry when Tab comes to the button from what is above."""
        if (
            isinstance(event, QFocusEvent)
            and event.type() is QEvent.Type.FocusIn
            and event.reason() is Qt.FocusReason.TabFocusReason
        ):
            self._stops()[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return super().eventFilter(watched, event)

    def _stops(self) -> list[QWidget]:
        """The Tab order: the parts of the entries, then the button."""
        parts = [
            each
            for line in self._lines
            for each in line.box.findChildren(QWidget)
            if each.window() is self.window()  # not in a popup over a field
            and each.focusPolicy() & Qt.FocusPolicy.ClickFocus
            and each.focusProxy() is None
        ]
        for part in parts:
            part.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        return [*(part for part in parts if part.isVisible() and part.isEnabled()), self._add]

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

    def words(self, part: P) -> str:
        """The name of an entry; a list overrides it."""
        raise NotImplementedError

    def take_over(self, other: QWidget) -> None:
        """Show the lines of `other`, a list of the same kind, as they are entered there."""
        if not isinstance(other, PartList):
            return
        saved: dict[str, P] = {self.words(line.original): line.original for line in self._lines}
        for line in tuple(self._lines):
            self._drop(line)
        for entered in other._lines:  # noqa: SLF001 - of the same class
            original: P = entered.original
            line = self._show(saved.get(self.words(original), original))
            entries = [entry_of(field) for field in fields_in(entered.box)]
            for _round in range(2):  # a choice may bring further fields
                for field, entry in zip(fields_in(line.box), entries, strict=False):
                    enter_again(field, entry)

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
        self._box.show()
        self._stops()
        return line

    def _remover(self, line: Line[P]) -> IconButton:
        """The button that takes an entry away."""
        remove = IconButton(self.context, "delete", "")
        remove.setAccessibleName(self.context.language.gettext("Take this line away"))
        remove.clicked.connect(lambda: self._take_away(line))
        return remove

    def _take_away(self, line: Line[P]) -> None:
        """Remove an entry; the focus goes to the button that adds."""
        self._drop(line)
        self._add.setFocus()

    def _drop(self, line: Line[P]) -> None:
        self._lines.remove(line)
        self._entries.removeWidget(line.box)
        line.box.hide()
        line.box.deleteLater()
        self._box.setVisible(bool(self._lines))


class ConditionList(PartList[Condition]):
    """The conditions of a decision; what became of one stays with it."""

    def __init__(self, context: Context, conditions: Sequence[Condition]) -> None:
        super().__init__(context, conditions, Condition(""), context.language.gettext("+ Add condition"))

    def fields(self, part: Condition) -> tuple[QLineEdit, ...]:
        """The fields for the condition and its owner."""
        gettext = self.context.language.gettext
        return (
            _field(gettext("What has to be true"), part.text),
            _field(gettext("Who sees to it"), part.owner),
        )

    def due(self, part: Condition) -> DateField:
        """The field for the due date."""
        field = DateField(self.context, part.due, needed=False)
        field.setAccessibleName(self.context.language.gettext("Due"))
        return field

    def problems(self, place: str) -> Iterator[Problem]:
        """Problems of dates that cannot be read."""
        for index, line in enumerate(self._lines):
            if line.due is not None:
                yield from line.due.problems(f"{place}[{index}].due")

    def words(self, part: Condition) -> str:
        """The text of the condition."""
        return part.text

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
        """Problems of a value that cannot be read, or of a missing figure."""
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
        """The fields for the measure and its figures."""
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
        """Problems of stop figures that cannot be read."""
        for index, line in enumerate(self._lines):
            if line.stop is not None:
                yield from line.stop.problems(f"{place}[{index}].ledger")

    def words(self, part: Threshold) -> str:
        """The name of the measure."""
        return part.measure

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
