"""The command that compares initiatives: which first, and why, on the terminal and as a PDF."""

from datetime import datetime
from pathlib import Path
from typing import Unpack

import click

from fivegates.actions import comparisons, queries
from fivegates.actions.briefs import save_brief
from fivegates.cli.comparison_text import comparison_as_text
from fivegates.cli.parameters import FILE, PAPER, PORTFOLIO, SEEN_FROM, day_or_today, only_pdf
from fivegates.cli.passwords import PasswordOptions, password_options, wanted_password
from fivegates.cli.session import Session, opened_for_command
from fivegates.cli.unprintable import warn_unprintable
from fivegates.domain.briefs import PaperSize


@click.command("compare")
@PORTFOLIO
@click.argument(
    "codes", nargs=-1, required=True, metavar="A B [C D]", help="The codes of two to four initiatives."
)
@click.option(
    "-o", "--out", type=FILE, callback=only_pdf, help="A PDF to write too (.pdf): the comparison brief."
)
@PAPER
@SEEN_FROM
@password_options
@click.pass_obj
def compare(  # noqa: PLR0913 - what the user gave
    session: Session,
    file: Path,
    codes: tuple[str, ...],
    out: Path | None,
    *,
    paper: PaperSize,
    day: datetime | None,
    **options: Unpack[PasswordOptions],
) -> None:
    """Print which of two to four initiatives comes first, and why.

    With --out the comparison brief is written as well.
    """
    password = wanted_password(options, session.language)
    with opened_for_command(file) as opened:
        chosen = [queries.find_initiative(opened, code) for code in codes]
        brief = comparisons.gather_comparison(opened, chosen, day_or_today(day))
    if out is not None:
        rendered = comparisons.render_comparison(brief, session.language, paper)
        save_brief(rendered, out, file, password)
        warn_unprintable(rendered, session.language)
    click.echo(comparison_as_text(brief, session.language))
