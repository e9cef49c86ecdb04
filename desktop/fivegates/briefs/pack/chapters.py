"""Sets initiatives' briefs as chapters of a pack, ready to be bound: in this process or in several.

The values of a brief are sent to a process of its own, and the chapter that comes back is the same as
one set here. Few are under way at any time, so that memory does not grow with their number.
"""

import gc
import os
import pickle
import signal
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from io import BytesIO
from multiprocessing import get_context
from string import ascii_uppercase
from types import MappingProxyType
from typing import Any, Final

import pikepdf
from pikepdf import Dictionary, Name

from fivegates.briefs.initiative.brief import draw_brief
from fivegates.briefs.missing_glyphs import unprintable_in_chapter
from fivegates.briefs.typesetting.accessibility import compress, mend_text_mappings
from fivegates.briefs.typesetting.chart import forget_charts
from fivegates.briefs.typesetting.pdf_merging import Headings, Loose, Loosening, Place, slot
from fivegates.briefs.typesetting.structure import Element, Role, write_structure
from fivegates.briefs.typesetting.tagged_canvas import Paper, number_resource
from fivegates.domain.brief import InitiativeBrief, PaperSize, Unprintable
from fivegates.domain.language import Language
from fivegates.domain.redaction import redacted

# Six letters before the name of a font distinguish its subsets: four for the chapter, reportlab's last two.
_CHAPTER_LETTERS: Final = 4


@dataclass(frozen=True, slots=True)
class ChapterOrder:
    """What to set: its number among the chapters, from 1, and how it is to look."""

    number: int
    brief: InitiativeBrief
    language: Language
    paper: PaperSize
    palette_data: bytes


@dataclass(frozen=True, slots=True)
class Chapter:
    """A brief that is set; `unprintable` lists what is in it as an empty box."""

    title: str
    part: Loose
    unprintable: tuple[Unprintable, ...]


class ChapterPaper(Paper):
    """A paper whose first heading names all of it; the headings below that one move up by a level."""

    def __init__(self, size: PaperSize, language: str) -> None:
        super().__init__(size, language)
        self.root.role = Role.PART
        self.title = ""
        self._raised = 0

    def bookmark(self, title: str, level: int, top: float) -> None:
        """Keep the first heading for the entry of the chapter."""
        if not self.title:
            self.title, self._raised = title, 1
            return
        if level == 0:
            self._raised = 0
        super().bookmark(title, level - self._raised, top)


def set_chapter(order: ChapterOrder) -> Chapter:
    """Set one brief; the same order gives the same chapter."""
    brief = redacted(order.brief, order.language)
    paper = ChapterPaper(order.paper, order.language.tag)
    draw_brief(brief, paper, order.language, order.palette_data, numbered=False)
    for page in range(paper.pages):
        with paper.numbering(page):
            pass  # drawn with the front, when the number of all pages is known
    with pikepdf.open(BytesIO(paper.finish())) as document:
        prepare(document, paper.root, order.number)
        left = {
            page.obj.Resources.XObject[number_resource(index)].objgen[0]: slot(Place.NUMBER, index)
            for index, page in enumerate(document.pages)
        }
        part = loose_part(Loosening(document, places_left(document) | left), document, paper.pages)
    return Chapter(paper.title, part, unprintable_in_chapter(brief, order.language))


def prepare(document: pikepdf.Pdf, root: Element, number: int) -> None:
    """Add structure and correct a drawn part, as for a file of its own; its fonts get tags of their own."""
    write_structure(document, root)
    mend_text_mappings(document)
    _tag_fonts(document, number)
    compress(document)


def places_left(document: pikepdf.Pdf) -> dict[int, bytes]:
    """What stands for the objects of which a file has one only."""
    root = document.Root
    return {
        root.Pages.objgen[0]: slot(Place.PAGES),
        root.StructTreeRoot.objgen[0]: slot(Place.OWNER),
        root.Outlines.objgen[0]: slot(Place.ENTRY),
    }


def loose_part(loosening: Loosening, document: pikepdf.Pdf, pages: int) -> Loose:
    """Take the first `pages` of a prepared document, with their structure and headings."""
    tree, outline = document.Root.StructTreeRoot, document.Root.Outlines
    taken = tuple(loosening.index(page.obj) for page in list(document.pages)[:pages])
    structure = loosening.index(tree.K)
    owners = tuple(loosening.index(owner) for owner in list(tree.ParentTree.Nums)[1::2])
    headings = (
        Headings(loosening.index(outline.First), loosening.index(outline.Last), int(outline.Count))
        if Name.First in outline
        else None
    )
    return Loose(loosening.taken(), taken, structure, owners, headings)


def _tag_fonts(document: pikepdf.Pdf, number: int) -> None:
    """Give the subsets of fonts names that no other chapter has."""
    letters = "".join(ascii_uppercase[number // 26**place % 26] for place in range(_CHAPTER_LETTERS))
    for item in document.objects:
        if isinstance(item, Dictionary) and item.get("/Type") in {Name.Font, Name.FontDescriptor}:
            key = Name.BaseFont if item.Type == Name.Font else Name.FontName
            item[key] = Name(f"/{letters}{str(item[key])[1 + _CHAPTER_LETTERS :]}")


# More would take more memory than time is worth; fewer chapters for each would not pay for its start, in
# which it loads the libraries. A chapter of a short edition takes a sixth of the time of a full one.
MOST_PROCESSES: Final = 4
FEWEST_CHAPTERS, FEWEST_SHORT_CHAPTERS = 4, 24
_AHEAD: Final = 2
# Setting a chapter makes much that is kept, and little garbage: looking for it less often saves a tenth.
_ALLOCATIONS_BETWEEN_LOOKS: Final = 100_000


def processes_for(chapters: int, *, short: bool = False) -> int:
    """How many processes pay for so many chapters, or short ones; 1 where this one is quicker by itself."""
    fewest = FEWEST_SHORT_CHAPTERS if short else FEWEST_CHAPTERS
    return max(1, min(_cores(), MOST_PROCESSES, chapters // fewest))


def set_chapters(orders: Iterable[ChapterOrder], processes: int) -> Generator[Chapter]:
    """Set chapters in their order, in so many processes; closing the generator ends them.

    Raises what setting a chapter raises.
    """
    pool = _pool(processes)
    if pool is None:
        yield from map(set_chapter, orders)
        return
    waiting: deque[tuple[ChapterOrder, Future[Chapter] | None]] = deque()
    try:
        for order in orders:
            waiting.append((order, _sent(pool, order)))
            if len(waiting) > _AHEAD * processes:
                yield _received(*waiting.popleft())
        while waiting:
            yield _received(*waiting.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(processes: int) -> ProcessPoolExecutor | None:
    """Processes to set chapters in; None for one, and where the system lets none share a lock.

    Python says the latter by any of three errors: a container may have no /dev/shm, or one not to be written.
    """
    if processes < 2:  # noqa: PLR2004 - one process is this one
        return None
    try:
        return ProcessPoolExecutor(processes, get_context("spawn"), _begin)
    except (OSError, ImportError, NotImplementedError):
        return None


def _sent(pool: ProcessPoolExecutor, order: ChapterOrder) -> Future[Chapter] | None:
    """Let another process set it; None where there is none to do so."""
    try:
        return pool.submit(_set_packed, _packed(order))
    except (BrokenProcessPool, OSError):
        return None


def _received(order: ChapterOrder, sent: Future[Chapter] | None) -> Chapter:
    """What came back; where nothing will, it is set here."""
    try:
        return set_chapter(order) if sent is None else sent.result()
    except BrokenProcessPool:
        return set_chapter(order)


def _begin() -> None:
    """Make a process ready: Ctrl+C is for the one that gives the orders, and what is loaded is kept."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS_BETWEEN_LOOKS)


def _set_packed(packed: bytes) -> Chapter:
    """Set a chapter from an order that was packed by the process that gives the orders."""
    order: ChapterOrder = pickle.loads(packed)  # noqa: S301 - from `_packed`, never from a file
    try:
        return set_chapter(order)
    finally:
        forget_charts()  # no other chapter has them


class _Packer(pickle.Pickler):
    """Packs values of ours, some of which hold read-only mappings."""

    def reducer_override(self, value: object) -> Any:  # noqa: ANN401 - pickle's own signature
        """A read-only mapping is packed as what it shows."""
        if isinstance(value, MappingProxyType):
            return _read_only, (dict(value),)
        return NotImplemented


def _read_only(mapping: dict[str, object]) -> MappingProxyType[str, object]:
    """The mapping that a packed one becomes: its class has no name by which it could be found."""
    return MappingProxyType(mapping)


def _packed(order: ChapterOrder) -> bytes:
    """An order as bytes."""
    out = BytesIO()
    _Packer(out, pickle.HIGHEST_PROTOCOL).dump(order)
    return out.getvalue()


def _cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
