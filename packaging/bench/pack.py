"""Time of a pack of 50 initiatives relative to 50 single briefs, and growth of its memory from 40 to 160.

Target: at most 0.6 of the time of the single briefs in the same run, and memory that stays flat beyond the
finished bytes. It also prints the processor time of the full pack and of its board edition. Memory is the
peak of this process and of its child processes, each in a run of its own, for the full pack and its board
edition.
Run: .venv/bin/python packaging/bench/pack.py
"""

import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import cycle, islice, product
from pathlib import Path
from tempfile import TemporaryDirectory

from sizes import sized

from fivegates.actions.briefs import render_brief
from fivegates.actions.file.creation import create_filled
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.pack import gather_briefs, gather_front, render_pack
from fivegates.actions.rubrics import default_rubric
from fivegates.domain.brief import Edition, Extent, PaperSize, RenderedBrief
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.pack import PackExtent
from fivegates.domain.review.review import InitiativeRecord
from fivegates.exchange.portfolio.sample import read_sample
from fivegates.resources import resource_path

MANY = sized(50, 5)
# Packs whose memory is measured.
SIZES = sized(40, 2), sized(160, 5)
TODAY = date(2026, 11, 23)
# The kernel counts in kilobytes, on macOS in bytes.
MEGABYTE = 1024 * 1024 if sys.platform == "darwin" else 1024


def write_portfolio(path: Path, count: int) -> OpenPortfolio:
    """Open a new portfolio: copies of the sample's initiatives with unique codes."""
    sample = read_sample(resource_path("sample"), default_rubric())
    records = tuple(_named(record, n) for n, record in enumerate(islice(cycle(sample.records), count)))
    return create_filled(path, replace(sample, records=records))


def _named(record: InitiativeRecord, number: int) -> InitiativeRecord:
    """A copy of an initiative with another code, its reviews as drafts: seals cannot be copied."""
    initiative = replace(record.initiative, code=f"N{number:04}")
    reviews = tuple(replace(each, seal=None, supersedes=None, correction="") for each in record.reviews)
    return replace(record, initiative=initiative, reviews=reviews)


def singles(opened: OpenPortfolio) -> int:
    """Set every brief separately, without shared charts; returns their total bytes."""
    from fivegates.briefs.typesetting.chart import forget_charts  # it loads matplotlib, which memory counts

    front = gather_front(opened, TODAY, ENGLISH)
    size = 0
    for brief in gather_briefs(opened, front):
        forget_charts()
        size += len(render_brief(brief, ENGLISH, PaperSize.A4).pdf)
    return size


def packed(opened: OpenPortfolio, edition: Edition = Edition.FULL) -> RenderedBrief:
    """Set the pack with this edition of each brief."""
    front = gather_front(opened, TODAY, ENGLISH, PackExtent(Extent(edition)))
    return render_pack(front, gather_briefs(opened, front), ENGLISH, PaperSize.A4, lambda _: None)


def peaks(count: int, edition: Edition) -> tuple[float, float, float]:
    """Peak memory in MB of a process that sets a pack of `count`, and of its largest child process.

    The third is that of its own process with the portfolio open, before the pack.
    """
    with TemporaryDirectory() as folder:
        opened = write_portfolio(Path(folder) / "pack.fivegates", count)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        packed(opened, edition)
        close_portfolio(opened)
    own, theirs = (
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own / MEGABYTE, theirs / MEGABYTE, before / MEGABYTE


def seconds(work: Callable[[], object]) -> float:
    """Wall time of `work` in seconds."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def processor_seconds(work: Callable[[], object]) -> float:
    """Processor time of `work`, in this process and its child processes."""
    begun = os.times()
    work()
    return sum(after - before for after, before in zip(os.times()[:4], begun[:4], strict=True))


def in_its_own_process(count: int, edition: Edition) -> tuple[float, float, float]:
    """The peaks, measured in a fresh process."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(peaks, count, edition).result()


def print_memory() -> None:
    """Print the peaks of packs; call it first, since on Linux a process starts with its parent's peak."""
    for edition, count in product((Edition.FULL, Edition.BOARD), SIZES):
        own, theirs, before = in_its_own_process(count, edition)
        print(
            f"{edition.value} pack of {count}: peak {own:.0f} MB, of which {before:.0f} MB before it, "
            f"each process that it starts {theirs:.0f} MB"
        )


def main() -> None:
    """Print memory, warm up, set 50 briefs separately and in a pack, print times and ratio."""
    print_memory()
    with TemporaryDirectory() as folder:
        opened = write_portfolio(Path(folder) / "pack.fivegates", MANY)
        render_brief(next(gather_briefs(opened, gather_front(opened, TODAY, ENGLISH))), ENGLISH, PaperSize.A4)
        alone = seconds(lambda: singles(opened))
        together = seconds(lambda: packed(opened))
        pack = packed(opened)
        full, board = (
            processor_seconds(partial(packed, opened, each)) for each in (Edition.FULL, Edition.BOARD)
        )
        close_portfolio(opened)
    print(f"{MANY} single briefs {alone:6.1f} s")
    print(f"pack of {MANY}       {together:6.1f} s, {pack.pages} pages, {len(pack.pdf) / 1e6:.1f} MB")
    print(f"ratio {together / alone:.2f}")
    print(f"processor time: full {full:.1f} s, board version {board:.1f} s, ratio {board / full:.2f}")


if __name__ == "__main__":
    main()
