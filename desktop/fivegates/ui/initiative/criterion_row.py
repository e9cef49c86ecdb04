"""A criterion out of focus: one quiet line with its title, a note and the five levels."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fivegates.domain.rubric import LEVELS
from fivegates.domain.verdict import CriterionResult, GateState
from fivegates.ui.context import Context
from fivegates.ui.initiative.buttons import DrawnButton
from fivegates.ui.initiative.criterion_words import Note, answer_text, row_note
from fivegates.ui.initiative.drawing import Frame, font_of, paint_frame
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.widgets.roles import plain_tooltip

_PAD = 14
_GAP = 10
_PIP_GAP = 4


class CriterionRow(DrawnButton):
    """Chosen, its criterion comes into focus.

    Signals:
        level_chosen(int): the user pressed one of the five levels.
    """

    level_chosen = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._title = ""
        self._required = ""
        self._note = Note()
        self._claimed: int | None = None
        self.criterion = ""
        self.editable = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_result(self, result: CriterionResult, subject: Subject, *, editable: bool) -> None:
        """Show how a criterion stands."""
        language = self._context.language
        criterion = result.criterion
        self.criterion, self.editable = criterion.id, editable
        self._title = " ".join(criterion.title.split())
        self._required = language.gettext("required") if criterion.required else ""
        self._note = row_note(result, subject, language)
        self._claimed = result.claimed
        said = (criterion.title, self._required, answer_text(result, subject, language), self._note.text)
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
        palette = self._context.palette
        note_font = font_of(self, self._context, "note")
        right = self.pip_box(0).left() - _GAP
        taken = self._write_note(painter, QRect(_PAD, 0, right - _PAD, self.height()), note_font)
        room = right - _PAD - taken
        required = QFontMetrics(note_font).horizontalAdvance(self._required)
        strong = font_of(self, self._context, "body", strong=True)
        title = QFontMetrics(strong).elidedText(
            self._title, Qt.TextElideMode.ElideRight, room - (required + _GAP if required else 0)
        )
        box = QRect(_PAD, 0, room, self.height())
        self._write(painter, box, title, strong, palette.ink)
        after = box.adjusted(QFontMetrics(strong).horizontalAdvance(title) + _GAP, 1, 0, 1)
        self._write(painter, after, self._required, note_font, palette.second_ink)

    @property
    def _pip_side(self) -> QSize:
        metrics = QFontMetrics(font_of(self, self._context, "note"))
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
        palette = self._context.palette
        marked = self.hasFocus() or self.underMouse()
        border = palette.accent if marked else palette.hairline
        paint_frame(painter, self.rect(), Frame(border, palette.page, 1 + self.hasFocus()))

    def _paint_pip(self, painter: QPainter, level: int) -> None:
        palette = self._context.palette
        chosen = level == self._claimed
        box = self.pip_box(level)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.accent if chosen else palette.track))
        painter.drawRoundedRect(QRectF(box), 4, 4)
        painter.setFont(font_of(self, self._context, "note", strong=chosen))
        painter.setPen(QColor(palette.on_accent if chosen else palette.second_ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(level))

    def _write_note(self, painter: QPainter, box: QRect, font: QFont) -> int:
        """Write the note at the right; returns the room it takes."""
        if not self._note.text:
            return 0
        colour = self._note_colour(self._note.state)
        room = box.width() // 2
        shown = QFontMetrics(font).elidedText(self._note.text, Qt.TextElideMode.ElideRight, room)
        width = QFontMetrics(font).horizontalAdvance(shown)
        self._write(painter, box.adjusted(box.width() - width, 0, 2, 0), shown, font, colour)
        return width + _GAP

    def _note_colour(self, state: GateState | None) -> str:
        palette = self._context.palette
        return palette.second_ink if state is None else palette.status(state)

    @staticmethod
    def _write(painter: QPainter, box: QRect, text: str, font: QFont, colour: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
