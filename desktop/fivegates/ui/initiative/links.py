"""References that can be opened: web addresses only, and only after the host was shown."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from fivegates.ui.context import Context
from fivegates.ui.messages import Question, ask

_SCHEMES = {"http", "https"}


def is_link(reference: str) -> bool:
    """Whether the reference is a web address."""
    url = _url(reference)
    return url.isValid() and url.scheme() in _SCHEMES and bool(url.host())


def open_link(parent: QWidget, context: Context, reference: str) -> None:
    """Ask, naming the host as the network knows it, then hand the address to the browser."""
    if not is_link(reference):
        return
    gettext = context.language.gettext
    url = _url(reference)
    host = url.host(QUrl.ComponentFormattingOption.FullyEncoded)
    question = Question(
        gettext("Open a page of {host}?", host=host),
        gettext(
            "Your browser will open {address}",
            address=url.toString(QUrl.ComponentFormattingOption.FullyEncoded),
        ),
        gettext("Open"),
    )
    ask(parent, question, context.language, lambda: QDesktopServices.openUrl(url))


def _url(reference: str) -> QUrl:
    return QUrl(reference.strip(), QUrl.ParsingMode.StrictMode)
