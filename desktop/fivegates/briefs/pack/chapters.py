"""Renders briefs as chapters of a pack, ready for merging: in this process or in a process pool.

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
from fivegates.briefs.typesetting.accessibility import compress, repair_text_mappings
from fivegates.briefs.typesetting.chart import forget_charts
from fivegates.briefs.typesetting.pdf_merging import Fragment, FragmentExtractor, Headings, Place, slot
from fivegates.briefs.typesetting.structure import Element, Role, write_structure
from fivegates.briefs.typesetting.tagged_canvas import Paper, number_resource
from fivegates.domain.brief import InitiativeBrief, PaperSize, Unprintable
from fivegates.domain.language import Language
from fivegates.domain.redaction import redacted

# Six letters before the name of a font distinguish its subsets: four for the chapter, reportlab's last two.
_CHAPTER_LETTERS: Final = 4


@dataclass(frozen=True, slots=True)
class ChapterOrder:
    """A rendering request: the chapter's number, from 1, its brief, and the options."""

    number: int
    brief: InitiativeBrief
    language: Language
    paper: PaperSize
    palette_data: bytes


@dataclass(frozen=True, slots=True)
class Chapter:
    """A rendered brief; `unprintable` lists the text shown as empty boxes."""

    title: str
    part: Fragment
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
            pass  # drawn with the front matter, once the total of pages is known
    with pikepdf.open(BytesIO(paper.finish())) as document:
        prepare(document, paper.root, order.number)
        left = {
            page.obj.Resources.XObject[number_resource(index)].objgen[0]: slot(Place.NUMBER, index)
            for index, page in enumerate(document.pages)
        }
        part = fragment_of(FragmentExtractor(document, slots_left(document) | left), document, paper.pages)
    return Chapter(paper.title, part, unprintable_in_chapter(brief, order.language))


def prepare(document: pikepdf.Pdf, root: Element, number: int) -> None:
    """Add structure to a drawn part and correct it, as for a separate file; its fonts get unique tags."""
    write_structure(document, root)
    repair_text_mappings(document)
    _tag_fonts(document, number)
    compress(document)


def slots_left(document: pikepdf.Pdf) -> dict[int, bytes]:
    """The placeholders for objects that a file has only once."""
    root = document.Root
    return {
        root.Pages.objgen[0]: slot(Place.PAGES),
        root.StructTreeRoot.objgen[0]: slot(Place.OWNER),
        root.Outlines.objgen[0]: slot(Place.ENTRY),
    }


def fragment_of(extractor: FragmentExtractor, document: pikepdf.Pdf, pages: int) -> Fragment:
    """Take the first `pages` of a prepared document, with their structure and headings."""
    tree, outline = document.Root.StructTreeRoot, document.Root.Outlines
    taken = tuple(extractor.index(page.obj) for page in list(document.pages)[:pages])
    structure = extractor.index(tree.K)
    owners = tuple(extractor.index(owner) for owner in list(tree.ParentTree.Nums)[1::2])
    headings = (
        Headings(extractor.index(outline.First), extractor.index(outline.Last), int(outline.Count))
        if Name.First in outline
        else None
    )
    return Fragment(extractor.taken(), taken, structure, owners, headings)


def _tag_fonts(document: pikepdf.Pdf, number: int) -> None:
    """Give font subsets names that are unique to the chapter."""
    letters = "".join(ascii_uppercase[number // 26**place % 26] for place in range(_CHAPTER_LETTERS))
    for item in document.objects:
        if isinstance(item, Dictionary) and item.get("/Type") in {Name.Font, Name.FontDescriptor}:
            key = Name.BaseFont if item.Type == Name.Font else Name.FontName
            item[key] = Name(f"/{letters}{str(item[key])[1 + _CHAPTER_LETTERS :]}")


# More would take more memory than time is worth; fewer chapters for each would not pay for its start, in
# which it loads the libraries. A chapter of a short edition takes a quarter of the time of a full one. A
# single worker would take longer than this process.
MOST_WORKERS: Final = 4
FEWEST_CHAPTERS, FEWEST_SHORT_CHAPTERS = 4, 24
_AHEAD: Final = 2
# Rendering makes many long-lived objects and little garbage: collecting less often saves a tenth.
_ALLOCATIONS_BETWEEN_COLLECTIONS: Final = 100_000


def workers_for(chapters: int, *, short: bool = False) -> int:
    """Number of worker processes worth starting for so many chapters; 0 if this process is to set them."""
    fewest = FEWEST_SHORT_CHAPTERS if short else FEWEST_CHAPTERS
    workers = min(_cores(), MOST_WORKERS, chapters // fewest)
    return workers if workers > 1 else 0


def set_chapters(orders: Iterable[ChapterOrder], workers: int) -> Generator[Chapter]:
    """Set chapters in their order, in so many worker processes; closing the generator ends them.

    Raises what setting a chapter raises.
    """
    pool = _pool(workers)
    if pool is None:
        yield from map(set_chapter, orders)
        return
    waiting: deque[tuple[ChapterOrder, Future[Chapter] | None]] = deque()
    try:
        for order in orders:
            waiting.append((order, _submit(pool, order)))
            if len(waiting) > _AHEAD * workers:
                yield _result(*waiting.popleft())
        while waiting:
            yield _result(*waiting.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor | None:
    """A process pool; None for no workers, and where the system does not support shared locks.

    Python raises one of three errors then: a container may have no /dev/shm, or one not to be written.
    """
    if not workers:
        return None
    try:
        return ProcessPoolExecutor(workers, get_context("spawn"), _init_worker)
    except (OSError, ImportError, NotImplementedError):
        return None


def _submit(pool: ProcessPoolExecutor, order: ChapterOrder) -> Future[Chapter] | None:
    """Submit a chapter to the pool; None where that is broken."""
    try:
        return pool.submit(_set_packed, _packed(order))
    except (BrokenProcessPool, OSError):
        return None


def _result(order: ChapterOrder, sent: Future[Chapter] | None) -> Chapter:
    """The result of the pool; rendered here where the pool gives none."""
    try:
        return set_chapter(order) if sent is None else sent.result()
    except BrokenProcessPool:
        return set_chapter(order)


def _init_worker() -> None:
    """Initialise a worker: Ctrl+C is for the parent process, and the collector skips loaded modules."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS_BETWEEN_COLLECTIONS)


def _set_packed(packed: bytes) -> Chapter:
    """Render a chapter from an order that the parent process pickled."""
    order: ChapterOrder = pickle.loads(packed)  # noqa: S301 - from `_packed`, never from a file
    try:
        return set_chapter(order)
    finally:
        forget_charts()  # no other chapter has them


class _Packer(pickle.Pickler):
    """A pickler for values with read-only mappings."""

    def reducer_override(self, value: object) -> Any:  # noqa: ANN401 - pickle's own signature
        """Pickle a read-only mapping as the mapping that it shows."""
        if isinstance(value, MappingProxyType):
            return _read_only, (dict(value),)
        return NotImplemented


def _read_only(mapping: dict[str, object]) -> MappingProxyType[str, object]:
    """Rebuild a read-only mapping: pickle cannot import its class by name."""
    return MappingProxyType(mapping)


def _packed(order: ChapterOrder) -> bytes:
    """An order as pickled bytes."""
    out = BytesIO()
    _Packer(out, pickle.HIGHEST_PROTOCOL).dump(order)
    return out.getvalue()


def _cores() -> int:
    """Number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
