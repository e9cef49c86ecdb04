"""The portfolio pack: a PDF with the portfolio on one page, then every initiative's brief as a chapter."""

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass

from fivegates.briefs.leak_check import require_no_leak
from fivegates.briefs.missing_glyphs import unprintable_in_front
from fivegates.briefs.pack.chapters import ChapterOrder, set_chapters, workers_for
from fivegates.briefs.pack.context import sheet_of
from fivegates.briefs.pack.front_matter import front_of
from fivegates.briefs.typesetting.pdf_merging import Merger
from fivegates.domain.brief import InitiativeBrief, Omission, PaperSize, RenderedBrief, Unprintable
from fivegates.domain.language import Language
from fivegates.domain.portfolio.pack import PackFront


@dataclass(frozen=True, slots=True)
class PackOrder:
    """The rendering options of a pack; `palette_data` is the palette file, whose light set paper takes.

    `workers` processes set the briefs: for 0 this one, for None as many as pay off. The bytes are the same.
    """

    language: Language
    paper: PaperSize
    palette_data: bytes
    workers: int | None = None


def render(
    front: PackFront, briefs: Iterable[InitiativeBrief], order: PackOrder, tick: Callable[[int], object]
) -> RenderedBrief:
    """Set the pack. The same arguments give the same bytes; nothing else is read.

    `briefs` are those of the initiatives reviewed, in the order of `front`; each is asked for when its
    turn comes near, and none is kept. `tick` is given how many are set; what it raises ends the work. Raises
    UserError where the finished file still holds what was to be left out.
    """
    sheet = sheet_of(front, order.language, order.palette_data)
    merger = Merger(order.paper.height)
    lengths: list[int] = []
    unprintable: dict[Unprintable, None] = dict.fromkeys(unprintable_in_front(sheet.front, sheet.language))
    orders = (
        ChapterOrder(number, brief, sheet.language, order.paper, order.palette_data)
        for number, brief in enumerate(briefs, 1)
    )
    workers = order.workers
    if workers is None:
        workers = workers_for(len(front.with_brief), short=front.is_short)
    with closing(set_chapters(orders, workers)) as chapters:
        for chapter in chapters:
            merger.add(chapter.part, chapter.title)
            lengths.append(len(chapter.part.pages))
            unprintable |= dict.fromkeys(chapter.unprintable)
            tick(len(lengths))
    first = front_of(sheet, order.paper, lengths)
    total = len(first.part.pages) + sum(lengths)
    pdf = merger.finish(first)
    if front.withheld.omitted:
        require_no_leak(pdf, front.withheld.secrets, amounts=Omission.MONEY in front.withheld.omitted)
    return RenderedBrief(pdf, total, tuple(unprintable))
