"""The command that writes the portfolio pack, and says how far it is where somebody is looking."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Unpack

import click

from fivegates.actions import pack as packs
from fivegates.actions.briefs import save_brief
from fivegates.cli.parameters import PAPER, PDF, PORTFOLIO, SEEN_FROM, day_or_today
from fivegates.cli.passwords import PasswordOptions, password_options, wanted_password
from fivegates.cli.session import Session, opened_for_command
from fivegates.cli.standard_error import progress, warn_unprintable
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
        gathered = packs.gather_briefs(opened, front)
        with progress(partial(_setting, len(front.reviewed), session.language)) as tell:
            rendered = packs.render_pack(front, gathered, session.language, paper, tell)
    save_brief(rendered, out, file, password)
    warn_unprintable(rendered, session.language)


def _setting(total: int, language: Language, done: int) -> str:
    """How many briefs of all are set."""
    number = language.number
    return language.gettext("Setting brief {done} of {total}", done=number(done), total=number(total))
