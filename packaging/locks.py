"""Update the lock files from pyproject.toml: for running, for tests, and for building the application.

.venv/bin/python packaging/locks.py [--upgrade]

Needs uv. Locked versions stay, as long as pyproject.toml allows them; --upgrade takes the newest. The locks
hold for Python 3.11 and newer on every system. They are complete, extras included, because pip installs them
without its resolver (`environment.py`). A package in the first lock is not repeated in the others, which are
installed after it.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from environment import APPLICATION_LOCK, ROOT, RUNTIME_LOCK, TEST_LOCK
from pip_install import entries

COMPILE = (
    "uv",
    "pip",
    "compile",
    "--quiet",
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-strip-extras",
    "--no-build",
    "--no-header",
    "--no-annotate",
    # sqlite-utils asks for pip. Every environment that we make has one already, and installs with it.
    "--no-emit-package=pip",
)


def main(upgrade: list[str]) -> int:
    """Write all locks; `upgrade` is empty or `--upgrade`."""
    runtime = ROOT / RUNTIME_LOCK
    _compile(["--group=build", *upgrade], runtime)
    for group, lock in (("dev", TEST_LOCK), ("application", APPLICATION_LOCK)):
        _write_added(group, runtime, ROOT / lock, upgrade)
    return 0


def _write_added(group: str, runtime: Path, lock: Path, upgrade: list[str]) -> None:
    """Write the lock of a group, without the packages of the runtime lock."""
    with tempfile.TemporaryDirectory() as folder:
        everything = Path(folder) / "everything.lock"
        # uv keeps the versions of the file that it writes.
        everything.write_bytes(lock.read_bytes())
        _compile(["--group=build", f"--group={group}", f"--constraints={runtime}", *upgrade], everything)
        added = without(everything.read_text(encoding="ascii"), runtime.read_text(encoding="ascii"))
    lock.write_text(added, encoding="ascii", newline="\n")


def without(lock: str, other: str) -> str:
    """Return the entries of `lock` that are not in `other`."""
    held = set(entries(other))
    return "".join(entry for entry in entries(lock) if entry not in held)


def _compile(options: list[str], output: Path) -> None:
    command = [*COMPILE, *options, f"--output-file={output}", "pyproject.toml"]
    subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
