"""The command that imports costs, usage and benefits into the ledgers of a portfolio."""

from pathlib import Path
from typing import TypedDict

import click

from fivegates.actions import imports
from fivegates.actions.imports import UNCHOSEN, Again, Chosen, DateStyle, ImportKind, NumberStyle, Styles
from fivegates.actions.opened import OpenPortfolio
from fivegates.cli.import_text import import_as_text
from fivegates.domain.language import Language


class ImportOptions(TypedDict):
    """What the options of the command say; all but `kind` are for a ledger's lines alone."""

    kind: ImportKind | None
    rules: Path | None
    styles: tuple[NumberStyle, DateStyle] | None
    again: Again | None
    dry_run: bool


def require_no_options(options: ImportOptions) -> None:
    """Raise UsageError where an option needs `--as`."""
    if options["rules"] or options["styles"] or options["again"] or options["dry_run"]:
        message = "--map, --styles, --again and --dry-run need --as."
        raise click.UsageError(message)


def import_lines(
    opened: OpenPortfolio, source: Path, kind: ImportKind, options: ImportOptions, language: Language
) -> None:
    """Print what a file brings, then add its lines to the ledgers unless this is a dry run.

    Raises UserError where nothing can be imported.
    """
    chosen = UNCHOSEN if options["styles"] is None else Chosen(Styles(*options["styles"]))
    preview = imports.preview_import(opened, source, kind, options["rules"], chosen=chosen)
    plan = imports.plan_import(opened, preview, options["again"])
    click.echo(import_as_text(preview, plan, language))
    imports.require_lines(preview)
    added = len(plan.added)
    if options["dry_run"]:
        click.echo(language.ngettext("{count} line would be added.", "{count} lines would be added.", added))
        return
    imports.apply_import(opened, preview, options["again"])
    click.echo(language.ngettext("{count} line was added.", "{count} lines were added.", added))
