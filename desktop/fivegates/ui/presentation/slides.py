"""The screens of a presentation: text in large type, sized by the height of the screen."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from fivegates.actions.presentation import Presented
from fivegates.domain.language import Language
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.domain.trend.trend import Trend
from fivegates.domain.verdict.reasons import ReasonKind
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.domain.verdict.verdict import GateResult
from fivegates.domain.wording.paths import path_sentence, step_text
from fivegates.domain.wording.price import Fact
from fivegates.domain.wording.proposals import decision_proposal
from fivegates.domain.wording.reasons import reason_headline
from fivegates.domain.wording.relative_days import due_date_text
from fivegates.domain.wording.trend import trend_finding
from fivegates.domain.wording.two_days import as_of_sentence, line_text, portfolio_counts, two_days_sentence
from fivegates.domain.wording.verdicts import verdict_headline
from fivegates.domain.wording.words import gate_word, score_text, stage_word, verdict_word
from fivegates.ui.context import Context
from fivegates.ui.marks import paint_mark
from fivegates.ui.portfolio.model import verdict_state
from fivegates.ui.widgets.chart_picture import Draw, rendered

MOST_REASONS = 3
MOST_STEPS = 6
MOST_POINTS = 6
MOST_LINES = 10
# How many times the body's size goes into the height of the screen. At 1280 × 720 the smallest body is 22
# pixels high, which is read from five metres on a screen of a metre and a half.
_FEWEST_LINES, _MOST_LINES = 20, 33
SMALL, _BODY, _LARGE, _TITLE = 0.8, 1.0, 1.35, 1.9
_CHART_POINTS = 440
_FIGURES: Final = "figures"
"""The object name of the grid whose cells have several lines, so that its rows need spacing."""
_FACTS_IN_A_ROW = 3
_LONGEST_WORD: Final = 20
"""In average letters: a word as long as this is never cut, a longer one may be."""
_UNPARTED: Final = "\N{NO-BREAK SPACE}"


class Text(QLabel):
    """Plain text in a multiple of the body's size."""

    def __init__(self, text: str, size: float = _BODY, *, strong: bool = False, colour: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self._size, self._strong, self._colour = size, strong, colour

    def fit(self, body: int) -> None:
        """Set the text for a body of so many pixels."""
        weight = 600 if self._strong else 400
        colour = f"color: {self._colour};" if self._colour else ""
        self.setStyleSheet(f"font-size: {round(body * self._size)}px; font-weight: {weight}; {colour}")

    def minimumSizeHint(self) -> QSize:
        """Wide enough for each of its words: Qt would cut a single one rather than set less beside it."""
        least = super().minimumSizeHint()
        if not self.wordWrap():
            return least
        metrics = self.fontMetrics()
        longest = max((metrics.horizontalAdvance(word) for word in self.text().split(" ")), default=0)
        allowed = _LONGEST_WORD * metrics.averageCharWidth()
        return QSize(max(least.width(), min(longest + 1, allowed)), least.height())


class Mark(QWidget):
    """The mark of a verdict or a gate."""

    def __init__(self, context: Context, state: VerdictState | GateState, size: float = _BODY) -> None:
        super().__init__()
        self._context, self._state, self._size = context, state, size

    def fit(self, body: int) -> None:
        """Be as tall as a line of text."""
        side = round(body * self._size * 1.25)
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        paint_mark(QPainter(self), QRectF(self.rect()), self._state, self._context.palette)


class Picture(QWidget):
    """A chart that fills the available room, drawn for its current size."""

    def __init__(self, finding: str, draw: Draw) -> None:
        super().__init__()
        self._draw = draw
        self._image = QImage()
        self.setAccessibleName(finding)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def fit(self, _body: int) -> None:
        """A chart has sizes of its own."""

    def sizeHint(self) -> QSize:
        """All there is."""
        return QSize(800, 500)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw it for the new size."""
        super().resizeEvent(event)
        width, height = event.size().width(), event.size().height()
        density = self.devicePixelRatioF() * width / _CHART_POINTS
        self._image = rendered(self._draw, _CHART_POINTS, density)
        wanted = self._image.height() * width / max(height, 1)
        if wanted > self._image.width():  # too tall: its height stays, so that it fits if it is drawn wider
            wider = _CHART_POINTS * wanted / self._image.width()
            self._image = rendered(self._draw, wider, self.devicePixelRatioF() * width / wider)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Show the whole chart in the middle."""
        if self._image.isNull():
            return
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        box = QRectF((self.width() - size.width()) / 2, 0, size.width(), size.height())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(box, QPixmap.fromImage(self._image), QRectF(self._image.rect()))


class Slide(QWidget):
    """A slide: a title, a line below it, and its parts; all text scales with the height of the screen."""

    def __init__(self, title: str, subtitle: str, parts: Sequence[QWidget], *, stretch: int = -1) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(Text(title, _TITLE, strong=True))
        self._layout.addWidget(Text(subtitle, SMALL))
        for place, part in enumerate(parts):
            self._layout.addWidget(part, 1 if place == stretch else 0)
        if stretch < 0:
            self._layout.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set all text for the new height."""
        super().resizeEvent(event)
        height = event.size().height()
        for lines in range(_FEWEST_LINES, _MOST_LINES + 1):
            self._set_text(max(height // lines, 12))
            width = event.size().width()
            if (
                self._layout.totalHeightForWidth(width) <= height
                and self._layout.minimumSize().width() <= width
            ):
                break

    def _set_text(self, body: int) -> None:
        """Set all text for a body of so many pixels."""
        for child in self.findChildren(QWidget):
            if isinstance(child, Text | Mark | Picture):
                child.fit(body)
            if isinstance(child, Text):
                child.ensurePolished()
        self._layout.setContentsMargins(2 * body, body, 2 * body, body // 2)
        self._layout.setSpacing(round(0.6 * body))
        for grid in self.findChildren(QGridLayout):
            grid.setHorizontalSpacing(body)
            if grid.objectName() == _FIGURES:
                grid.setVerticalSpacing(body)
        # From within: each keeps the sizes of what it holds.
        for part in reversed(self.findChildren(QWidget)):
            part.updateGeometry()
        self._layout.invalidate()


def portfolio_slides(
    context: Context, lines: Sequence[OverviewLine], title: str
) -> list[Callable[[], Slide]]:
    """Return slides that list the initiatives with their verdicts; several slides are numbered."""
    language = context.language
    counts = portfolio_counts(lines, language)
    pages = [lines[start : start + MOST_LINES] for start in range(0, len(lines), MOST_LINES)]

    def slide(number: int, page: Sequence[OverviewLine]) -> Slide:
        subtitle = counts
        if len(pages) > 1:
            of = language.gettext(
                "Screen {number} of {total}",
                number=language.number(number),
                total=language.number(len(pages)),
            )
            subtitle = f"{counts} · {of}"
        return Slide(title, subtitle, [_table(context, page)])

    return [partial(slide, number, page) for number, page in enumerate(pages, 1)]


def _table(context: Context, lines: Sequence[OverviewLine]) -> QWidget:
    """Mark, name, verdict and readiness of each."""
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setColumnStretch(1, 3)
    grid.setColumnStretch(2, 4)
    for row, line in enumerate(lines):
        score = score_text(line.latest.readiness if line.latest else None, context.language)
        grid.addWidget(Mark(context, verdict_state(line)), row, 0)
        grid.addWidget(Text(line.initiative.name, strong=True), row, 1)
        grid.addWidget(Text(line_text(line, context.language)), row, 2)
        grid.addWidget(Text(score), row, 3, Qt.AlignmentFlag.AlignRight)
    return table


def verdict_slide(context: Context, shown: Presented) -> Slide:
    """The verdict of the day, the gates, what decides it, and what is asked."""
    language, brief = context.language, shown.brief
    now = brief.current
    state = now.verdict.state
    colour = context.palette.status(state)
    head = _row(
        Mark(context, state, _LARGE),
        Text(verdict_headline(state, language, now.verdict.waived_until), _LARGE, strong=True, colour=colour),
    )
    parts: list[QWidget] = [head]
    if changed := two_days_sentence(brief.two_days, language):
        parts.append(Text(changed, SMALL, strong=True))
    parts += [_gates(context, now.verdict.gates), *_reasons(shown, language)]
    asked = now.case.review.decision_asked.strip()
    text = asked or decision_proposal(now, brief.record.initiative, brief.stage, language)
    parts += [
        Text(language.gettext("Decision asked of the board"), strong=True, colour=context.palette.accent),
        Text(text),
    ]
    return _slide(shown, parts, language)


def path_slide(context: Context, shown: Presented) -> Slide:
    """The path to ready, step by step."""
    language, path = context.language, shown.brief.current.path
    rubric, day = shown.brief.current.case.rubric, shown.brief.current.case.review.dated
    parts: list[QWidget] = [Text(path_sentence(path, language), strong=True)]
    for step in path.steps[:MOST_STEPS]:
        due = (
            due_date_text(step.due, day, language, is_open=True) if step.due else language.gettext("no date")
        )
        owner = step.owner.strip() or language.gettext("unassigned")
        parts.append(Text(f"{step_text(step, rubric, language)} · {owner} · {due}"))
    more = len(path.steps) - MOST_STEPS
    if more > 0:
        parts.append(Text(language.ngettext("and {count} more step", "and {count} more steps", more)))
    return _slide(shown, parts, language)


def facts_slide(context: Context, shown: Presented, facts: Sequence[Fact]) -> Slide:
    """The slide of facts: cost, validity of the verdict, and target go-live."""
    title = Text(context.language.gettext("Cost and dates"), _LARGE, strong=True)
    return _slide(shown, [title, _facts(facts, context)], context.language)


def trend_slide(context: Context, shown: Presented, trend: Trend) -> Slide:
    """The last reviews, the newest at the bottom, each with its verdict and readiness."""
    language = context.language
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setColumnStretch(3, 1)
    for row, point in enumerate(trend.points[-MOST_POINTS:]):
        found = point.as_judged
        grid.addWidget(Mark(context, found.verdict), row, 0)
        grid.addWidget(_unbroken(Text(language.long_date(point.review.dated))), row, 1)
        grid.addWidget(_unbroken(Text(score_text(found.readiness, language), strong=True)), row, 2)
        grid.addWidget(Text(verdict_word(found.verdict, language)), row, 3)
    return _slide(shown, [Text(trend_finding(trend, language), _LARGE, strong=True), table], language)


def _unbroken(text: Text) -> Text:
    """A text that stays on one line."""
    text.setWordWrap(False)
    return text


def _slide(shown: Presented, parts: Sequence[QWidget], language: Language, *, stretch: int = -1) -> Slide:
    """A screen about an initiative."""
    return Slide(shown.brief.record.initiative.name, _subtitle(shown, language), parts, stretch=stretch)


def chart_slide(shown: Presented, finding: str, draw: Draw, language: Language) -> Slide:
    """A chart; its finding is announced to a screen reader, and drawn as the title of the chart."""
    return _slide(shown, [Picture(finding, draw)], language, stretch=0)


def _subtitle(shown: Presented, language: Language) -> str:
    """The subtitle: the stage, and the day as of which the slide is true."""
    brief = shown.brief
    texts = [stage_word(brief.stage, language)] if brief.stage else []
    if brief.assessment.case.review.seal is None:
        texts.append(language.gettext("Draft, not final"))
    texts.append(as_of_sentence(brief.current.case.review.dated, language))
    return " · ".join(texts)


def _row(*parts: QWidget) -> QWidget:
    """Parts beside each other; the last one takes the room that is left."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        layout.addWidget(part, 1 if part is parts[-1] else 0)
    return row


def _gates(context: Context, gates: Sequence[GateResult]) -> QWidget:
    """The gates side by side: mark, name, state and score."""
    strip = QWidget()
    grid = QGridLayout(strip)
    grid.setContentsMargins(0, 0, 0, 0)
    for column, gate in enumerate(gates):
        grid.setColumnStretch(column, 1)
        name = _row(Mark(context, gate.state), Text(context.language.shipped(gate.gate.name), strong=True))
        score = score_text(gate.score, context.language)
        state = f"{gate_word(gate.state, context.language)} · {score}".replace(" ", _UNPARTED)
        grid.addWidget(name, 0, column)
        grid.addWidget(Text(state, SMALL, colour=context.palette.status(gate.state)), 1, column)
    return strip


def _reasons(shown: Presented, language: Language) -> list[QWidget]:
    """The deciding reasons of the day's verdict, at most three, and the number of the others."""
    now = shown.brief.current
    kind = ReasonKind.STRONG if now.verdict.state is VerdictState.READY else None
    carrying = [each for each in now.reasons if (each.kind is kind if kind else each.deciding)]
    rubric = now.case.rubric
    parts: list[QWidget] = [
        Text(f"{number}.  {reason_headline(each, rubric, language)}")
        for number, each in enumerate(carrying[:MOST_REASONS], 1)
    ]
    more = len(carrying) - MOST_REASONS
    if more > 0:
        parts.append(
            Text(language.ngettext("and {count} more reason", "and {count} more reasons", more), SMALL)
        )
    return parts


def _facts(facts: Sequence[Fact], context: Context) -> QWidget:
    """Labelled figures, three in a row."""
    strip = QWidget()
    grid = QGridLayout(strip)
    grid.setObjectName(_FIGURES)
    grid.setContentsMargins(0, 0, 0, 0)
    for place, fact in enumerate(facts):
        row, column = divmod(place, _FACTS_IN_A_ROW)
        grid.setColumnStretch(column, 1)
        cell = QWidget()
        lines = QVBoxLayout(cell)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(Text(fact.label, SMALL, colour=context.palette.second_ink))
        lines.addWidget(Text(fact.value, strong=True))
        lines.addWidget(Text(fact.note, SMALL))
        grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignTop)
    return strip
