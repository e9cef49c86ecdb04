"""Runs jobs on a worker thread, so that the window stays responsive."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, Qt, Signal


class SupersededError(Exception):
    """A job was superseded by a newer one, or dropped."""


class Background(QObject):
    """Runs one job at a time; one that was superseded or dropped emits no signal.

    Signals:
        done(object): the newest job is done; its result.
        failed(BaseException): the newest job raised.
        progressed(int): the progress that the newest job reports.
    """

    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(int)
    _finished = Signal(int, object)
    _reached = Signal(int, int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="background")
        self._newest = 0
        # A job that is done before its callback is added calls it in this thread, in the middle of whatever
        # started it: a box that is still choosing a value would be deleted meanwhile.
        self._finished.connect(self._emit_outcome, Qt.ConnectionType.QueuedConnection)
        self._reached.connect(self._report_progress)

    def start(self, job: Callable[[Callable[[int], None]], object]) -> None:
        """Run this in place of any earlier job; its progress callback raises once it is superseded."""
        self._newest += 1
        number = self._newest
        future = self._worker.submit(self._if_wanted, number, job)
        future.add_done_callback(self._sender(number))

    def drop(self) -> None:
        """Cancel what runs or waits; its result is ignored."""
        self._newest += 1

    def close(self) -> None:
        """Drop everything and end the worker."""
        self.drop()
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _if_wanted(self, number: int, job: Callable[[Callable[[int], None]], object]) -> object:
        """Run the job unless a newer one came in while it waited."""

        def tick(reached: int) -> None:
            if number != self._newest:
                raise SupersededError
            self._reached.emit(number, reached)

        return job(tick) if number == self._newest else None

    def _sender(self, number: int) -> Callable[[Future[object]], None]:
        """A callback that passes the outcome to the main thread, by a queued signal."""

        def send(future: Future[object]) -> None:
            if not future.cancelled():
                self._finished.emit(number, future)

        return send

    def _emit_outcome(self, number: int, future: Future[object]) -> None:
        """Report the outcome, if it is still the newest job's."""
        if number != self._newest:
            return
        error = future.exception()
        if error is not None:
            self.failed.emit(error)
        else:
            self.done.emit(future.result())

    def _report_progress(self, number: int, reached: int) -> None:
        if number == self._newest:
            self.progressed.emit(reached)
