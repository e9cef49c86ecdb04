"""Leak detection: threads, Qt threads and timers that a test left running."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any
from unittest.mock import patch
from weakref import WeakSet

if TYPE_CHECKING:
    from PySide6.QtCore import QThread, QTimer

GRACE = 10.0
"""Seconds that a thread gets to come to its end: on a busy machine imports take some."""


@contextmanager
def watched() -> Iterator[None]:
    """Fail if what runs inside leaves a thread or an active timer behind."""
    with ExitStack() as stack:
        stack.enter_context(_watched_threads())
        if "PySide6.QtCore" in sys.modules:
            stack.enter_context(_watched_single_shots())
            stack.enter_context(_watched_timers())
            stack.enter_context(_watched_qt_threads())
        yield


@contextmanager
def _watched_threads() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before]
    for thread in left:
        thread.join(GRACE)
    running = [thread.name for thread in left if thread.is_alive()]
    assert not running, f"threads left running: {running}"


@contextmanager
def _watched_timers() -> Iterator[None]:
    from PySide6.QtCore import QCoreApplication, QEvent, QTimer
    from shiboken6 import isValid

    started: WeakSet[QTimer] = WeakSet()
    with _recorded(QTimer, started):
        yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    active = [timer for timer in started if isValid(timer) and timer.isActive()]
    assert not active, f"timers left active: {active}"


@contextmanager
def _watched_single_shots() -> Iterator[None]:
    """Record the due times of pending single shots, which Qt does not list."""
    from PySide6.QtCore import QObject, QTimer
    from shiboken6 import isValid

    shots: list[tuple[float, object]] = []
    real_shot: Callable[..., None] = QTimer.singleShot

    def shot(milliseconds: int, *rest: object) -> None:
        owner = next((value for value in rest if isinstance(value, QObject)), None)
        shots.append((monotonic() + milliseconds / 1000, owner or getattr(rest[-1], "__self__", None)))
        real_shot(milliseconds, *rest)

    with patch.object(QTimer, "singleShot", staticmethod(shot)):
        yield
    late = [owner for due, owner in shots if due > monotonic()]
    pending = [owner for owner in late if not isinstance(owner, QObject) or isValid(owner)]
    assert not pending, f"single shots still to come: {pending}"


@contextmanager
def _watched_qt_threads() -> Iterator[None]:
    from PySide6.QtCore import QThread, QThreadPool
    from shiboken6 import isValid

    started: WeakSet[QThread] = WeakSet()
    with _recorded(QThread, started):
        yield
    milliseconds = int(GRACE * 1000)
    running = [thread for thread in started if isValid(thread) and not thread.wait(milliseconds)]
    assert not running, f"Qt threads left running: {running}"
    assert QThreadPool.globalInstance().waitForDone(milliseconds), "work left running in the thread pool"


@contextmanager
def _recorded(kind: "type[QTimer | QThread]", started: "WeakSet[Any]") -> Iterator[None]:
    """Put every object whose `start` is called into `started`."""
    real_start: Callable[..., None] = kind.start

    def start(self: object, *arguments: object) -> None:
        started.add(self)
        real_start(self, *arguments)

    with patch.object(kind, "start", start):
        yield
