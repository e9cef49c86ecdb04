"""How a page about the whole portfolio is laid out: words above, below them what there is or what to do."""

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget


def lay_out_page(page: QWidget, head: Sequence[QWidget], empty: QWidget, full: QWidget) -> QStackedWidget:
    """Fill `page`; what is returned shows `empty` (0) until told that there is something to show (1)."""
    pages = QStackedWidget()
    pages.addWidget(empty)
    pages.addWidget(full)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(32, 24, 32, 16)
    layout.setSpacing(4)
    for each in head:
        layout.addWidget(each)
    layout.addSpacing(8)
    layout.addWidget(pages, 1)
    return pages
