"""Install a lock with pip, show the progress, and cache downloads until all is installed."""

import hashlib
import os
import re
import shutil
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
# With --no-deps pip has nothing to resolve. Nothing is compiled: that can be done while the program runs
# (`environment.compiled_meanwhile`).
INSTALL = ("install", "--no-deps", "--no-compile", "--require-hashes", "--only-binary=:all:")


def install_lock(python: Path, lock: Path, downloads: Path) -> None:
    """Install exactly the locked packages, and show the progress.

    Files downloaded before an interruption are in the folder `downloads` and are not downloaded again,
    whether or not pip's own cache has them; the folder is removed at the end. Raises SetUpError when pip
    fails.
    """
    begun = time.monotonic()
    print(f"Installing {lock.name}; the first time this needs the internet.", flush=True)
    downloads.mkdir(exist_ok=True)
    wanted = set(entries(lock.read_text(encoding="ascii")))
    here = _downloaded(downloads, wanted)
    run = PipRun(len(wanted), downloads)
    for packages, source in ((here, ["--no-index", f"--find-links={downloads}"]), (wanted - here, [])):
        if packages:
            part = downloads / lock.name
            part.write_text("".join(sorted(packages)), encoding="ascii")
            run.execute(python, *INSTALL, *source, f"--requirement={part}")
    shutil.rmtree(downloads)
    seconds = time.monotonic() - begun
    print(
        f"Installed {run.collected} packages in {seconds:.0f} s, {run.megabytes:.1f} MB downloaded.",
        flush=True,
    )


def entries(lock: str) -> list[str]:
    """Split a lock into its entries, each a requirement with the lines of its hashes."""
    return re.findall(r"^[a-z].*\n(?:[ ].*\n)*", lock, re.MULTILINE)


def _downloaded(folder: Path, wanted: set[str]) -> set[str]:
    """Entries whose complete files are in `folder`; other files there are removed."""
    found: set[str] = set()
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
            continue
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        of_it = {entry for entry in wanted if f"sha256:{digest}" in entry}
        if not of_it:
            path.unlink()
        found |= of_it
    return found


def pip(python: Path, *arguments: str | Path) -> None:
    """Run a command of pip that downloads nothing; raises SetUpError when it fails."""
    PipRun(0).execute(python, *arguments)


@dataclass
class PipRun:
    """One run of pip, with its output and downloads monitored.

    `total` is the number of packages requested, including those for other systems; `downloads` the folder
    that keeps the downloaded files.
    """

    total: int
    downloads: Path | None = None
    collected: int = 0
    unpacking: bool = False
    # The bytes of each file that pip had or has downloaded so far; the files that it had.
    sizes: dict[str, int] = field(default_factory=dict)
    cached: set[str] = field(default_factory=set)
    printed: deque[str] = field(default_factory=lambda: deque(maxlen=LINES_ON_FAILURE))

    @property
    def megabytes(self) -> float:
        """The number of megabytes downloaded."""
        return sum(size for name, size in self.sizes.items() if name not in self.cached) / MEGABYTE

    @property
    def progress(self) -> str:
        """The progress text: pip downloads one package after the other, then unpacks all."""
        step = f"package {self.collected} of {self.total}"
        if self.unpacking:
            step = f"unpacking {self.collected} packages"
        return f"{step}, {self.megabytes:.1f} MB downloaded"

    def execute(self, python: Path, *arguments: str | Path) -> None:
        """Run pip to its end; raises SetUpError, after showing pip's last lines, when it fails."""
        self.unpacking = False
        command = [
            python,
            "-m",
            "pip",
            "--disable-pip-version-check",
            "--no-color",
            "--retries=2",
            *arguments,
        ]
        with tempfile.TemporaryDirectory(dir=self.downloads) as name:
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
                "internet (afterwards Fivegates works offline). Run the same command again then: it "
                "goes on from here."
            )

    def _watch(self, process: "subprocess.Popen[str]", folder: Path) -> None:
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        reader = Thread(target=self._read, args=[process.stdout], daemon=True)
        reader.start()
        line = ProgressLine(sys.stdout)
        while reader.is_alive():
            reader.join(ON_TERMINAL)
            self._take_in(folder)
            if self.total:
                line.show(f"  {self.progress}")
        line.clear()
        process.wait()

    def _read(self, output: IO[str]) -> None:
        for line in output:
            self.note(line.strip())

    def note(self, line: str) -> None:
        """Parse a line that pip printed."""
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

    def _take_in(self, folder: Path) -> None:
        """Record the sizes of the packages' files, and keep the files."""
        for place, _, files in os.walk(folder):
            for file in (Path(place, name) for name in files if name.endswith(".whl")):
                # pip may have just removed it.
                with suppress(FileNotFoundError):
                    self.sizes[file.name] = file.stat().st_size
                    self._keep(file)

    def _keep(self, file: Path) -> None:
        """Add a hard link to a file: an interrupted pip removes its own."""
        # Where a file cannot have two names, an interrupted run starts from the beginning.
        with suppress(OSError):
            if self.downloads is not None:
                (self.downloads / file.name).hardlink_to(file)


class ProgressLine:
    """A progress line: overwritten on a terminal, repeated at intervals in a log."""

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
        """Clear the line on a terminal."""
        if self._overwrites and self._width:
            self._write("")
            self._stream.write("\r")

    def _write(self, line: str) -> None:
        ends = ("\r", "") if self._overwrites else ("", "\n")
        self._stream.write(ends[0] + line.ljust(self._width) + ends[1])
        self._stream.flush()
        self._width = len(line) if self._overwrites else 0
