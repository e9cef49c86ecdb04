"""Keys by scan code, for layouts without Latin letters or with digits only under Shift."""

import unicodedata
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

_DIGIT_ROW: Final = {2 + place: (place + 1) % 10 for place in range(10)}
"""Scan codes of the digit row: 1 to 9, then 0."""
_LETTERS: Final = {
    16: Qt.Key.Key_Q,
    17: Qt.Key.Key_W,
    18: Qt.Key.Key_E,
    19: Qt.Key.Key_R,
    32: Qt.Key.Key_D,
    35: Qt.Key.Key_H,
    37: Qt.Key.Key_K,
    46: Qt.Key.Key_C,
    49: Qt.Key.Key_N,
}
"""Scan codes of the letters that are keys while scoring and presenting, as a US keyboard has them."""
_OFFSETS: Final[Mapping[str, int]] = {"windows": 0, "xcb": 8, "wayland": 8}
"""The offset of scan codes on each platform; others, such as macOS, report none."""
_LAST_LATIN: Final = 0x24F
_FIRST_SPECIAL: Final = 0x01000000


def typed_digit(event: QKeyEvent, platform: str = "") -> int | None:
    """The digit of a key: of any script, or by its place where a layout has digits only with Shift."""
    text = event.text()
    if len(text) == 1 and text.isdecimal():
        return unicodedata.decimal(text)
    unshifted = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
    return _DIGIT_ROW.get(_scan_code(event, platform)) if unshifted else None


def latin_key(event: QKeyEvent, platform: str = "") -> int:
    """The key, by its place where its letter is not Latin, as on a Russian or an Arabic keyboard."""
    foreign = _LAST_LATIN < event.key() < _FIRST_SPECIAL
    return _LETTERS.get(_scan_code(event, platform), event.key()) if foreign else event.key()


def _scan_code(event: QKeyEvent, platform: str) -> int:
    """The key's scan code; 0 where the platform does not report it."""
    offset = _OFFSETS.get(platform or QGuiApplication.platformName())
    return 0 if offset is None else event.nativeScanCode() - offset
