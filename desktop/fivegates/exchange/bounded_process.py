"""Runs a parser of untrusted files in a child process with bounded time and memory.

Libraries that parse such files have no bounds, and some abort the whole process where there is too
little memory. Python cannot interrupt them in a thread.
"""

import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

P = ParamSpec("P")
R = TypeVar("R")


class OutOfBoundsError(Exception):
    """A process exceeded its bounds of time or memory."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The longest run time of a process, in seconds, and the most bytes it may allocate after its start."""

    seconds: float = 60
    memory: int = 2 * 2**30


def run_bounded(bounds: Bounds, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Call `work` in a child process, which is killed when it exceeds its bounds or we are interrupted.

    `work`, its arguments and its result must be picklable; `work` is found by its name in its module.
    Raises what `work` raises, and OutOfBoundsError when the bounds are exceeded. Where no process can be
    started, `work` is called in this one.
    """
    from multiprocessing import get_context  # it imports sockets, which the window does not need

    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(sender, bounds, work, args, kwargs), daemon=True)
    try:
        process.start()
    except OSError:
        sender.close()
        receiver.close()
        return work(*args, **kwargs)
    sender.close()
    try:
        outcome = receiver.recv() if receiver.poll(bounds.seconds) else None
    except EOFError:  # it ended without a result: the system refused it memory or processor time
        outcome = None
    finally:
        process.kill()
        process.join()
        process.close()
        receiver.close()
    if outcome is None:
        raise OutOfBoundsError
    value, error = outcome
    if error is not None:
        raise error
    return cast("R", value)


def _serve(
    sender: "Connection",
    bounds: Bounds,
    work: Callable[..., object],
    args: tuple[object, ...],
    kwargs: dict[str, object],
) -> None:
    """Call `work` in the new process, and send its result or what it raises."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the process that asked, which ends this one
    _bound(bounds)
    try:
        sender.send((work(*args, **kwargs), None))
    except MemoryError:
        sender.close()
    except Exception as error:  # noqa: BLE001 - any exception is raised again in the caller
        sender.send((None, error))


def _bound(bounds: Bounds) -> None:
    """Bound memory and processor time, where the system supports that."""
    if sys.platform == "win32":
        return
    import resource

    _lower(resource.RLIMIT_CPU, int(bounds.seconds) + 1)
    if sys.platform == "linux":
        with open("/proc/self/statm", encoding="ascii") as pages:  # noqa: PTH123 - no file of a user's
            used = int(pages.read().split()[0]) * resource.getpagesize()
        _lower(resource.RLIMIT_AS, used + bounds.memory)


def _lower(limit: int, most: int) -> None:
    """Lower a limit of this process; a lower one stays."""
    import resource

    _, hard = resource.getrlimit(limit)
    bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(limit, (bound, hard))
