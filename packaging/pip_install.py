"""Install a lock with pip, show how far it is, and count what is downloaded."""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import IO, TextIO

from system_packages import SetUpError

MEGABYTE = 1_000_000
# Seconds from one progress line to the next: on a terminal it is overwritten, in a log it stays.
ON_TERMINAL, IN_LOG = 0.2, 10.0
LINES_ON_FAILURE = 20


def install_lock(python: Path, lock: Path) -> None:
    """Install what the lock names and nothing else: with --no-deps pip has nothing to resolve.

    Nothing is compiled: that can be done while the program runs (`environment.compiled_meanwhile`). Raises
    SetUpError when pip fails.
    """
    options = ["--no-deps", "--no-compile", "--require-hashes", "--only-binary=:all:"]
    begun = time.monotonic()
    print(f"Installing {lock.name}; the first time this needs the internet.", flush=True)
    run = PipRun(_entries(lock))
    run.execute(python, "install", *options, f"--requirement={lock}")
    seconds = time.monotonic() - begun
    print(
        f"Installed {run.collected} packages in {seconds:.0f} s, {run.megabytes:.1f} MB downloaded.",
        flush=True,
    )


def pip(python: Path, *arguments: str | Path) -> None:
    """Run a command of pip that downloads nothing; raises SetUpError when it fails."""
    PipRun(0).execute(python, *arguments)


@dataclass
class PipRun:
    """One run of pip, watched: what it prints, and the files that it downloads.

    `total` is how many packages it is asked for, including those that are for other systems.
    """

    total: int
    collected: int = 0
    unpacking: bool = False
    downloaded: int = 0
    cached: set[str] = field(default_factory=set)
    printed: deque[str] = field(default_factory=lambda: deque(maxlen=LINES_ON_FAILURE))

    @property
    def megabytes(self) -> float:
        """How many megabytes have come over the network."""
        return self.downloaded / MEGABYTE

    @property
    def progress(self) -> str:
        """How far it is: pip downloads one package after the other, then unpacks all."""
        step = f"package {self.collected} of {self.total}"
        if self.unpacking:
            step = f"unpacking {self.collected} packages"
        return f"{step}, {self.megabytes:.1f} MB downloaded"

    def execute(self, python: Path, *arguments: str | Path) -> None:
        """Run pip to its end; raises SetUpError, after showing pip's last lines, when it fails."""
        command = [
            python,
            "-m",
            "pip",
            "--disable-pip-version-check",
            "--no-color",
            "--retries=2",
            *arguments,
        ]
        with tempfile.TemporaryDirectory() as name:
            # pip downloads into the folder for temporary files: what lies in this one is what it has so far.
            folders = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), name)
            environment = {**os.environ, **folders, "PYTHONUNBUFFERED": "1", "PIP_PROGRESS_BAR": "off"}
            with subprocess.Popen(
                command,
                env=environment,
                text=True,
                errors="replace",
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            ) as process:
                try:
                    self._watch(process, Path(name))
                except BaseException:
                    process.kill()
                    raise
        if process.returncode:
            print("\n".join(self.printed), file=sys.stderr)
            raise SetUpError(
                "The packages could not be installed; pip's own words are above. This first set-up needs the "
                "internet (afterwards Fivegates works offline). Mend that and run the same command again: it "
                "goes on from here."
            )

    def _watch(self, process: "subprocess.Popen[str]", folder: Path) -> None:
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        reader = Thread(target=self._read, args=[process.stdout], daemon=True)
        reader.start()
        line = ProgressLine(sys.stdout)
        while reader.is_alive():
            reader.join(ON_TERMINAL)
            self.downloaded = max(self.downloaded, self._bytes_in(folder))
            if self.total:
                line.show(f"  {self.progress}")
        line.clear()
        process.wait()

    def _read(self, output: IO[str]) -> None:
        for line in output:
            self.note(line.strip())

    def note(self, line: str) -> None:
        """Take in a line that pip printed."""
        self.printed.append(line)
        if line.startswith(("Collecting ", "Processing ")):
            self.collected += 1
        elif line.startswith("Installing collected packages"):
            self.unpacking = True
        elif line.startswith("Ignoring "):
            # A package for another system, or for another Python.
            self.total -= 1
        elif match := re.match(r"Using cached (\S+\.whl) ", line):
            self.cached.add(match[1])

    def _bytes_in(self, folder: Path) -> int:
        """How much of the packages' files has been downloaded; what pip had already does not count."""
        total = 0
        for place, _, files in os.walk(folder):
            for name in files:
                if name.endswith(".whl") and name not in self.cached:
                    # pip may have just removed it.
                    with suppress(FileNotFoundError):
                        total += Path(place, name).stat().st_size
        return total


class ProgressLine:
    """A line that says how far a work is: overwritten on a terminal, repeated now and then in a log."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._overwrites = stream.isatty()
        self._begun = self._shown = time.monotonic()
        self._width = 0

    def show(self, text: str) -> None:
        """Show `text` with the seconds since the beginning, unless the last line is too recent."""
        now = time.monotonic()
        if not self._overwrites and now - self._shown < IN_LOG:
            return
        self._shown = now
        self._write(f"{text}, {now - self._begun:.0f} s")

    def clear(self) -> None:
        """Take the line off the terminal."""
        if self._overwrites and self._width:
            self._write("")
            self._stream.write("\r")

    def _write(self, line: str) -> None:
        ends = ("\r", "") if self._overwrites else ("", "\n")
        self._stream.write(ends[0] + line.ljust(self._width) + ends[1])
        self._stream.flush()
        self._width = len(line) if self._overwrites else 0


def _entries(lock: Path) -> int:
    """How many packages a lock names."""
    return sum(line[:1].isalnum() for line in lock.read_text(encoding="ascii").splitlines())
