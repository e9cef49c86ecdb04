"""The command that imports: a whole portfolio, a rubric, or with `--as` what belongs in ledgers and books."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final, Unpack

import click

from fivegates.actions import creation, exchange, files, rubrics
from fivegates.actions.imports import Again
from fivegates.actions.opened import OpenPortfolio
from fivegates.actions.whole_files import is_there
from fivegates.cli.import_lines import KINDS, ImportOptions, import_as, require_no_options
from fivegates.cli.import_options import reading_options
from fivegates.cli.parameters import DAY, FILE
from fivegates.cli.progress import progress
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.errors import UserError
from fivegates.domain.language import Language

_TABLES: Final = {".csv", ".tsv", ".txt", ".xlsx"}


@click.command("import")
@click.argument("file", type=FILE, help="A portfolio (.fivegates); created where SOURCE is an export.")
@click.argument("source", type=FILE, help="What to bring in.")
@click.option("--as", "kind", type=KINDS, help="What SOURCE holds, where it is no portfolio or rubric.")
@click.option(
    "--map",
    "rules",
    type=FILE,
    metavar="RULES.toml",
    help="Rules that say whose the rows of FOCUS are; those kept from imports in the window when left out.",
)
@reading_options
@click.option(
    "--again",
    type=click.Choice(Again, case_sensitive=False),
    help="Replace, or add to, what earlier files gave for the same services and months.",
)
@click.option(
    "--dated", type=DAY, metavar="DATE", help="The day of the prices; that of the file when left out."
)
@click.option("--dry-run", is_flag=True, help="Print what would be added, and add nothing.")
@click.pass_obj
def import_source(session: Session, file: Path, source: Path, **options: Unpack[ImportOptions]) -> None:
    """Import SOURCE into FILE.

    SOURCE is a JSON export, for which FILE is created if it is not there, or a rubric (.toml), which new
    reviews of FILE then use.

    With --as focus it is a billing export in FOCUS (CSV), with --as costs, usage or benefits a plain table
    (CSV or XLSX), as `fivegates template` writes one; its lines are added to the ledgers of FILE. With --as
    prices it is a list of what models cost a token, in the format of LiteLLM (JSON); with --as rates a
    table (CSV or XLSX) with the columns month, base, quote and value.
    """
    if options["kind"] is not None:
        with opened_for_command(file, to_edit=True) as opened, _interruptible(opened, source):
            import_as(opened, source, options, session.language)
        return
    require_no_options(options)
    _require_whole(source)
    if is_there(file) or source.suffix.lower() == ".toml":
        with opened_for_command(file, to_edit=True) as opened, _interruptible(opened, source):
            _import_into(opened, source, session.language)
    else:
        _create(file, source, session.language)


@contextmanager
def _interruptible(opened: OpenPortfolio, source: Path) -> Iterator[None]:
    """Say after Ctrl+C what became of the import: it is one transaction."""
    before = opened.file.revision
    try:
        yield
    except KeyboardInterrupt:
        opened.file.roll_back()
        done = opened.file.stored_revision() != before
        raise (_all_imported(source) if done else _none_imported(source)) from None


def _create(file: Path, source: Path, language: Language) -> None:
    """Make the portfolio that an export holds; after Ctrl+C it is whole or not there."""
    try:
        with progress(partial(_initiatives, language)) as tick:
            files.close_portfolio(creation.create_filled(file, exchange.read_json(source, tick), tick=tick))
    except KeyboardInterrupt:
        raise (_all_imported(source) if is_there(file) else _none_imported(source)) from None


def _none_imported(source: Path) -> UserError:
    return UserError("Interrupted: nothing of {file} was imported.", file=source.name)


def _all_imported(source: Path) -> UserError:
    return UserError("Interrupted, but all of {file} had been imported.", file=source.name)


def _initiatives(language: Language, done: int) -> str:
    """How many initiatives are read or written."""
    return language.ngettext("{count} initiative", "{count} initiatives", done)


def _require_whole(source: Path) -> None:
    """Refuse what can be told by its ending to be neither an export nor a rubric, with what to do."""
    ending = source.suffix.lower()
    if ending in _TABLES:
        message = f"Say with --as what {source.name} holds: {', '.join(KINDS.choices)}."
        raise click.UsageError(message)
    if ending == ".fivegates":
        raise UserError("{file} is a portfolio. Export it as JSON, and import that.", file=source.name)


def _import_into(opened: OpenPortfolio, source: Path, language: Language) -> None:
    """Tell a rubric from an export by its ending."""
    if source.suffix.lower() == ".toml":
        rubrics.import_rubric(opened, source)
    else:
        with progress(partial(_initiatives, language)) as tick:
            exchange.import_json(opened, source, tick)
