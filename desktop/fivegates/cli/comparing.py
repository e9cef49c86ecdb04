"""The command that compares initiatives: which first, and why, on the terminal and as a PDF."""

from pathlib import Path
from typing import Unpack

import click

from fivegates.actions import comparisons, queries
from fivegates.actions.briefs import save_brief
from fivegates.cli.comparison_text import comparison_as_text
from fivegates.cli.passwords import PasswordOptions, password_options, wanted_password
from fivegates.cli.session import FILE, Session, opened_for_command
from fivegates.cli.unprintable import warn_unprintable
from fivegates.domain.briefs import PaperSize


@click.command("compare")
@click.argument("file", type=FILE)
@click.argument("codes", nargs=-1, required=True, metavar="A B [C D]")
@click.option("-o", "--out", type=FILE, help="The PDF to write.")
@click.option("--paper", type=click.Choice(PaperSize, case_sensitive=False), default=PaperSize.A4)
@password_options
@click.pass_obj
def compare(
    session: Session,
    file: Path,
    codes: tuple[str, ...],
    out: Path | None,
    paper: PaperSize,
    **options: Unpack[PasswordOptions],
) -> None:
    """Print which of two to four initiatives of FILE comes first, and why; write the brief to OUT."""
    password = wanted_password(options, session.language)
    with opened_for_command(file) as opened:
        chosen = [queries.find_initiative(opened, code) for code in codes]
        brief = comparisons.gather_comparison(opened, chosen)
    if out is not None:
        rendered = comparisons.render_comparison(brief, session.language, paper)
        save_brief(rendered, out, file, password)
        warn_unprintable(rendered, session.language)
    click.echo(comparison_as_text(brief.comparison, session.language))
