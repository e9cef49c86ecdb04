"""Rows of headline and detail that lead to a criterion: reasons, steps of the path, moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from fivegates.domain.language import Language
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.verdict.firmness import Move
from fivegates.domain.verdict.path import Step
from fivegates.domain.verdict.reasons import Reason
from fivegates.domain.wording.paths import effort_note, move_text, step_text
from fivegates.domain.wording.reasons import reason_detail, reason_headline
from fivegates.domain.wording.relative_days import due_date_text
from fivegates.ui.context import Context
from fivegates.ui.initiative.buttons import WrappedButton
from fivegates.ui.initiative.drawing import Frame, Wrapped, paint_frame

_PAD = 6
_GAP = 8
_LINE_GAP = 2


@dataclass(frozen=True, slots=True)
class RowText:
    """The texts of a row. `lead` is before it, `tail` at its right end, `heading` above it.

    `criterion` is where the row leads; None leads nowhere. `warns` puts the detail in the colour of
    what is closed.
    """

    headline: str
    detail: str = ""
    lead: str = ""
    tail: str = ""
    criterion: str | None = None
    strong: bool = True
    warns: bool = False
    heading: str = ""

    @property
    def spoken(self) -> str:
        """The whole row for a screen reader."""
        return ". ".join(part for part in (self.heading, self.headline, self.detail, self.tail) if part)


class TextRow(WrappedButton):
    """A row of text with the height that its text needs."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.text_shown = RowText("")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_text(self, text: RowText) -> None:
        """Show this text instead."""
        if text == self.text_shown:
            return
        self.text_shown = text
        self.setEnabled(text.criterion is not None)
        self.setAccessibleName(text.spoken)
        self.measure_again()

    def measure(self, width: int) -> int:
        """Headline and detail, wrapped."""
        height = self._top(width) + self._head(width).height + _PAD
        return height + _LINE_GAP + self._detail(width).height if self.text_shown.detail else height

    def sizeHint(self) -> QSize:
        """Room for some words a line."""
        width = 30 * self.fontMetrics().averageCharWidth()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Room for a word."""
        return QSize(12 * self.fontMetrics().averageCharWidth(), self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw lead, headline, detail and tail."""
        painter = QPainter(self)
        self._paint_ground(painter)
        palette, text, width = self.context.palette, self.text_shown, self.width()
        top = self._top(width)
        self._heading(width).draw(painter, _GAP // 2, _PAD, palette.second_ink)
        self._strong(text.lead, width).draw(painter, _GAP // 2, top, palette.accent)
        tail = width - self._advance(text.tail) - _GAP // 2
        self._strong(text.tail, width).draw(painter, tail, top, palette.ink)
        head, detail = self._head(width), self._detail(width)
        head.draw(painter, self._indent, top, palette.ink)
        colour = palette.closed if text.warns else palette.second_ink
        detail.draw(painter, self._indent, top + head.height + _LINE_GAP, colour)

    def _paint_ground(self, painter: QPainter) -> None:
        """Show that it can be chosen, and where the keyboard is."""
        if (self.hasFocus() or self.underMouse()) and self.isEnabled():
            palette = self.context.palette
            border = palette.accent if self.hasFocus() else palette.accent_tint
            paint_frame(painter, self.rect(), Frame(border, palette.accent_tint, 2))

    @property
    def _indent(self) -> int:
        """The indent of headline and detail."""
        return _GAP + self._advance("00") if self.text_shown.lead else _GAP // 2

    def _advance(self, text: str) -> int:
        """The width of lead or tail."""
        return self.type.metrics("body", strong=True).horizontalAdvance(text)

    def _words_width(self, width: int) -> int:
        """The room between lead and tail."""
        tail = self.text_shown.tail
        taken = self._advance(tail) + 2 * _GAP if tail else _GAP // 2
        return max(width - self._indent - taken, 1)

    def _heading(self, width: int) -> Wrapped:
        return self.type.wrapped(self.text_shown.heading, max(width - _GAP, 1), "note", strong=True)

    def _top(self, width: int) -> int:
        """Return the y coordinate of the headline, which is below the heading if there is one."""
        return _PAD + self._heading(width).height + _PAD if self.text_shown.heading else _PAD

    def _strong(self, text: str, width: int) -> Wrapped:
        return self.type.wrapped(text, width, "body", strong=True)

    def _head(self, width: int) -> Wrapped:
        text = self.text_shown
        return self.type.wrapped(text.headline, self._words_width(width), "body", strong=text.strong)

    def _detail(self, width: int) -> Wrapped:
        return self.type.wrapped(self.text_shown.detail, self._words_width(width), "note")


class TextRows(QWidget):
    """Rows below each other; widgets are kept and filled again, never rebuilt.

    With `keys`, Tab stops at the first row and Up and Down go on from there; without, rows are for
    the mouse alone.

    Signals:
        chosen(str): the user chose the row that leads to the criterion of this id.
    """

    chosen = Signal(str)

    def __init__(self, context: Context, name: str, *, keys: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._keys = keys
        self._rows: list[TextRow] = []
        self.setAccessibleName(name)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._add_row()
        self._rows[0].hide()

    def show_rows(self, texts: Sequence[RowText]) -> None:
        """Show these rows instead."""
        while len(self._rows) < len(texts):
            self._add_row()
        for place, row in enumerate(self._rows):
            shown = place < len(texts)
            if shown:
                row.show_text(texts[place])
            if row.isHidden() is shown:
                row.setVisible(shown)

    @property
    def texts(self) -> list[RowText]:
        """The text shown."""
        return [row.text_shown for row in self._rows if not row.isHidden()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from row to row."""
        if not step_focus([row for row in self._rows if row.isVisible()], event):
            super().keyPressEvent(event)

    def _add_row(self) -> None:
        row = TextRow(self._context, self)
        row.setFocusPolicy(row_focus(first=not self._rows) if self._keys else Qt.FocusPolicy.NoFocus)
        row.clicked.connect(lambda: self._choose(row))
        self._rows.append(row)
        self._layout.addWidget(row)

    def _choose(self, row: TextRow) -> None:
        if row.text_shown.criterion is not None:
            self.chosen.emit(row.text_shown.criterion)


def row_focus(*, first: bool) -> Qt.FocusPolicy:
    """Tab stops at the first row of a list; the others are reached by arrows and by mouse."""
    return Qt.FocusPolicy.StrongFocus if first else Qt.FocusPolicy.ClickFocus


def step_focus(rows: Sequence[QWidget], event: QKeyEvent) -> bool:
    """Move the focus up or down among `rows`; whether the key was handled."""
    focused = [place for place, row in enumerate(rows) if row.hasFocus()]
    step = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}.get(event.key())
    if step is None or not focused:
        return False
    rows[min(max(focused[0] + step, 0), len(rows) - 1)].setFocus(Qt.FocusReason.TabFocusReason)
    return True


def reason_row(reason: Reason, rubric: Rubric, language: Language, number: int | None = None) -> RowText:
    """A reason, numbered or not; it leads to its criterion, or to the first of its gate."""
    return RowText(
        headline=reason_headline(reason, rubric, language),
        detail=reason_detail(reason, rubric, language),
        lead="" if number is None else language.number(number),
        criterion=reason.criterion or _first_criterion(rubric, reason.gate),
    )


def step_row(step: Step, rubric: Rubric, seen: date, language: Language) -> RowText:
    """A step of the path, with its owner, its due date as of the day `seen`, and its effort."""
    return RowText(
        headline=step_text(step, rubric, language),
        detail=_in_hand(step, seen, language),
        tail=language.pgettext("person-days, short", "{effort} d", effort=language.number(step.effort)),
        criterion=step.criterion,
        strong=False,
        warns=not step.owner.strip(),
    )


def move_row(move: Move, rubric: Rubric, language: Language) -> RowText:
    """A one-level move that would change the verdict."""
    return RowText(move_text(move, rubric, language), criterion=move.criterion, strong=False)


def _in_hand(step: Step, seen: date, language: Language) -> str:
    """The owner and the due date, or that they are missing; and the action's effort where it differs."""
    owner = step.owner.strip() or language.gettext("Unassigned")
    if step.due is not None:
        due = due_date_text(step.due, seen, language, is_open=True)
        owner = language.gettext("{owner} · due {day}", owner=owner, day=due)
    note = effort_note(step, language)
    return f"{owner} · {note}" if note else owner


def _first_criterion(rubric: Rubric, gate: str) -> str | None:
    """The criterion that a reason about a whole gate links to."""
    return next((criterion.id for criterion in rubric.criteria_of(gate)), None)
