"""Work away from the main thread: when its outcome is told."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from fivegates.ui.background import Background


def test_a_job_that_is_done_at_once_is_not_reported_before_start_returns(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def submit(_: ThreadPoolExecutor, job: Callable[..., object], *args: object) -> Future[object]:
        future: Future[object] = Future()
        future.set_result(job(*args))
        return future

    monkeypatch.setattr(ThreadPoolExecutor, "submit", submit)
    parent = QObject()
    background = Background(parent)
    reported: list[object] = []
    background.done.connect(reported.append)

    background.start(lambda _: 7)
    assert reported == []
    qtbot.waitUntil(lambda: reported == [7])
    background.close()
