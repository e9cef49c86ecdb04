"""Work functions for tests of bounded processes, which import them by name."""

import os
import time

from fivegates.domain.errors import DataError, FileRefusalError, Problem, Remedy, UserError

MIB = 2**20


def double(number: int, *, times: int = 1) -> int:
    return 2 * number * times


def refuse_all() -> None:
    raise DataError("a.xlsx", (Problem("row 2", UserError("Nothing in {place}.", place="B2")),))


def refuse_the_file() -> None:
    raise FileRefusalError(Remedy.RESTORE, "{file} is damaged.", file="a.fivegates")


def wait() -> None:
    time.sleep(600)


def take(size: int) -> int:
    return len(bytes(size))


def end() -> None:
    os._exit(7)
