"""Speeds up the collection of tests where several workers each collect all of them."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Collect no garbage inside, and leave all that was made inside to itself afterwards.

    Tests and the modules that they import last until the run ends, and each full collection would walk them.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def import_own_share(session: pytest.Session) -> None:
    """Import this worker's share of the test modules, before it collects all of them.

    A new clone has no bytecode: so each module is compiled by one worker, and not by all at the same time.
    """
    worker: dict[str, object] = getattr(session.config, "workerinput", {})
    if not worker:
        return
    number, count = int(str(worker["workerid"]).removeprefix("gw")), int(str(worker["workercount"]))
    for path in share(session.config.args, number, count):
        # What a module says as it fails, or asks to be skipped, is reported when it is collected.
        with suppress(Exception, pytest.skip.Exception):
            _ = pytest.Module.from_parent(session, path=path).obj


def share(arguments: Sequence[str], number: int, count: int) -> list[Path]:
    """The test modules in pytest's arguments that worker `number` of `count` runs."""
    named = [Path(argument.partition("::")[0]) for argument in arguments]
    found = {file for path in named for file in (path.rglob("test_*.py") if path.is_dir() else [path])}
    return sorted(found)[number::count]
