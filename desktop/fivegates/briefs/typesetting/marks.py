"""The marks of the states, as vector shapes distinguished by outline alone."""

from math import cos, pi, sin

from fivegates.briefs.typesetting.tagged_canvas import Paper
from fivegates.charts.palette import Palette
from fivegates.domain.verdict.states import GateState, VerdictState

DASHES = 10


def draw_mark(
    paper: Paper, state: GateState | VerdictState, at: tuple[float, float], size: float, palette: Palette
) -> None:
    """Draw the mark of `state` in a square of `size` points whose lower left corner is `at`."""
    canvas = paper.canvas
    canvas.saveState()
    canvas.translate(*at)
    canvas.scale(size, size)
    canvas.setFillColor(palette.status(state))
    canvas.setStrokeColor(palette.status(state))
    match state:
        case GateState.OPEN | VerdictState.READY:
            _disc_with_tick(paper, palette.page)
        case GateState.WAIVED | VerdictState.WAIVED:
            _triangle(paper)
        case GateState.CONDITIONAL | VerdictState.CONDITIONAL:
            _half_diamond(paper)
        case GateState.CLOSED | VerdictState.NOT_READY:
            _square_with_bar(paper, palette.page)
        case GateState.INCOMPLETE | VerdictState.INCOMPLETE:
            _dashed_ring(paper)
    canvas.restoreState()


def _disc_with_tick(paper: Paper, page: str) -> None:
    """Open."""
    canvas = paper.canvas
    canvas.circle(0.5, 0.5, 0.5, stroke=0, fill=1)
    canvas.setStrokeColor(page)
    canvas.setLineWidth(0.12)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    tick = canvas.beginPath()
    tick.moveTo(0.27, 0.5)
    tick.lineTo(0.44, 0.34)
    tick.lineTo(0.74, 0.66)
    canvas.drawPath(tick)


def _triangle(paper: Paper) -> None:
    """Open under a waiver."""
    outline = paper.canvas.beginPath()
    outline.moveTo(0.5, 0.94)
    outline.lineTo(0.98, 0.1)
    outline.lineTo(0.02, 0.1)
    outline.close()
    paper.canvas.drawPath(outline, stroke=0, fill=1)


def _half_diamond(paper: Paper) -> None:
    """Conditional: the left half is filled."""
    canvas = paper.canvas
    canvas.setLineWidth(0.09)
    canvas.setLineJoin(0)
    outline = canvas.beginPath()
    corners = ((0.5, 0.94), (0.06, 0.5), (0.5, 0.06), (0.94, 0.5))
    outline.moveTo(*corners[0])
    for corner in corners[1:]:
        outline.lineTo(*corner)
    outline.close()
    canvas.drawPath(outline)
    half = canvas.beginPath()
    half.moveTo(*corners[0])
    half.lineTo(*corners[1])
    half.lineTo(*corners[2])
    half.close()
    canvas.drawPath(half, stroke=0, fill=1)


def _square_with_bar(paper: Paper, page: str) -> None:
    """Closed."""
    canvas = paper.canvas
    canvas.rect(0.04, 0.04, 0.92, 0.92, stroke=0, fill=1)
    canvas.setFillColor(page)
    canvas.rect(0.25, 0.43, 0.5, 0.14, stroke=0, fill=1)


def _dashed_ring(paper: Paper) -> None:
    """Incomplete."""
    canvas = paper.canvas
    canvas.setLineWidth(0.1)
    step = 2 * pi / DASHES
    for index in range(DASHES):
        dash = canvas.beginPath()
        start = index * step
        dash.moveTo(0.5 + 0.45 * cos(start), 0.5 + 0.45 * sin(start))
        for part in range(1, 5):
            angle = start + part * step * 0.55 / 4
            dash.lineTo(0.5 + 0.45 * cos(angle), 0.5 + 0.45 * sin(angle))
        canvas.drawPath(dash)
