"""Page 2 of the board edition: the evidence behind page 1, as much of it as one page holds."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from fivegates.briefs.initiative.context import Covered, Sheet
from fivegates.briefs.initiative.costs import cost_at_volume, cost_by_month
from fivegates.briefs.initiative.findings import decided, deciding_reasons, rest_of_path
from fivegates.briefs.initiative.history import history
from fivegates.briefs.initiative.resolution import resolution
from fivegates.briefs.typesetting.blocks import Block, Stack
from fivegates.briefs.typesetting.styles import Frame

# Composes a part, or nothing of it where its chart is taller than so many points.
Part = Callable[[float], Iterable[Block]]
# A part needs at least so many points: with less room left, none is composed.
_LEAST: Final = 60


def board_page(sheet: Sheet, covered: Covered, frame: Frame) -> Stack:
    """Compose the page in the order of reading, the resolution last; what is too tall is left out."""
    page, last = Stack(()), resolution(sheet)
    for part in _parts(sheet, covered, frame):
        room = frame.height - Stack([*page.blocks, last]).height(frame.width)
        if room < _LEAST:
            break
        longer = Stack([*page.blocks, *part(room)])
        if Stack([*longer.blocks, last]).height(frame.width) <= frame.height:
            page = longer
    return Stack([*page.blocks, last])


def _parts(sheet: Sheet, covered: Covered, frame: Frame) -> Iterator[Part]:
    """What a board asks for behind page 1, the most wanted first."""
    yield lambda _: decided(sheet)
    yield lambda room: history(sheet, frame, room)
    yield lambda room: cost_at_volume(sheet, frame, room)
    yield lambda _: rest_of_path(sheet, covered)
    yield lambda room: cost_by_month(sheet, frame, room)
    yield lambda _: deciding_reasons(sheet, covered)
