from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from fivegates.charts.palette import Palette
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.ui.marks import paint_mark
from fivegates.ui.theme import default_palettes

pytestmark = pytest.mark.usefixtures("qapp")


def drawn(state: GateState | VerdictState, palette: Palette) -> QImage:
    """The mark at 32 pixels, every drawn point black: the shape without its colour."""
    image = QImage(32, 32, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    paint_mark(painter, QRectF(0, 0, 32, 32), state, palette)
    painter.end()
    return image


def opaque(image: QImage, colour: str) -> frozenset[tuple[int, int]]:
    """The points of (nearly) that colour."""
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return frozenset(p for p in points if image.pixelColor(*p).name().upper() == colour)


@pytest.mark.parametrize(("first", "second"), list(combinations(GateState, 2)))
def test_marks_differ_by_shape_alone(first: GateState, second: GateState) -> None:
    palette = default_palettes().light
    one = opaque(drawn(first, palette), palette.status(first))
    other = opaque(drawn(second, palette), palette.status(second))
    assert one
    assert len(one ^ other) > 0.2 * min(len(one), len(other))


@pytest.mark.parametrize(
    ("verdict", "gate"),
    [
        (VerdictState.READY, GateState.OPEN),
        (VerdictState.CONDITIONAL, GateState.CONDITIONAL),
        (VerdictState.NOT_READY, GateState.CLOSED),
        (VerdictState.INCOMPLETE, GateState.INCOMPLETE),
    ],
)
def test_a_verdict_wears_the_mark_of_the_gate_that_decides_it(verdict: VerdictState, gate: GateState) -> None:
    palette = default_palettes().dark
    assert drawn(verdict, palette) == drawn(gate, palette)
