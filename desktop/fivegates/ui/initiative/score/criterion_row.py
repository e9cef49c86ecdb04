"""A criterion out of focus: one quiet line with its title, a note and the five levels."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fivegates.domain.rubric.rubric import LEVELS
from fivegates.domain.verdict.verdict import CriterionResult
from fivegates.ui.context import Context
from fivegates.ui.initiative.buttons import DrawnButton
from fivegates.ui.initiative.drawing import Frame, paint_frame
from fivegates.ui.initiative.score.criterion_words import Note, answer_text, row_note
from fivegates.ui.initiative.subject import Subject
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
        """Show how a criterion stands."""
        language = self.context.language
        criterion = result.criterion
        self.criterion, self.editable = criterion.id, editable
        self._title = " ".join(criterion.title.split())
        self._required = language.gettext("required") if criterion.required else ""
        self._note = row_note(result, subject, language)
        self._claimed, self._carried = result.claimed, result.score.carried
        said = (criterion.title, self._required, answer_text(result, subject, language), self._note.text)
        shown = (said, self._note, self._claimed, self._carried)
        if shown == self._shown:
            return
        self._shown = shown
        self.setAccessibleName(", ".join(dict.fromkeys(part for part in said if part)))
        self.setToolTip(plain_tooltip(criterion.title))
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
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
        """Where the level's number stands."""
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
