"""Two windows and commands on one portfolio at once: acknowledged edits are there, and nothing else.

The windows know nothing of each other's locks, as on two computers that share a network folder.
"""

import random
import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import forked
from click.testing import CliRunner
from harm import Figures
from writers import fresh_copy, own_data

from fivegates.actions.file.check import check_portfolio
from fivegates.actions.file.external_changes import reload
from fivegates.actions.file.files import backup_folder, close_portfolio, open_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import undo
from fivegates.actions.initiatives import add_initiative, edit_initiative
from fivegates.actions.queries import record
from fivegates.cli.main import commands
from fivegates.cli.session import Session
from fivegates.domain.errors import FileRefusalError, Remedy, UserError
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.language import ENGLISH
from fivegates.store.file.opening import check_file
from fivegates.store.records import edits
from fivegates.store.records.overview import read_overview
from fivegates.store.records.portfolio import read_record

if TYPE_CHECKING:
    from collections.abc import Callable

_COUNTED = 2
"""The initiative whose volume both windows count up."""


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - what a parent reads


def _window(path: Path, *, name: str, rounds: int, seed: int) -> None:
    """Edit at random, and after a refusal load again."""
    chance = random.Random(f"{seed} {name}")  # noqa: S311 - chance, not secrecy
    with own_data(path):
        opened = _opened(path)
        path.with_name(f"{name}.ready").touch()
        while len(list(path.parent.glob("*.ready"))) < 2:
            time.sleep(0.001)
        for number in range(rounds):
            act = chance.choice((_add, _count, _count, _add_and_undo))
            try:
                act(opened, f"{name}-{number}")
            except UserError as error:
                _say(f"refused {error}")
                if isinstance(error, FileRefusalError) and error.remedy is Remedy.RELOAD:
                    _load_again(opened)
        close_portfolio(opened)
        _say("done")


def _opened(path: Path) -> OpenPortfolio:
    """Open; where another program is saving at that moment, one asks once more."""
    while True:
        with suppress(UserError):
            return open_portfolio(path, backup_folder())


def _load_again(opened: OpenPortfolio) -> None:
    """Load again, as patiently."""
    while True:
        with suppress(UserError):
            reload(opened)
            return


def _add(opened: OpenPortfolio, code: str) -> None:
    add_initiative(opened, Initiative(code, "New", summary="s" * 5_000))
    _say(f"saved {code}")


def _add_and_undo(opened: OpenPortfolio, code: str) -> None:
    add_initiative(opened, Initiative(code, "New"))
    _say(f"saved {code}")
    undo(opened)
    _say(f"undone {code}")


def _count(opened: OpenPortfolio, _code: str) -> None:
    counted = record(opened, _COUNTED).initiative
    time.sleep(0.002)  # as a person would, between seeing and saving
    edit_initiative(opened, replace(counted, target_volume=1 + (counted.target_volume or 0)))
    _say("counted one")


def _no_window(_path: Path | None, /, *, sample: bool) -> int:
    """A window opener that must not be called."""
    raise AssertionError(sample)


def _commands(path: Path, *, rounds: int, seed: int) -> None:
    """Run commands, reading ones and one that writes."""
    chance = random.Random(f"{seed} commands")  # noqa: S311 - chance, not secrecy
    runner = CliRunner()
    with own_data(path):
        for number in range(rounds):
            writes = chance.random() < 0.5
            arguments = (
                ["decide", str(path), "CLAIMS", "hold", "--by", "Board", "--why", f"because-{number}."]
                if writes
                else [chance.choice(("verdict", "check", "decisions", "calendar")), str(path)]
            )
            ran = runner.invoke(commands, arguments, obj=Session(ENGLISH, _no_window))
            if isinstance(ran.exception, UserError):
                _say(f"refused {ran.exception}")
            elif ran.exception is not None and not isinstance(ran.exception, SystemExit):
                raise ran.exception
            elif writes and ran.exit_code == 0:
                _say(f"decided because-{number}.")
        _say("done")


def at_once(closed: Path, rounds: int, *, seed: int = 0, checked: bool = True) -> Figures:
    """Have two windows edit `rounds` times each while commands run; unless `checked`, no edit looks first."""
    path = fresh_copy(closed, "shared")
    workers: list[Callable[[Path], object]] = [
        partial(_window, name="A", rounds=rounds, seed=seed),
        partial(_window, name="B", rounds=rounds, seed=seed),
        partial(_commands, rounds=max(1, rounds // 8), seed=seed),
    ]
    unchecked = patch.multiple(edits, require_in_place=lambda _: None, _claim_revision=_claim_without_looking)
    with nullcontext() if checked else unchecked, ThreadPoolExecutor() as pool:
        # A round waits for the other window's lock: 1,800 of them take three minutes.
        longest = 120 + rounds
        ended = list(pool.map(lambda work: forked.run(work, path, longest_seconds=longest), workers))
    return _judged(path, ended)


def _claim_without_looking(file: object) -> None:
    """Count the revision up, whatever it is."""
    file.database.execute("UPDATE revision SET number = number + 1")  # type: ignore[attr-defined]


def _judged(path: Path, ended: list[forked.Ended]) -> Figures:
    """Compare the file with the acknowledged edits."""
    figures = Figures()
    said = "\n".join(each.said for each in ended)
    figures.violations += [each.failed or "it did not end" for each in ended if each.failed or not each.done]
    saved = set(re.findall(r"^saved (\S+)", said, re.MULTILINE))
    undone = set(re.findall(r"^undone (\S+)", said, re.MULTILINE))
    decided = re.findall(r"^decided (\S+)", said, re.MULTILINE)
    counted = len(re.findall(r"^counted", said, re.MULTILINE))
    for what, number in (
        ("edits", len(saved) + len(undone) + counted),
        ("decisions by command", len(decided)),
        ("refusals", len(re.findall(r"^refused", said, re.MULTILINE))),
    ):
        figures.found[what] = number
        figures.done += number
    check_portfolio(path)
    with closing(check_file(path)) as file:
        there = {line.initiative.code for line in read_overview(file)} - {"CLAIMS", "EMPTY"}
        volume = read_record(file, _COUNTED).initiative.target_volume or 0
        reasons = [each.rationale for each in read_record(file, 1).decisions]
    if there != saved - undone:
        figures.violations.append(f"lost {sorted(saved - undone - there)}, unasked {sorted(there - saved)}")
    if volume != counted:
        figures.violations.append(f"counted {counted}, and it is {volume}")
    if missing := set(decided) - set(reasons):
        figures.violations.append(f"decisions lost: {sorted(missing)}")
    return figures
