"""What `import --as` does: costs, usage and benefits into ledgers, prices of models, and rates."""

from datetime import datetime
from pathlib import Path
from typing import Final, Literal

import click

from fivegates.actions import imports, prices, rates
from fivegates.actions.import_presets import keep_preset
from fivegates.actions.import_templates import LineKind
from fivegates.actions.imports import Again, ImportKind, ImportPlan, ImportPreview
from fivegates.actions.opened import OpenPortfolio
from fivegates.cli.import_options import ReadingOptions, chosen_of, has_reading_options
from fivegates.cli.import_text import import_as_text
from fivegates.cli.prices_text import prices_as_text
from fivegates.domain.errors import refuse
from fivegates.domain.language import Language, Message

PRICES: Final = "prices"
RATES: Final = "rates"
KINDS: Final = click.Choice([*ImportKind, PRICES, RATES], case_sensitive=False)


class ImportOptions(ReadingOptions):
    """What the options of the command say; `dated` is for prices alone, the others for a ledger's lines."""

    kind: ImportKind | Literal["prices", "rates"] | None
    rules: Path | None
    again: Again | None
    dated: datetime | None
    dry_run: bool


def require_no_options(options: ImportOptions) -> None:
    """Raise UsageError where an option needs `--as`."""
    if any(value for key, value in options.items() if key != "kind"):
        message = "--map, --again, --dated, --dry-run and how a file is to be read need --as."
        raise click.UsageError(message)


def import_as(opened: OpenPortfolio, source: Path, options: ImportOptions, language: Language) -> None:
    """Import a file as what `--as` says. Raises UserError where nothing can be imported."""
    kind = options["kind"]
    if options["dated"] and kind != PRICES:
        message = "--dated is for --as prices."
        raise click.UsageError(message)
    if isinstance(kind, ImportKind):
        _import_lines(opened, source, kind, options, language)
        return
    if options["rules"] or options["again"] or has_reading_options(options):
        message = "--map, --again and how a file is to be read are not for --as prices or rates."
        raise click.UsageError(message)
    if kind == PRICES:
        _import_prices(opened, source, options, language)
    else:
        _import_rates(opened, source, options, language)


def _import_rates(opened: OpenPortfolio, source: Path, options: ImportOptions, language: Language) -> None:
    """Print how many rates a table brings, then keep them unless this is a dry run."""
    found = rates.rates_of_file(source)
    click.echo(language.ngettext("{count} rate", "{count} rates", len(found)))
    if not options["dry_run"]:
        rates.add_rates(opened, found, Message("Import {file}", file=source.name))


def _import_prices(opened: OpenPortfolio, source: Path, options: ImportOptions, language: Language) -> None:
    """Print what a list of prices brings, then keep it unless this is a dry run."""
    found = prices.preview_prices(opened, source, options["dated"].date() if options["dated"] else None)
    click.echo(prices_as_text(found, language, told=options["dated"] is not None))
    if not options["dry_run"]:
        prices.import_prices(opened, found)


def _import_lines(
    opened: OpenPortfolio, source: Path, kind: ImportKind, options: ImportOptions, language: Language
) -> None:
    """Print what a file brings, then add its lines to the ledgers unless this is a dry run.

    Raises UserError where nothing can be imported.
    """
    codes = list(imports.initiative_codes(opened).values())
    chosen = chosen_of(source, kind, codes, options)
    preview = imports.preview_import(opened, source, kind, options["rules"], chosen=chosen)
    plan = imports.plan_import(opened, preview, options["again"])
    click.echo(import_as_text(preview, plan, options["rules"], language))
    _require_answers(preview, plan, language)
    imports.require_lines(preview)
    added = len(plan.added)
    if options["dry_run"]:
        click.echo(language.ngettext("{count} line would be added.", "{count} lines would be added.", added))
        return
    imports.apply_import(opened, preview, options["again"])
    if kind is not ImportKind.FOCUS:
        keep_preset(preview, LineKind(kind.value), chosen)
    click.echo(language.ngettext("{count} line was added.", "{count} lines were added.", added))


def _require_answers(preview: ImportPreview, plan: ImportPlan, language: Language) -> None:
    """Say which option answers what only the user knows. Raises DataError while there is such a question."""
    places = {problem.place for problem in preview.questions}
    if places - {""}:
        click.echo(f"  {language.gettext('Answer with --styles, such as --styles point day_first.')}")
        hint = "If stored dates were swapped: --styles point day_first_swapped."
        if preview.detected.kind != "CSV":
            click.echo(f"  {language.gettext(hint)}")
    if "" in places:
        click.echo(
            f"  {language.gettext('Answer with --sheet NAME, --hidden-rows take or --hidden-rows leave.')}"
        )
    elif plan.questions:
        click.echo(f"  {language.gettext('Answer with --again replace or --again add.')}")
    refuse((*preview.questions, *plan.questions), preview.source)
