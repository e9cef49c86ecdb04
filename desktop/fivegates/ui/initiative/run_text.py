"""A paragraph of differently set runs, such as a title with a quiet note behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from fivegates.ui.context import Context
from fivegates.ui.initiative.drawing import Typesetter
from fivegates.ui.widgets.roles import plain_tooltip


@dataclass(frozen=True, slots=True)
class Run:
    """Text at one of the `SIZES`, in the colour that the palette has under this name."""

    text: str
    size: str = "body"
    colour: str = "ink"
    strong: bool = False


class RunText(QWidget):
    """Wraps its runs; with `lines`, it is always that tall and ends in … where there is more to say."""

    def __init__(self, context: Context, lines: int | None = None, parent: QWidget | None = None) -> None:
        self._type = Typesetter(self, context)
        super().__init__(parent)
        self._context = context
        self._lines = lines
        self._runs: tuple[Run, ...] = ()
        vertical = QSizePolicy.Policy.Fixed if lines else QSizePolicy.Policy.Preferred
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, vertical)
        policy.setHeightForWidth(lines is None)
        self.setSizePolicy(policy)

    @property
    def text(self) -> str:
        """All runs, spaces between them."""
        return " ".join(run.text for run in self._runs)

    def show_runs(self, runs: Sequence[Run]) -> None:
        """Say this instead."""
        shown = tuple(run for run in runs if run.text)
        if shown == self._runs:
            return
        self._runs = shown
        self.setAccessibleName(self.text)
        self.setToolTip(plain_tooltip(self.text) if self._lines else "")
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Take the room that another size of text needs."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._type.clear()
            self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Unless the number of lines is set, text decides the height."""
        return self._lines is None

    def heightForWidth(self, width: int) -> int:
        """All lines."""
        return self._broken(self.text, width).lineCount() * self._spacing

    def sizeHint(self) -> QSize:
        """The lines asked for, or those that a line of usual length needs."""
        width = 60 * self.fontMetrics().averageCharWidth()
        height = self._lines * self._spacing if self._lines else self.heightForWidth(width)
        return QSize(width, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines."""
        layout = self._broken(self._fitting(), self.width())
        layout.draw(QPainter(self), QPointF(0, 0))

    @property
    def _spacing(self) -> int:
        """The height of a line: that of the largest run."""
        heights = [QFontMetrics(self._font(run)).height() for run in self._runs]
        return max(heights, default=self.fontMetrics().height())

    def _font(self, run: Run) -> QFont:
        return self._type.font(run.size, strong=run.strong)

    def _fitting(self) -> str:
        """The text as far as it fits the lines asked for."""
        text, width = self.text, self.width()
        layout = self._broken(text, width)
        if self._lines is None or layout.lineCount() <= self._lines:
            return text
        start = layout.lineAt(self._lines - 1).textStart()
        metrics = QFontMetrics(self._font(self._runs[-1]))
        return text[:start] + metrics.elidedText(text[start:], Qt.TextElideMode.ElideRight, width - 8)

    def _broken(self, text: str, width: int) -> QTextLayout:
        """Break `text` into lines, each run in its own font and colour."""
        layout = QTextLayout(text, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._formats())
        spacing, ascent = self._spacing, 0.0
        layout.beginLayout()
        number = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            ascent = max(ascent, line.ascent())
            line.setPosition(QPointF(0, number * spacing + ascent - line.ascent()))
            number += 1
        layout.endLayout()
        return layout

    def _formats(self) -> list[QTextLayout.FormatRange]:
        """Where each run begins, and how it is set."""
        formats, start = [], 0
        for run in self._runs:
            made = QTextLayout.FormatRange()
            made.start, made.length, made.format = start, len(run.text), self._format(run)
            formats.append(made)
            start += len(run.text) + 1
        return formats

    def _format(self, run: Run) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFont(self._font(run))
        colour: str = getattr(self._context.palette, run.colour)
        made.setForeground(QColor(colour))
        return made
