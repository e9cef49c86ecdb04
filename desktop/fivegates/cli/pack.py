"""The command that writes the portfolio pack, and says how far it is where somebody is looking."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Unpack

import click

from fivegates.actions import pack as packs
from fivegates.actions.briefs import save_brief
from fivegates.cli.parameters import PAPER, PDF, PORTFOLIO, SEEN_FROM, day_or_today
from fivegates.cli.passwords import PasswordOptions, password_options, wanted_password
from fivegates.cli.session import Session, opened_for_command
from fivegates.cli.unprintable import warn_unprintable
from fivegates.domain.brief import PaperSize
from fivegates.domain.language import Language


@click.command("pack")
@PORTFOLIO
@PDF
@PAPER
@SEEN_FROM
@password_options
@click.pass_obj
def pack(
    session: Session,
    file: Path,
    out: Path,
    paper: PaperSize,
    day: datetime | None,
    **options: Unpack[PasswordOptions],
) -> None:
    """Write the portfolio pack of FILE as a PDF.

    It holds the portfolio on one page, then the brief on every initiative that was reviewed and is not
    archived.
    """
    password = wanted_password(options, session.language)
    seen_from = day_or_today(day)
    with opened_for_command(file) as opened:
        front = packs.gather_front(opened, seen_from, session.language)
        told = _Told(len(front.reviewed), session.language)
        gathered = packs.gather_briefs(opened, front)
        try:
            rendered = packs.render_pack(front, gathered, session.language, paper, told.tell)
        finally:
            told.end()
    save_brief(rendered, out, file, password)
    warn_unprintable(rendered, session.language)


class _Told:
    """One line on standard error that says how far it is, where that is a terminal."""

    def __init__(self, total: int, language: Language) -> None:
        self._total = total
        self._language = language
        self._shown = _looked_at()

    def tell(self, done: int) -> None:
        """Write the line anew."""
        if self._shown:
            number = self._language.number
            words = self._language.gettext(
                "Setting brief {done} of {total}", done=number(done), total=number(self._total)
            )
            click.echo(f"\r{words}", err=True, nl=False)

    def end(self) -> None:
        """Take the line back."""
        if self._shown:
            click.echo("\r\033[K", err=True, nl=False)


def _looked_at() -> bool:
    """Whether somebody sees what is written to standard error."""
    return sys.stderr.isatty()
