"""Damages portfolios on purpose: kills, power cuts, disk faults, altered files, several programs at once.

Run: .venv/bin/python tests/soak.py [--long] [--only PART]... [--seed NUMBER]. Each part prints one line:
what was done, how many violations were found, and how many its control found. The control runs the same
faults without the protection, and must find some. Parts that need strace are skipped, and reported as
skipped, where tracing is not permitted. `--long` takes hours.
"""

import argparse
import os
import sys
from collections.abc import Callable
from contextlib import closing, nullcontext
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from unittest.mock import patch

# A script finds modules beside itself; those of the tests are in a folder of their own.
sys.path.insert(0, str(Path(__file__).with_name("support")))

import cut_off
import harm
import importer_fuzz
import opening_faults
import power
import seal_alterations
import straced
import two_windows
from builders import portfolio
from harm import Figures
from stored import fill
from sync_client import with_sync_client
from writers import CONTROLS

from fivegates.actions.file import check
from fivegates.actions.file.creation import create_sample
from fivegates.actions.file.files import close_portfolio
from fivegates.store.backups import backup
from fivegates.store.file import opening
from fivegates.store.file.opening import create_file


@dataclass(frozen=True, slots=True)
class Run:
    """Where a part works, with a small closed portfolio in it; how much of the long run it does; its seed."""

    folder: Path
    closed: Path
    percent: float
    seed: int

    def times(self, short: int, long: int) -> int:
        """How often something is done."""
        return max(short, round(long * self.percent / 100))


@dataclass(frozen=True, slots=True)
class Part:
    """What is done, and its control, which returns how many violations it had."""

    do: Callable[[Run], Figures]
    control: Callable[[Run], int]
    traces: bool = False


def _together(*every: Figures) -> Figures:
    """The sum of figures."""
    total = Figures()
    for each in every:
        total.done += each.done
        for what, number in each.found.items():
            total.found[what] = total.found.get(what, 0) + number
        total.violations += each.violations
    return total


def kills(run: Run) -> Figures:
    """Kills of every writer, and in one file of which the edits are counted."""
    saving = harm.kill_loop(run.closed, run.times(30, 1_500), seed=run.seed)
    each = run.times(4, 250)
    return _together(saving, cut_off.kills(run.closed, each, seed=run.seed))


def kills_controlled(run: Run) -> int:
    unsafe = harm.kill_loop(run.closed, 30, verb="save_until_killed_unsafely", seed=run.seed)
    return len(unsafe.violations)


def power_cuts(run: Run) -> Figures:
    """Power cuts while every writer writes, and while many edits are saved."""
    saving = power.replay(run.closed, run.times(100, 500), seed=run.seed)
    return _together(saving, cut_off.power_cuts(run.closed, run.times(15, 200), seed=run.seed))


def disk_faults(run: Run) -> Figures:
    """Faults at the calls of every writer."""
    return cut_off.faults(run.closed, run.times(3, 150), seed=run.seed)


def disk_faults_controlled(run: Run) -> int:
    return len(cut_off.faults(run.closed, 15, seed=run.seed, writers=CONTROLS).violations)


def opening_faults_everywhere(run: Run) -> Figures:
    """Faults at the calls that opening makes."""
    return opening_faults.at_every_call(run.closed, run.times(45, 3_000), seed=run.seed)


def opening_faults_controlled(run: Run) -> int:
    with patch.object(opening, "as_user_errors", lambda *_: nullcontext()):
        return len(opening_faults.at_every_call(run.closed, 60, seed=run.seed).violations)


def altered_files(run: Run) -> Figures:
    """Bits, pages and ends of files altered: a small portfolio with final reviews, and the sample."""
    small = seal_alterations.sealed_file(run.folder / "small.fivegates")
    sample = run.folder / "sample.fivegates"
    close_portfolio(create_sample(sample))
    times = run.times(250, 19_000)
    return _together(
        harm.mutate(small, times, seed=run.seed), harm.mutate(sample, run.times(20, 1_000), seed=run.seed)
    )


def altered_files_controlled(run: Run) -> int:
    small = seal_alterations.sealed_file(run.folder / "control.fivegates")
    with patch.object(check, "first_fault", lambda *_: None):
        return len(harm.mutate(small, 800, seed=run.seed, kinds=["flip"]).violations)


def sync_client(run: Run) -> Figures:
    """Edits beside a sync client."""
    return with_sync_client(run.closed, run.times(100, 2_000), seed=run.seed)


def sync_client_controlled(run: Run) -> int:
    with patch.object(backup, "require_whole_copy", lambda *_, **__: None):
        return len(with_sync_client(run.closed, 120, seed=run.seed).violations)


def windows(run: Run) -> Figures:
    """Two windows and a command at once."""
    return two_windows.at_once(run.closed, run.times(40, 1_800), seed=run.seed)


def windows_controlled(run: Run) -> int:
    return len(two_windows.at_once(run.closed, 60, seed=run.seed, checked=False).violations)


def importers(run: Run) -> Figures:
    """Altered files given to every importer."""
    return importer_fuzz.fuzz(run.times(60, 20_000), seed=run.seed)


def seals(run: Run) -> Figures:
    """Each column and row on which a final review rests, altered."""
    return seal_alterations.alter_everything(run.folder)


PARTS = {
    "kills": Part(kills, kills_controlled),
    "power": Part(power_cuts, lambda run: cut_off.controls(run.closed, 20, seed=run.seed), traces=True),
    "faults": Part(disk_faults, disk_faults_controlled, traces=True),
    "opening": Part(opening_faults_everywhere, opening_faults_controlled, traces=True),
    "altered": Part(altered_files, altered_files_controlled),
    "sync": Part(sync_client, sync_client_controlled),
    "windows": Part(windows, windows_controlled),
    "importers": Part(importers, lambda _: len(importer_fuzz.fuzz_unbounded_reader(50).violations)),
    "seals": Part(seals, lambda run: seal_alterations.unnoticed_without_the_chain(run.folder)),
}


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def run_part(name: str, folder: Path, *, percent: float, seed: int) -> int:
    """Do one part and its control, and print what came of them; the number of violations."""
    part, begun = PARTS[name], perf_counter()
    if part.traces and not straced.works():
        say(f"{name}: LEFT OUT, since strace is not here or may not trace")
        return 0
    papers = folder / name / "papers"
    papers.mkdir(parents=True)
    closed = papers / "board.fivegates"
    with closing(create_file(closed)) as file:
        fill(file, portfolio())
    run = Run(folder / name, closed, percent, seed)
    figures, harmed = part.do(run), part.control(run)
    lost = len(figures.violations)
    seconds = perf_counter() - begun
    say(f"{name}: {figures.done:,} done, {lost} violations; control: {harmed} ({seconds:.0f} s)")
    say(f"    {', '.join(f'{number:,} {what}' for what, number in sorted(figures.found.items()))}")
    for violation in figures.violations:
        say(f"    VIOLATION {violation}")
    if not harmed:
        say("    The control was not harmed, so this proves nothing.")
    return lost + (not harmed)


def main() -> None:
    """Read what to do, and do it in a folder of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--short", action="store_true", help="Some of everything; so it is anyway.")
    length.add_argument(
        "--long", dest="percent", action="store_const", const=100, default=0, help="Takes hours."
    )
    length.add_argument("--percent", type=float, default=0, help="So much of the long run.")
    parser.add_argument("--only", action="append", choices=PARTS, help="This part; may be given again.")
    parser.add_argument("--seed", type=int, default=0, help="Which harm is done, where chance decides.")
    given = parser.parse_args()
    with TemporaryDirectory() as name:
        for kind in ("CONFIG", "DATA", "CACHE"):
            os.environ[f"XDG_{kind}_HOME"] = name
        folder = Path(name)
        lost = sum(
            run_part(each, folder, percent=given.percent, seed=given.seed) for each in given.only or PARTS
        )
    sys.exit(bool(lost))


if __name__ == "__main__":
    main()
