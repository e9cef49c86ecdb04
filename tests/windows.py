"""What the tests of the window share."""

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import isValid


def wait_until_freed(qtbot: QtBot, thing: QObject) -> None:
    """Wait until Qt has freed a closed dialog, or fail."""

    def freed() -> None:
        assert not isValid(thing), f"{thing!r} still lives"

    qtbot.waitUntil(freed)
