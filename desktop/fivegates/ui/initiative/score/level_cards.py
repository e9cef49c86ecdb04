"""The five levels of a criterion as cards; the claimed one is marked."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from fivegates.domain.limits import LEVELS
from fivegates.ui.context import Context
from fivegates.ui.initiative.buttons import WrappedButton
from fivegates.ui.initiative.drawing import Frame, Wrapped, paint_frame

_PAD = 7
_LINE_GAP = 2
_NARROWEST = 13
_GAP = 5
_WIDE = 24


class LevelCard(WrappedButton):
    """A card with a level's number, name and text; border, tint and a tick mark the chosen one."""

    def __init__(self, context: Context, level: int, parent: QWidget) -> None:
        super().__init__(context, parent)
        self._level = level
        self._name = ""
        self._text = ""
        self._note = ""
        self.stacked = False
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCheckable(True)

    def show_level(self, name: str, text: str) -> None:
        """Set the texts of the level."""
        if (name, text) == (self._name, self._text):
            return
        self._name, self._text = name, text
        language = self.context.language
        self.setAccessibleName(
            language.gettext("Level {level}, {name}: {text}", level=self._level, name=name, text=text)
        )
        self.measure_again()

    @property
    def least_width(self) -> int:
        """The width of the longest word of the name with its margins."""
        metrics = self.type.metrics("body", strong=True)
        words = [metrics.horizontalAdvance(word) for word in self._name.split()]
        return max(words, default=0) + 2 * _PAD

    def set_note(self, note: str) -> None:
        """Show a note on the claim of this level, such as `counts as 2`."""
        if note != self._note:
            self._note = note
            self.setAccessibleDescription(note)
            self.update()

    def nextCheckState(self) -> None:
        """Stay as it is: the review decides which card is chosen."""

    def measure(self, width: int) -> int:
        """The height of number, name, text and margins."""
        name, text = self._wrapped_parts(width)
        return self._name_top + name.height + _LINE_GAP + text.height + _PAD

    def sizeHint(self) -> QSize:
        """A narrow column."""
        width = _NARROWEST * self.fontMetrics().averageCharWidth()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Room for the number; the height follows from the width."""
        return QSize(4 * _PAD, 2 * self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame, then what is in it."""
        painter = QPainter(self)
        self._paint_frame(painter)
        palette = self.context.palette
        box = self.rect().adjusted(_PAD, _PAD, -_PAD, -_PAD)
        painter.setFont(self.type.font("focus", strong=True))
        painter.setPen(QColor(palette.accent if self.isChecked() else palette.second_ink))
        painter.drawText(box, 0, str(self._level))
        if self.isChecked():
            self._paint_choice(painter, QRect(box.left(), box.top(), box.width(), self._number_height))
        name, text = self._wrapped_parts(self.width())
        top = self._name_top
        name.draw(painter, box.left() + self._name_indent, top, palette.ink)
        text.draw(painter, box.left(), top + name.height + _LINE_GAP, palette.second_ink)

    @property
    def _number_height(self) -> int:
        return self.type.metrics("focus", strong=True).height()

    @property
    def _name_top(self) -> int:
        """Below the number, or beside it where cards are stacked."""
        below = _PAD + self._number_height
        return below - self.type.metrics("body", strong=True).height() if self.stacked else below + _LINE_GAP

    @property
    def _name_indent(self) -> int:
        number = self.type.metrics("focus", strong=True).horizontalAdvance("0")
        return number + _PAD if self.stacked else 0

    def _wrapped_parts(self, width: int) -> tuple[Wrapped, Wrapped]:
        """Name and text; the text is set larger where cards are wide."""
        inside = width - 2 * _PAD
        room = inside - self._name_indent
        wide = inside >= _WIDE * self.type.metrics("body").averageCharWidth()
        name = self.type.wrapped(self._name, room, "body", strong=True)
        return name, self.type.wrapped(self._text, inside, "body" if wide else "note")

    def _paint_frame(self, painter: QPainter) -> None:
        palette = self.context.palette
        chosen = self.isChecked()
        marked = chosen or self.hasFocus() or (self.underMouse() and self.isEnabled())
        border = palette.accent if marked else palette.hairline
        ground = palette.accent_tint if chosen else palette.page
        paint_frame(painter, self.rect(), Frame(border, ground, 3 if self.hasFocus() else 1 + chosen))

    def _paint_choice(self, painter: QPainter, line: QRect) -> None:
        """A tick at the right of the first line, and the note between it and the number."""
        side = line.height()
        self._paint_tick(painter, QRect(line.right() - side + 2, line.top(), side, side))
        number = self.type.metrics("focus", strong=True).horizontalAdvance("0")
        self._paint_note(painter, line.adjusted(number + _LINE_GAP, 0, -side, 0))

    def _paint_tick(self, painter: QPainter, box: QRect) -> None:
        """A tick on a disc, so that the choice does not rest on colour."""
        palette = self.context.palette
        side = box.height() * 0.8
        disc = QRectF(box.right() - side, box.top() + (box.height() - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.accent))
        painter.drawEllipse(disc)
        pen = QPen(QColor(palette.on_accent), side / 8)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        points = [(0.28, 0.52), (0.44, 0.67), (0.72, 0.35)]
        painter.drawPolyline(
            QPolygonF([QPointF(disc.left() + x * side, disc.top() + y * side) for x, y in points])
        )

    def _paint_note(self, painter: QPainter, box: QRect) -> None:
        painter.setFont(self.type.font("note"))
        painter.setPen(QColor(self.context.palette.closed))
        shown = self.type.metrics("note").elidedText(self._note, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)


class LevelCards(QWidget):
    """The cards side by side and equally tall, or below each other where there is little room.

    Signals:
        level_chosen(int): the user chose a level.
    """

    level_chosen = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = [LevelCard(context, level, self) for level in LEVELS]
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(_GAP)
        for level, card in enumerate(self.cards):
            self._layout.addWidget(card, 1)
            card.clicked.connect(lambda _checked=False, level=level: self.level_chosen.emit(level))

    def show_levels(self, names: Sequence[str], texts: Sequence[str]) -> None:
        """Set the texts of the five levels."""
        for card, name, text in zip(self.cards, names, texts, strict=True):
            card.show_level(name, text)
        self._arrange()

    def choose(self, claimed: int | None, note: str = "") -> None:
        """Mark the claimed level, with a note about it, or none."""
        for level, card in enumerate(self.cards):
            card.setChecked(level == claimed)
            card.set_note(note if level == claimed else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep words whole in another size."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Stack the cards when words would break within them."""
        each = (self.width() + _GAP) // len(self.cards) - _GAP
        least = max(card.least_width for card in self.cards)
        narrow = each < max(least, _NARROWEST * self.fontMetrics().averageCharWidth())
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._layout.setDirection(down if narrow else across)
        for card in self.cards:
            if card.stacked is not narrow:
                card.stacked = narrow
                card.measure_again()
