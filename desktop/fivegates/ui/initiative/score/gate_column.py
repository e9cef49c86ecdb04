"""All criteria of one gate below each other, one of them in focus."""

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fivegates.domain.verdict.verdict import GateResult
from fivegates.ui.context import Context
from fivegates.ui.initiative.score.criterion_focus import CriterionFocus
from fivegates.ui.initiative.score.criterion_row import CriterionRow
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.widgets.labels import PlainLabel

_GAP = 5


class GateColumn(QWidget):
    """Keeps a row for each criterion and one card in focus; a gate refills them, nothing is rebuilt.

    Signals:
        criterion_chosen(str): the user wants a criterion in focus.
        level_chosen(str, int): the user chose a level of a criterion.
    """

    criterion_chosen = Signal(str)
    level_chosen = Signal(str, int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._rows: list[CriterionRow] = []
        self._place = -1
        self._moved = True
        self.focus_card = CriterionFocus(context, self)
        self.focus_card.cards.level_chosen.connect(self._tell_level)
        self._criterion = ""
        self._name = PlainLabel("", "heading")
        self._question = PlainLabel("", "quiet", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(_GAP)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 8, 0)
        self._layout.setSpacing(6)
        self._layout.addLayout(self._heading())
        self._layout.addLayout(self._list)
        self._layout.addStretch(1)

    def show_subject(self, subject: Subject, criterion_id: str, *, editable: bool) -> None:
        """Show the gate of a criterion, with that criterion in focus."""
        gate = _gate_with(subject, criterion_id)
        self._criterion = criterion_id
        self._name.setText(gate.gate.name)
        self._question.setText(gate.gate.question)
        while len(self._rows) < len(gate.criteria):
            self._add_row()
        place = [result.criterion.id for result in gate.criteria].index(criterion_id)
        for row, result in zip(self._rows, gate.criteria, strict=False):
            row.show_result(result, subject, editable=editable)
        self.focus_card.show_result(gate.criteria[place], subject, editable=editable)
        self._arrange(place, len(gate.criteria))

    def settle(self) -> None:
        """Put everything in its place now, so that it can be scrolled to."""
        self._layout.activate()

    def _arrange(self, place: int, count: int) -> None:
        """Put the card in focus where its row would be."""
        if place != self._place:
            self._list.removeWidget(self.focus_card)
            self._list.insertWidget(place, self.focus_card)
            self._place = place
            self._moved = True
        for number, row in enumerate(self._rows):
            shown = number < count and number != place
            if row.isHidden() is shown:
                row.setVisible(shown)
                self._moved = True
        if self._moved:
            self._order_tabs(place)
            self._moved = False

    def _order_tabs(self, place: int) -> None:
        """Let Tab go downwards: rows above, the card with its parts, rows below."""
        parts = self.focus_card.tab_order()
        order = [*self._rows[:place], *parts, *self._rows[place:]]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._name)
        row.addWidget(self._question, 1)
        return row

    def _add_row(self) -> None:
        row = CriterionRow(self._context, self)
        row.clicked.connect(lambda: self.criterion_chosen.emit(row.criterion))
        row.level_chosen.connect(lambda level: self.level_chosen.emit(row.criterion, level))
        row.hide()  # else a layout that is on screen shows it by itself, in focus or not
        self._rows.append(row)
        self._list.addWidget(row)

    def _tell_level(self, level: int) -> None:
        self.level_chosen.emit(self._criterion, level)


def _gate_with(subject: Subject, criterion_id: str) -> GateResult:
    """The gate that a criterion belongs to."""
    wanted = subject.rubric.criterion(criterion_id).gate
    return next(gate for gate in subject.verdict.gates if gate.gate.id == wanted)
