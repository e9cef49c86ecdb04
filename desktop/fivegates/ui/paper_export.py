"""Shared steps of exporting a comparison and a pack: asking for the password, and writing the file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from fivegates.actions.briefs import save_paper
from fivegates.domain.brief import RenderedBrief
from fivegates.domain.wording.unprintable import exported_sentence
from fivegates.ui.context import Context
from fivegates.ui.dialogs.password_form import ask_pdf_password
from fivegates.ui.session import Session


def ask_protection(
    context: Context, parent: QWidget, accepted: Callable[[str | None], object], *, protected: bool
) -> None:
    """Ask for a password if the PDF shall have one, and call `accepted` with it, or with None."""
    if protected:
        ask_pdf_password(context, parent, accepted)
    else:
        accepted(None)


def write_paper(
    session: Session, context: Context, made: RenderedBrief | bytes, path: Path, password: str | None
) -> str:
    """Write a paper, and remember its folder; returns a sentence for the status bar. Raises UserError."""
    unprintable = save_paper(made, path, session.opened.path, password)
    context.settings.brief_folder = str(path.parent)
    return exported_sentence(str(path), unprintable, context.language)
