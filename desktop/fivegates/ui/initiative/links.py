"""References that can be opened: web addresses only, and only after the host was shown."""

import re
from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from fivegates.domain.errors import UserError
from fivegates.domain.quoting import shown
from fivegates.ui.context import Context
from fivegates.ui.messages import Question, ask, show_error

_SCHEMES: Final = frozenset({"http", "https"})
_ADDRESS: Final = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]+:\S")
_LONGEST_SHOWN: Final = 300


def is_address(reference: str) -> bool:
    """Whether the reference looks like an address of some sort, whether or not it may be opened."""
    return is_link(reference) or _ADDRESS.match(reference) is not None


def is_link(reference: str) -> bool:
    """Whether the reference is a web address."""
    url = _url(reference)
    return url.isValid() and url.scheme() in _SCHEMES and bool(url.host())


def open_link(parent: QWidget, context: Context, reference: str) -> None:
    """Ask, naming the host as the network knows it, then hand the address to the browser.

    What is no web address is refused in words: it could start a program.
    """
    language = context.language
    if not is_link(reference):
        show_error(parent, _no_link(reference), language)
        return
    url = _url(reference)
    question = Question(
        language.gettext(
            "Open a page of {host}?", host=url.host(QUrl.ComponentFormattingOption.FullyEncoded)
        ),
        language.gettext("Your browser will open {address}", address=_shown(url)),
        language.gettext("Open"),
    )
    ask(parent, question, language, lambda: QDesktopServices.openUrl(url))


def _no_link(reference: str) -> UserError:
    """The refusal of what is no web address."""
    return UserError(
        "“{reference}” is not a web address (http or https), so it was not opened. "
        "If you know what it is, copy it into the program that it belongs to.",
        reference=shown(reference),
    )


def _shown(url: QUrl) -> str:
    """The address as the network knows it, cut where it is too long to be read."""
    address = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
    return address if len(address) <= _LONGEST_SHOWN else f"{address[:_LONGEST_SHOWN]}…"


def _url(reference: str) -> QUrl:
    return QUrl(reference.strip(), QUrl.ParsingMode.StrictMode)
