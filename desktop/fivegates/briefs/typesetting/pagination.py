"""Pagination: breaks blocks into pages; tightens spacing where that lets one more block fit on a page."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from fivegates.briefs.typesetting.blocks import Block, Prose, Stack
from fivegates.briefs.typesetting.styles import Frame

# A page filled to this share is left as it is.
_FULL: Final = 0.85
# The factors on spacing and, at least, on the size of charts on a tightened page.
_AIR, _LEAST_SCALE = 0.65, 0.92
# A paragraph lower than this, in points, is a note on the block above it.
_SHORT_NOTE: Final = 40
# A last page filled less than this takes blocks from the pages before it, if they need not end much earlier:
# from all of them where it is nearly empty, else from the last few.
_NEARLY_EMPTY: Final = 0.3
_ENOUGH: Final = 0.5
_LAST_FEW: Final = (2, 3)
_LESS_AIR: Final = (0.85, 0.7)
_SHORTER: Final = (0.98, 0.96, 0.94, 0.92, 0.9, 0.86, 0.82, 0.78, 0.74, 0.7)
# The least fill of pages that end earlier.
_STILL_FULL: Final = 0.66


def pages_of(parts: Iterable[Stack], frame: Frame) -> Iterator[Stack]:
    """The blocks of each page; each part begins on a new page."""
    for part in parts:
        yield from _balanced(part, frame)


def last_page_fill(part: Stack, frame: Frame) -> float:
    """Share of the last page of a part that would be filled; 0 where there is nothing."""
    pages = _balanced(part, frame)
    return _last(pages, frame) if pages else 0


def _balanced(part: Stack, frame: Frame) -> Sequence[Stack]:
    """The pages of a part; a last one that would be half empty is filled from those before it, or saved."""
    pages, starts = _filled(part, frame.width, frame.height)
    if len(pages) <= 1 or _last(pages, frame) >= _ENOUGH:
        return pages
    for air in _LESS_AIR:
        closer, _ = _filled(Stack(part.blocks, air=air), frame.width, frame.height)
        if len(closer) < len(pages):
            return closer
    if _last(pages, frame) < _NEARLY_EMPTY:
        shorter = _shorter(part, pages, _NEARLY_EMPTY, frame)
        return shorter or pages
    for count in _LAST_FEW:
        if count <= len(pages):
            shorter = _shorter(starts[-count], pages[-count:], _ENOUGH, frame)
            if shorter:
                return [*pages[:-count], *shorter]
    return pages


def _shorter(part: Stack, pages: Sequence[Stack], enough: float, frame: Frame) -> Sequence[Stack]:
    """Return as many pages that end earlier, so that the last is filled enough; else none."""
    least = min(_STILL_FULL, _least(pages, frame))
    for share in _SHORTER:
        shorter, _ = _filled(part, frame.width, share * frame.height)
        fills = _last(shorter, frame) >= enough and _least(shorter, frame) >= least
        parts = _parted_notes(shorter, frame) > _parted_notes(pages, frame)
        if len(shorter) == len(pages) and fills and not parts:
            return shorter
    return ()


def _parted_notes(pages: Sequence[Stack], frame: Frame) -> int:
    """Number of pages that begin with a note on what ended the page before."""
    return sum(_is_note(page.blocks[0], frame.width) for page in pages[1:])


def _last(pages: Sequence[Stack], frame: Frame) -> float:
    """Share of the last page that is filled."""
    return pages[-1].height(frame.width) / frame.height


def _least(pages: Sequence[Stack], frame: Frame) -> float:
    """Filled share of the emptiest page before the last."""
    return min(page.height(frame.width) for page in pages[:-1]) / frame.height


def _filled(part: Stack, width: float, height: float) -> tuple[list[Stack], list[Stack]]:
    """Pages of `height` points, and what is left where each begins; what is taller has one of its own."""
    pages: list[Stack] = []
    starts: list[Stack] = []
    rest = part
    while rest.blocks:
        starts.append(rest)
        page, rest = _page(rest, width, height)
        pages.append(page)
    return pages, starts


def _page(rest: Stack, width: float, height: float) -> tuple[Stack, Stack]:
    """The next page, and what is left."""
    page, after = rest.divide(width, height)
    if not page.blocks:  # taller than a page, which only a run of headings can be
        return Stack(rest.blocks[:1]), Stack(rest.blocks[1:], air=rest.air)
    while _wanting(page, after, width, height):
        closer = _closer(rest, after, width, height)
        if closer is None:
            break
        page, after = closer
    return page, after


def _wanting(page: Stack, after: Stack, width: float, height: float) -> bool:
    """True if the page ends early, or separates a note from its subject."""
    if not after.blocks:
        return False
    return page.height(width) < _FULL * height or _is_note(after.blocks[0], width)


def _is_note(block: Block, width: float) -> bool:
    """True if a block is a short paragraph that is no heading."""
    return isinstance(block, Prose) and not block.keep_with_next and block.height(width) < _SHORT_NOTE


def _closer(rest: Stack, after: Stack, width: float, height: float) -> tuple[Stack, Stack] | None:
    """The page with one more block and its heading, tightened; None where it still does not fit."""
    start = len(rest.blocks) - len(after.blocks)
    if rest.blocks[start] is not after.blocks[0]:  # the page ends inside a block
        return None
    end = _end_of_group(rest.blocks, start)
    close = Stack(rest.blocks[:end], air=_AIR)
    over = close.height(width) - height
    elastic = sum(block.height(width) for block in close.blocks if block.elastic)
    if over > elastic * (1 - _LEAST_SCALE):
        return None
    scale = 1 - over / elastic if over > 0 else 1
    page = Stack([block.scaled(scale) for block in close.blocks], air=_AIR)
    return page, Stack(rest.blocks[end:], air=rest.air)


def _end_of_group(blocks: Sequence[Block], start: int) -> int:
    """Return the index after a block and all that its heading keeps with it."""
    end = start
    while blocks[end].keep_with_next and end + 1 < len(blocks):
        end += 1
    return end + 1
