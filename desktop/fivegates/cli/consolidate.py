"""The command that writes a consolidated view over several portfolios."""

from pathlib import Path

import click

from fivegates.actions.consolidation import view
from fivegates.actions.consolidation.units import Unreadable
from fivegates.actions.consolidation.view import Consolidated
from fivegates.cli.output import progress
from fivegates.cli.parameters import FILE, day_or_today
from fivegates.cli.session import Session
from fivegates.domain.language import Language
from fivegates.domain.wording.consolidation import change_lines, consolidated_lines, reading_words


@click.command("consolidate")
@click.argument("group", type=FILE, help="The view to write (.fivegates), or to write again.")
@click.argument("units", type=FILE, nargs=-1, required=True, help="The portfolios that it is made of.")
@click.option("--currency", metavar="ISO", help="In which it reports, where the files differ in that.")
@click.option("--skip-unreadable", is_flag=True, help="Leave out files that cannot be read, and name them.")
@click.option("--changes", is_flag=True, help="Only say which files changed since GROUP was made.")
@click.pass_obj
def consolidate(  # noqa: PLR0913 - what the user gave
    session: Session,
    group: Path,
    units: tuple[Path, ...],
    *,
    currency: str | None,
    skip_unreadable: bool,
    changes: bool,
) -> None:
    """Write GROUP, a view over several portfolios.

    GROUP is a portfolio for reading only: every page, paper and command works on it. The chain of final
    reviews of each file is verified, and kept as it is. Codes and names that clash are distinguished by the
    title of the file. Files that are damaged, newer, encrypted or open in a window are named, and nothing is
    written unless they are to be skipped. Run it again to renew GROUP.
    """
    language, day = session.language, day_or_today(None)
    if changes:
        found, unreadable = view.changes_since(group, units, day)
        for line in change_lines(found, language):
            click.echo(line)
        _report_unreadable(unreadable, language)
        return
    with progress(lambda done: reading_words(done, len(units), language)) as report:
        done = view.consolidate(
            group, units, day, currency=currency, skip_unreadable=skip_unreadable, tick=report
        )
    _report(done, language)


def _report(done: Consolidated, language: Language) -> None:
    """Print what was written, and what was left out."""
    for line in consolidated_lines(done.sources, done.initiatives, done.apart, language):
        click.echo(line)
    if done.changes is not None:
        for line in change_lines(done.changes, language):
            click.echo(line)
    _report_unreadable(done.left_out, language)


def _report_unreadable(unreadable: tuple[Unreadable, ...], language: Language) -> None:
    for each in unreadable:
        click.echo(language.gettext("Left out: {reason}", reason=each.text(language)), err=True)
