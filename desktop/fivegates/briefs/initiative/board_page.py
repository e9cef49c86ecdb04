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

Part = Callable[[], Iterable[Block]]
# A part needs at least so many points: with less room left, none is composed.
_LEAST: Final = 60


def board_page(sheet: Sheet, covered: Covered, frame: Frame) -> Stack:
    """Compose the page in the order of reading, the resolution last; what is too tall is left out."""
    page, last = Stack(()), resolution(sheet)
    for part in _parts(sheet, covered, frame):
        if frame.height - Stack([*page.blocks, last]).height(frame.width) < _LEAST:
            break
        longer = Stack([*page.blocks, *part()])
        if Stack([*longer.blocks, last]).height(frame.width) <= frame.height:
            page = longer
    return Stack([*page.blocks, last])


def _parts(sheet: Sheet, covered: Covered, frame: Frame) -> Iterator[Part]:
    """What a board asks for behind page 1, the most wanted first."""
    yield lambda: decided(sheet)
    yield lambda: history(sheet, frame)
    yield lambda: cost_at_volume(sheet, frame)
    yield lambda: rest_of_path(sheet, covered)
    yield lambda: cost_by_month(sheet, frame)
    yield lambda: deciding_reasons(sheet, covered)
