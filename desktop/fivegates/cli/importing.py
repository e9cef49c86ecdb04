"""The command that imports: a whole portfolio, a rubric, or with `--as` what belongs in ledgers and books."""

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
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.errors import UserError

_SOURCE: Final = click.Path(path_type=Path)
_TABLES: Final = {".csv", ".tsv", ".txt", ".xlsx"}


@click.command("import")
@click.argument("file", type=FILE, help="A portfolio (.fivegates); created where SOURCE is an export.")
@click.argument(
    "sources", metavar="SOURCE...", type=_SOURCE, nargs=-1, required=True, help="What to bring in."
)
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
def import_source(
    session: Session, file: Path, sources: tuple[Path, ...], **options: Unpack[ImportOptions]
) -> None:
    """Import SOURCE into FILE.

    SOURCE is a JSON export, for which FILE is created if it is not there, or a rubric (.toml), which new
    reviews of FILE then use.

    With --as focus it is a billing export in FOCUS: CSV, also compressed (.gz, .zip), Parquet, a folder of
    such files, its manifest, or several files. With --as costs, usage or benefits it is a plain table
    (CSV or XLSX), as `fivegates template` writes one; its lines are added to the ledgers of FILE. With --as
    prices it is a list of what models cost a token, in the format of LiteLLM (JSON); with --as rates a
    table (CSV or XLSX) with the columns month, base, quote and value.
    """
    if options["kind"] is not None:
        with opened_for_command(file, to_edit=True) as opened:
            import_as(opened, sources, options, session.language)
        return
    source = sources[0]
    if len(sources) > 1:
        message = "Several files are for --as focus."
        raise click.UsageError(message)
    require_no_options(options)
    _require_whole(source)
    if is_there(file) or source.suffix.lower() == ".toml":
        with opened_for_command(file, to_edit=True) as opened:
            _import_into(opened, source)
    else:
        files.close_portfolio(creation.create_filled(file, exchange.read_json(source)))


def _require_whole(source: Path) -> None:
    """Refuse what can be told by its ending to be neither an export nor a rubric, with what to do."""
    ending = source.suffix.lower()
    if ending in _TABLES:
        message = f"Say with --as what {source.name} holds: {', '.join(KINDS.choices)}."
        raise click.UsageError(message)
    if ending == ".fivegates":
        raise UserError("{file} is a portfolio. Export it as JSON, and import that.", file=source.name)


def _import_into(opened: OpenPortfolio, source: Path) -> None:
    """Tell a rubric from an export by its ending."""
    if source.suffix.lower() == ".toml":
        rubrics.import_rubric(opened, source)
    else:
        exchange.import_json(opened, source)
