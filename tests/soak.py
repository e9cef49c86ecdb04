"""Harm done to portfolios on purpose: kills, faults of the disk, altered files; what was lost by it.

Run: .venv/bin/python tests/soak.py [--long]. The last line is the one that README quotes. What needs
strace is left out where it may not trace, and that is said.
"""

import argparse
import os
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from unittest.mock import patch

# A script finds modules beside itself; those of the tests are in a folder of their own.
sys.path.insert(0, str(Path(__file__).with_name("support")))

import harm
import power
import straced
from builders import portfolio
from harm import Figures
from stored import fill
from sync_client import with_sync_client
from victim import STEP

from fivegates.actions.file.creation import create_sample
from fivegates.actions.file.files import close_portfolio
from fivegates.store.backups import backup
from fivegates.store.file.opening import create_file
from fivegates.store.schema import versions

VERBS = ("save", "copy", "finalise", "bring_in")


def closed_portfolio(folder: Path) -> Path:
    """A small portfolio in a folder of its own."""
    folder.mkdir()
    path = folder / "board.fivegates"
    with closing(create_file(path)) as file:
        fill(file, portfolio())
    return path


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def told(name: str, figures: Figures) -> Figures:
    """Print what was done, and each violation."""
    say(f"{name}: {figures}")
    for violation in figures.violations:
        say(f"    {violation}")
    return figures


def control(closed: Path, kills: int) -> Figures:
    """Kill without a journal: that this does harm shows that harm would be seen."""
    figures = harm.kill_loop(closed, kills, verb="save_until_killed_unsafely")
    say(f"control without a journal: {figures.done} kills, {len(figures.violations)} harmed")
    if not figures.violations:
        message = "the control was not harmed, so the kills prove nothing"
        raise SystemExit(message)
    return figures


def at_every_call(closed: Path, most: int) -> list[Figures]:
    """Faults at the calls of each verb, where strace may trace."""
    if not straced.works():
        say("strace is not here or may not trace: faults at each call are LEFT OUT")
        return []
    kept = [told(f"faults while it runs “{verb}”", harm.at_every_call(closed, verb, most)) for verb in VERBS]
    with patch.object(versions, "MIGRATIONS", (*versions.MIGRATIONS, STEP)):
        return [*kept, told("faults while it upgrades", harm.at_every_call(closed, "upgrade", most))]


def power_cuts(closed: Path, cuts: int) -> list[Figures]:
    """Power cuts, replayed from what strace records, where it may."""
    if not straced.works():
        say("strace is not here or may not trace: power cuts are LEFT OUT")
        return []
    unsafe = power.replay(closed, 20, verb="save_unsafely")
    say(f"control without a journal: {unsafe.done} power cuts, {len(unsafe.violations)} harmed")
    unsafe = power.replay_replacement(closed, 100, verb="write_unsafely")
    say(f"control in its place: {unsafe.done} power cuts, {len(unsafe.violations)} harmed")
    return [
        told("power cut while it saves", power.replay(closed, cuts)),
        *(_replaced(closed, cuts, verb) for verb in ("copy", "write_whole")),
    ]


def _replaced(closed: Path, cuts: int, verb: str) -> Figures:
    """Power cuts while a verb replaces a file."""
    figures = power.replay_replacement(closed, cuts, verb=verb)
    return told(f"power cut while it replaces a file by “{verb}”", figures)


def sync_client_rounds(closed: Path, rounds: int) -> Figures:
    """Edits beside a sync client, and the same where copies are not checked, which must be seen to fail."""
    with patch.object(backup, "require_whole_copy", lambda *_: None):
        unchecked = with_sync_client(closed, 100)
    say(f"control without a check of copies: {unchecked.done} harms, {len(unchecked.violations)} violations")
    return told("edited beside a sync client", with_sync_client(closed, rounds))


def run(folder: Path, scale: int) -> int:
    """Do all of it; the number of violations."""
    begun = perf_counter()
    closed = closed_portfolio(folder / "papers")
    sample = folder / "sample.fivegates"
    close_portfolio(create_sample(sample))
    control(closed, 40)
    killed = told("killed while it saves", harm.kill_loop(closed, 50 * scale))
    faults = at_every_call(closed, scale)
    cuts = power_cuts(closed, 150 * scale)
    altered = told("altered on the disk", harm.mutate(sample, 300 * scale))
    synced = sync_client_rounds(closed, 200 * scale)
    every = [killed, *faults, *cuts, altered, synced]
    lost = sum(len(figures.violations) for figures in every)
    say(
        f"{killed.done} kills, {sum(each.done for each in faults)} faults, "
        f"{sum(each.done for each in cuts)} power cuts, {altered.done} altered files, "
        f"{synced.done} harms by a sync client, "
        f"{killed.found['acknowledged edits']} acknowledged edits: {lost} violations "
        f"({perf_counter() - begun:.0f} s)"
    )
    return lost


def main() -> None:
    """Read the length, and run in a folder of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true", help="Ten times as much of everything.")
    scale = 10 if parser.parse_args().long else 1
    with TemporaryDirectory() as name:
        for kind in ("CONFIG", "DATA", "CACHE"):
            os.environ[f"XDG_{kind}_HOME"] = name
        sys.exit(bool(run(Path(name), scale)))


if __name__ == "__main__":
    main()
