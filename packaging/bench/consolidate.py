"""Time and memory of a consolidated view over 200 files of 50 initiatives, relative to one file of 10,000.

Each initiative has a final review and a draft. Both run in this process, in processor time: reading opens the
file and reads every value of it; consolidating inspects every file, verifies its chain, and writes the view.
Targets: at most 10 times as long; memory that does not grow with the number of files, measured over a tenth
and over all of them.
Run: .venv/bin/python packaging/bench/consolidate.py
"""

import os
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from sizes import exit_code, sized

from fivegates.actions.consolidation.view import consolidate
from fivegates.actions.file.creation import create_filled
from fivegates.actions.file.files import backup_folder, close_portfolio, open_portfolio
from fivegates.actions.garbage_collection import without_collection
from fivegates.actions.rubrics import default_rubric
from fivegates.domain.review.case import draft_case
from fivegates.domain.review.chain import seal_after
from fivegates.domain.review.review import ChainHead, InitiativeRecord, Portfolio
from fivegates.exchange.portfolio.sample import read_sample
from fivegates.resources import resource_path
from fivegates.store.records.portfolio import read_portfolio

UNITS = sized(200, 4)
INITIATIVES = sized(50, 6)  # the sample has six, under both rubrics
MOST_TIMES = 10.0
MOST_GROWTH = 1.25
AT = datetime(2026, 11, 23, tzinfo=UTC)
DAY = date(2026, 11, 30)


def records(sample: Portfolio, unit: int) -> Iterator[InitiativeRecord]:
    """Initiatives of one unit, drafts only, with unique codes."""
    for number, record in enumerate(islice(cycle(sample.records), INITIATIVES)):
        draft = replace(record.reviews[-1], seal=None, supersedes=None, correction="")
        earlier = replace(draft, dated=draft.dated - timedelta(days=30))
        named = replace(
            record.initiative, code=f"U{unit:03}-{number:02}", name=f"{record.initiative.name} {unit}"
        )
        yield replace(record, initiative=named, reviews=(earlier, draft))


def sealed(sample: Portfolio, of: Sequence[InitiativeRecord]) -> tuple[InitiativeRecord, ...]:
    """The same with the earlier review of each final, in one chain."""
    last: ChainHead | None = None
    rubrics = {(rubric.id, rubric.version): rubric for rubric in sample.rubrics}
    found = []
    for record in of:
        earlier, draft = record.reviews
        rubric = rubrics[earlier.rubric_id, earlier.rubric_version]
        case = draft_case(record, earlier, rubric, sample.settings.currency, sample.rates)
        seal = seal_after(last, case, record.initiative, "R. Marsh", AT)
        last = ChainHead(seal.number, seal.hash)
        found.append(replace(record, reviews=(replace(earlier, seal=seal), draft)))
    return tuple(found)


def write(sample: Portfolio, path: Path, units: Sequence[int], title: str) -> None:
    """Write a portfolio with the initiatives of some units."""
    of = sealed(sample, [record for unit in units for record in records(sample, unit)])
    settings = replace(sample.settings, title=title)
    close_portfolio(create_filled(path, replace(sample, settings=settings, records=of)))


def read(path: Path) -> float:
    """Open and read one file; returns the processor time in seconds."""
    begun = time.process_time()
    with without_collection():
        opened = open_portfolio(path, backup_folder())
        read_portfolio(opened.file)
    taken = time.process_time() - begun
    close_portfolio(opened)
    return taken


def peak() -> float:
    """Peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Measure and print; fail where a target is missed."""
    with TemporaryDirectory() as name:
        os.environ["XDG_DATA_HOME"] = name
        folder = Path(name)
        sample = read_sample(resource_path("sample"), default_rubric())
        paths = [folder / f"unit{unit:03}.fivegates" for unit in range(UNITS)]
        for unit, path in enumerate(paths):
            write(sample, path, [unit], f"Unit {unit}")
        consolidate(folder / "few.fivegates", paths[: max(UNITS // 10, 2)], DAY)
        few = peak()
        begun = time.process_time()
        done = consolidate(folder / "group.fivegates", paths, DAY)
        taken = time.process_time() - begun
        most = peak()
        # The one file comes last: all of its values are in memory at once.
        whole = folder / "whole.fivegates"
        write(sample, whole, range(UNITS), "All")
        reading = read(whole)
    print(f"reading one file of {done.initiatives:,} initiatives {reading:7.2f} s of processor time")
    print(f"consolidating {len(done.sources)} files {taken:7.2f} s of processor time")
    print(f"{taken / reading:.1f} times as long, target at most {MOST_TIMES:.0f}")
    print(
        f"memory: {few:.0f} MB for a tenth of the files, {most:.0f} MB for all, at most {MOST_GROWTH} times"
    )
    return exit_code(missed=taken > MOST_TIMES * reading or most > MOST_GROWTH * few)


if __name__ == "__main__":
    sys.exit(main())
