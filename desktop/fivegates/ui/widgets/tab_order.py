"""The order in which Tab goes through widgets."""

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtWidgets import QWidget


def order_tabs(widgets: Iterable[QWidget]) -> None:
    """Let Tab go from each of these to the next."""
    for earlier, later in pairwise(widgets):
        QWidget.setTabOrder(earlier, later)
