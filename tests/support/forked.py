"""Runs work in a forked child: killed after a time, or at a system call by strace.

To fork a process that has loaded everything takes milliseconds; to start Python again takes a second.
"""

import contextlib
import os
import select
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from fivegates.domain.errors import UserError

Work = Callable[[Path], object]

_LONGEST_SECONDS = 120
_TAIL = 600
"""Of a traceback, so many characters are reported."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The standard output of a child, and its exit code, negative for a signal."""

    said: str
    status: int

    @property
    def done(self) -> bool:
        """True if the child acknowledged its work."""
        return "done\n" in self.said

    @property
    def failed(self) -> str:
        """The end of the traceback of an unhandled exception; empty without one."""
        return self.said[-_TAIL:] if self.status > 0 or "Traceback" in self.said else ""


def run(  # noqa: PLR0913 - what is done, and how it is ended
    work: Work,
    path: Path,
    *,
    kill_after: float | None = None,
    kill_once_said: bool = False,
    options: Sequence[str] = (),
    log: Path | None = None,
    longest_seconds: int = _LONGEST_SECONDS,
) -> Ended:
    """Do `work` with `path` in a child; `options` are those of strace, which traces it then.

    It is killed `kill_after` seconds, counted from the moment at which it says something where
    `kill_once_said`; and in any case after `longest_seconds`, since it hangs then.
    """
    said, saying = os.pipe()
    gate, opening = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.close(opening)
        _serve(work, path, saying, gate if options else None, longest_seconds)
    os.close(saying)
    os.close(gate)
    tracer = _attached(child, options, log) if options else None
    with contextlib.suppress(BrokenPipeError):
        os.write(opening, b"!")
    os.close(opening)
    if kill_once_said:
        select.select([said], [], [])
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(said, encoding="utf-8", errors="replace") as read:
        text = read.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if tracer is not None:
        tracer.wait()
    return Ended(text, status)


def _serve(work: Work, path: Path, saying: int, gate: int | None, longest_seconds: int) -> None:
    """Be the child: wait until strace is there, work, and end without cleaning up after the parent."""
    status = 1
    try:
        os.dup2(saying, 1)
        os.dup2(saying, 2)
        sys.stdout = sys.stderr = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - fd
        signal.alarm(longest_seconds)
        if gate is not None:
            os.read(gate, 1)
        work(path)
        status = 0
    except UserError as error:
        sys.stdout.write(f"refused {error}\n")
        status = 0
    except BaseException:  # noqa: BLE001 - whatever it is, the parent is told
        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
        os._exit(status)


def _attached(child: int, options: Sequence[str], log: Path | None) -> "subprocess.Popen[bytes]":
    """Attach strace to a child that waits at its gate."""
    written = str(log) if log else os.devnull
    tracer = subprocess.Popen(
        [shutil.which("strace") or "strace", "-f", "-qq", "-o", written, *options, "-p", str(child)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    reported = Path(f"/proc/{child}/status")
    while tracer.poll() is None and "\nTracerPid:\t0\n" in reported.read_text(encoding="ascii"):
        time.sleep(0.001)
    if tracer.poll() is not None:
        os.kill(child, signal.SIGKILL)
        message = "strace could not attach"
        raise RuntimeError(message)
    time.sleep(0.002)  # it stops the child once more after that
    return tracer
