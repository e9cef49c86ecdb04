"""All criteria of one gate below each other, one of them in focus."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from fivegates.domain.limits import LEVELS
from fivegates.domain.verdict.verdict import CriterionResult, GateResult
from fivegates.ui.context import Context
from fivegates.ui.initiative.buttons import DrawnButton
from fivegates.ui.initiative.drawing import Frame, paint_frame
from fivegates.ui.initiative.score.criterion_focus import CriterionFocus
from fivegates.ui.initiative.score.criterion_words import Note, answer_text, row_note
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.page import order_tabs
from fivegates.ui.widgets.roles import plain_tooltip

_PAD = 14
_GAP = 10
_PIP_GAP = 4
# Widths of text are rounded; without this the last letter could be cut.
_SLACK = 2
_ON_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class CriterionRow(DrawnButton):
    """Chosen, its criterion comes into focus.

    Signals:
        level_chosen(int): the user pressed one of the five levels.
    """

    level_chosen = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._title = ""
        self._required = ""
        self._note = Note()
        self._claimed: int | None = None
        self._carried = False
        self._shown: object = None
        self.criterion = ""
        self.editable = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_result(self, result: CriterionResult, subject: Subject, *, editable: bool) -> None:
        """Show the status of a criterion."""
        language = self.context.language
        criterion = result.criterion
        self.criterion, self.editable = criterion.id, editable
        self._title = " ".join(language.shipped(criterion.title).split())
        self._required = language.gettext("required") if criterion.required else ""
        self._note = row_note(result, subject, language)
        self._claimed, self._carried = result.claimed, result.score.carried
        texts = (
            self.context.language.shipped(criterion.title),
            self._required,
            answer_text(result, subject, language),
            self._note.text,
        )
        shown = (texts, self._note, self._claimed, self._carried)
        if shown == self._shown:
            return
        self._shown = shown
        self.setAccessibleName(", ".join(dict.fromkeys(part for part in texts if part)))
        self.setToolTip(plain_tooltip(self.context.language.shipped(criterion.title)))
        self.update()

    def sizeHint(self) -> QSize:
        """The height of one line."""
        metrics = self.fontMetrics()
        return QSize(40 * metrics.averageCharWidth(), metrics.height() + 14)

    def minimumSizeHint(self) -> QSize:
        """Room for the levels and a word."""
        return QSize(self._pips_width + 3 * _PAD, self.sizeHint().height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A level under the pointer scores; anywhere else brings the criterion into focus."""
        level = self._level_at(event.position().toPoint())
        if level is None or not self.isDown() or not self.editable:
            super().mouseReleaseEvent(event)
            return
        self.setDown(False)
        self.level_chosen.emit(level)

    def pip_box(self, level: int) -> QRect:
        """Return the rectangle of the level's number."""
        side = self._pip_side
        left = self.width() - _PAD - self._pips_width + level * (side.width() + _PIP_GAP)
        return QRect(left, (self.height() - side.height()) // 2, side.width(), side.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line."""
        painter = QPainter(self)
        self._paint_frame(painter)
        for level in LEVELS:
            self._paint_pip(painter, level)
        box = QRect(_PAD, 0, self.pip_box(0).left() - _GAP - _PAD, self.height())
        box.setRight(box.right() - self._paint_note(painter, box))
        self._paint_title(painter, box)

    @property
    def _pip_side(self) -> QSize:
        metrics = self.type.metrics("note")
        return QSize(metrics.height() + 4, metrics.height() + 2)

    @property
    def _pips_width(self) -> int:
        return len(LEVELS) * (self._pip_side.width() + _PIP_GAP) - _PIP_GAP

    def _level_at(self, at: QPoint) -> int | None:
        """The level whose number is under a point, with some tolerance."""
        half = _PIP_GAP // 2
        boxes = {level: self.pip_box(level).adjusted(-half, -8, half, 8) for level in LEVELS}
        return next((level for level, box in boxes.items() if box.contains(at)), None)

    def _paint_frame(self, painter: QPainter) -> None:
        palette = self.context.palette
        marked = self.hasFocus() or self.underMouse()
        border = palette.accent if marked else palette.hairline
        paint_frame(painter, self.rect(), Frame(border, palette.page, 1 + self.hasFocus()))

    def _paint_pip(self, painter: QPainter, level: int) -> None:
        palette = self.context.palette
        chosen = level == self._claimed
        hollow = chosen and self._carried
        box = self.pip_box(level)
        painter.setPen(QColor(palette.accent) if hollow else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.accent if chosen and not hollow else palette.track))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5) if hollow else QRectF(box), 4, 4)
        painter.setFont(self.type.font("note", strong=chosen))
        inks = {(True, False): palette.on_accent, (True, True): palette.accent}
        painter.setPen(QColor(inks.get((chosen, hollow), palette.second_ink)))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(level))

    def _paint_note(self, painter: QPainter, box: QRect) -> int:
        """Write the note at the right end of the box; returns the room it takes."""
        if not self._note.text:
            return 0
        palette, metrics = self.context.palette, self.type.metrics("note")
        shown = metrics.elidedText(self._note.text, Qt.TextElideMode.ElideRight, box.width() // 2)
        width = metrics.horizontalAdvance(shown)
        painter.setFont(self.type.font("note"))
        painter.setPen(QColor(palette.status(self._note.state) if self._note.state else palette.second_ink))
        painter.drawText(box.adjusted(box.width() - width, 0, _SLACK, 0), _ON_LINE, shown)
        return width + _GAP

    def _paint_title(self, painter: QPainter, box: QRect) -> None:
        """Write the title, and whether it is required; the title gives way."""
        palette, metrics = self.context.palette, self.type.metrics("body", strong=True)
        required = self.type.metrics("note").horizontalAdvance(self._required)
        room = box.width() - (required + _GAP if required else 0)
        title = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, room)
        painter.setFont(self.type.font("body", strong=True))
        painter.setPen(QColor(palette.ink))
        painter.drawText(box, _ON_LINE, title)
        painter.setFont(self.type.font("note"))
        painter.setPen(QColor(palette.second_ink))
        after = metrics.horizontalAdvance(title) + _GAP
        painter.drawText(box.adjusted(after, 1, _SLACK, 1), _ON_LINE, self._required)


_ROW_SPACING = 5


class GateColumn(QWidget):
    """Keeps a row for each criterion and one card in focus; a gate refills them, nothing is rebuilt.

    Signals:
        criterion_chosen(str): the user wants a criterion in focus.
        level_chosen(str, int): the user chose a level of a criterion.
        reordered(): Tab goes through other rows, or in another order.
    """

    criterion_chosen = Signal(str)
    level_chosen = Signal(str, int)
    reordered = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._rows: list[CriterionRow] = []
        self._place = -1
        self._moved = True
        self.focus_card = CriterionFocus(context, self)
        self.focus_card.cards.level_chosen.connect(self._emit_level)
        self._criterion = ""
        self._name = PlainLabel("", "heading")
        self._question = PlainLabel("", "quiet", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(_ROW_SPACING)
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
        self._name.setText(self._context.language.shipped(gate.gate.name))
        self._question.setText(self._context.language.shipped(gate.gate.question))
        while len(self._rows) < len(gate.criteria):
            self._add_row()
        place = [result.criterion.id for result in gate.criteria].index(criterion_id)
        for row, result in zip(self._rows, gate.criteria, strict=False):
            row.show_result(result, subject, editable=editable)
        self.focus_card.show_result(gate.criteria[place], subject, editable=editable)
        self._arrange(place, len(gate.criteria))

    def settle(self) -> None:
        """Apply the layout now, so that a widget can be scrolled to."""
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
            order_tabs(self.tab_order())
            self._moved = False
            self.reordered.emit()

    def tab_order(self) -> list[QWidget]:
        """The widgets in Tab order: rows above, the card with its parts, rows below."""
        above, below = self._rows[: self._place], self._rows[self._place :]
        return [*above, *self.focus_card.tab_order(), *below]

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

    def _emit_level(self, level: int) -> None:
        self.level_chosen.emit(self._criterion, level)


def _gate_with(subject: Subject, criterion_id: str) -> GateResult:
    """The gate that a criterion belongs to."""
    wanted = subject.rubric.criterion(criterion_id).gate
    return next(gate for gate in subject.shown.verdict.gates if gate.gate.id == wanted)
