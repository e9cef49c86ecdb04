"""The import command: a whole portfolio, a rubric, or with `--as` ledger lines, prices and rates."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final, Literal, Unpack

import click

from fivegates.actions import rubrics
from fivegates.actions.file import creation, exchange, files
from fivegates.actions.file.atomic_files import is_there
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.importing import imports, prices, rates
from fivegates.actions.importing.imports import ImportKind, ImportPlan, ImportPreview, RowRelation
from fivegates.actions.importing.presets import delete_choices, save_preset
from fivegates.actions.importing.reading import HIDDEN_ROWS, RULES, SHEET, detect_format
from fivegates.actions.importing.templates import LineKind
from fivegates.cli.import_options import ReadingOptions, chosen_of, has_reading_options, reading_options
from fivegates.cli.import_text import import_as_text, prices_as_text
from fivegates.cli.output import progress
from fivegates.cli.parameters import DAY, FILE
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.errors import UserError, refuse
from fivegates.domain.language import Language, Message

PRICES: Final = "prices"
RATES: Final = "rates"
KINDS: Final = click.Choice([*ImportKind, PRICES, RATES], case_sensitive=False)


class ImportOptions(ReadingOptions):
    """The options of the command; `dated` is for prices only, the others are for ledger lines."""

    kind: ImportKind | Literal["prices", "rates"] | None
    rules: Path | None
    again: RowRelation | None
    dated: datetime | None
    dry_run: bool
    forget: bool


def require_no_options(options: ImportOptions) -> None:
    """Raise UsageError where an option needs `--as`."""
    if any(value for key, value in options.items() if key != "kind"):
        message = "--map, --again, --dated, --forget, --dry-run and how a file is to be read need --as."
        raise click.UsageError(message)


def import_as(
    opened: OpenPortfolio, sources: Sequence[Path], options: ImportOptions, language: Language
) -> None:
    """Import files as the kind named by `--as`. Raises UserError where nothing can be imported."""
    kind = options["kind"]
    source = sources[0] if sources else None
    if source is None and kind != PRICES:
        raise _NO_SOURCE
    if len(sources) > 1 and kind is not ImportKind.FOCUS:
        raise _TOO_MANY
    if options["dated"] and kind != PRICES:
        message = "--dated is for --as prices."
        raise click.UsageError(message)
    if isinstance(kind, ImportKind) and source is not None:
        _import_lines(opened, sources, kind, options, language)
        return
    if options["rules"] or options["again"] or options["forget"] or has_reading_options(options):
        message = "--map, --again, --forget and how a file is to be read are not for --as prices or rates."
        raise click.UsageError(message)
    if kind == PRICES:
        _import_prices(opened, source, options, language)
    elif source is not None:
        _import_rates(opened, source, options, language)


def _import_rates(opened: OpenPortfolio, source: Path, options: ImportOptions, language: Language) -> None:
    """Print how many rates a table has, then save them unless this is a dry run."""
    with progress(partial(_reading, language)) as tick:
        found = rates.rates_of_file(source, tick)
    click.echo(language.ngettext("{count} rate", "{count} rates", len(found)))
    if not options["dry_run"]:
        rates.add_rates(opened, found, Message("Import {file}", file=source.name))


def _import_prices(
    opened: OpenPortfolio, source: Path | None, options: ImportOptions, language: Language
) -> None:
    """Print a summary of a list of prices, then save it unless this is a dry run."""
    if source is None:
        found = prices.preview_default_prices(opened)
    else:
        day = options["dated"].date() if options["dated"] else None
        with progress(partial(_entries, language)) as tick:
            found = prices.preview_prices(opened, source, day, tick)
    day_given = options["dated"] is not None or source is None
    click.echo(prices_as_text(found, language, day_given=day_given))
    if not options["dry_run"]:
        of = len(found.added) + len(found.changed)
        with progress(partial(_writing_prices, language, of)) as tick:
            prices.import_prices(opened, found, tick)


def _import_lines(
    opened: OpenPortfolio,
    sources: Sequence[Path],
    kind: ImportKind,
    options: ImportOptions,
    language: Language,
) -> None:
    """Print a summary of a file, then add its lines to the ledgers unless this is a dry run.

    Raises UserError where nothing can be imported.
    """
    codes = list(imports.initiative_codes(opened).values())
    source, *more = sources
    if options["forget"]:
        _forget(source, kind, options, language)
    chosen = chosen_of(source, kind, codes, options)
    with progress(partial(_reading, language)) as tick:
        preview = imports.preview_import(
            opened, source, kind, options["rules"], chosen=chosen, more=more, tick=tick
        )
    plan = imports.plan_import(opened, preview, options["again"])
    click.echo(import_as_text(preview, plan, options["rules"], language))
    _require_answers(preview, plan, language)
    if not preview.drafts and any(each.field == "initiative" for each in preview.refused):
        click.echo(f"  {language.gettext('Say whose the rows are with --to CODE.')}")
    imports.require_lines(preview)
    added = len(plan.added)
    if options["dry_run"]:
        click.echo(language.ngettext("{count} line would be added.", "{count} lines would be added.", added))
        return
    with progress(partial(_writing, language, added)) as tick:
        imports.apply_import(opened, preview, options["again"], tick)
    if kind is not ImportKind.FOCUS:
        save_preset(preview, LineKind(kind.value), chosen)
    click.echo(language.ngettext("{count} line was added.", "{count} lines were added.", added))


def _forget(source: Path, kind: ImportKind, options: ImportOptions, language: Language) -> None:
    """Drop the options saved for files with these columns, and name their file."""
    if kind is ImportKind.FOCUS or options["dry_run"]:
        message = "--forget is for --as costs, usage and benefits, without --dry-run."
        raise click.UsageError(message)
    names = delete_choices(detect_format(source).header, LineKind(kind.value))
    for name in names:
        click.echo(language.gettext("Forgotten: columns and values as for {name}", name=name))
    if not names:
        click.echo(language.gettext("Nothing is remembered of files with these columns."))


def _columns_read(preview: ImportPreview) -> frozenset[str]:
    """The columns whose cells are read."""
    return frozenset(column for _, column in preview.detected.columns)


def _reading(language: Language, done: int) -> str:
    """The progress text of reading rows."""
    return language.ngettext("{count} row read", "{count} rows read", done)


def _entries(language: Language, done: int) -> str:
    """The progress text of reading a list."""
    return language.ngettext("{count} entry read", "{count} entries read", done)


def _writing_prices(language: Language, total: int, done: int) -> str:
    """The progress text of writing prices."""
    number = language.number
    return language.gettext("{done} of {total} prices written", done=number(done), total=number(total))


def _writing(language: Language, total: int, done: int) -> str:
    """The progress text of writing lines."""
    number = language.number
    return language.gettext("{done} of {total} lines written", done=number(done), total=number(total))


def _require_answers(preview: ImportPreview, plan: ImportPlan, language: Language) -> None:
    """Raise DataError, which names the options to add, while the file leaves a question open."""
    places = {problem.place for problem in preview.questions}
    if places & _columns_read(preview):
        click.echo(f"  {language.gettext('Answer with --styles, such as --styles point day_first.')}")
        hint = "If stored dates were swapped: --styles point day_first_swapped."
        if preview.detected.kind not in {"CSV", "FOCUS"}:
            click.echo(f"  {language.gettext(hint)}")
    if SHEET in places:
        click.echo(f"  {language.gettext('Answer with --sheet NAME.')}")
    if HIDDEN_ROWS in places:
        click.echo(f"  {language.gettext('Answer with --hidden-rows take or --hidden-rows leave.')}")
    if RULES in places:
        click.echo(f"  {language.gettext('Answer with other rules: --map RULES.toml.')}")
    if not places and plan.questions:
        click.echo(f"  {language.gettext('Answer with --again replace or --again add.')}")
    refuse((*preview.questions, *plan.questions), preview.source)


_SOURCE: Final = click.Path(path_type=Path)
_NO_SOURCE: Final = click.UsageError("Missing argument 'SOURCE'.")
_TOO_MANY: Final = click.UsageError("Several files are for --as focus.")
_TABLES: Final = {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".numbers"}


@click.command("import")
@click.argument("file", type=FILE, help="A portfolio (.fivegates); created where SOURCE is an export.")
@click.argument("sources", metavar="[SOURCE]...", type=_SOURCE, nargs=-1, help="What to bring in.")
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
    type=click.Choice(RowRelation, case_sensitive=False),
    help="Replace, or add to, what earlier files gave for the same services and months.",
)
@click.option(
    "--dated", type=DAY, metavar="DATE", help="The day of the prices; that of the file when left out."
)
@click.option("--forget", is_flag=True, help="First delete the saved choices for files with these columns.")
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
    (CSV, XLSX or ODS), as `fivegates template` writes one; its lines are added to the ledgers of FILE. With
    --as prices it is a list of what models cost a token (JSON), as LiteLLM, llm-prices or genai-prices give
    one; without SOURCE it is the list that comes with Fivegates. With --as rates it is a table (CSV, XLSX or
    ODS) with the columns month, base, quote and value.
    """
    if options["kind"] is not None:
        with (
            opened_for_command(file, to_edit=True) as opened,
            _interruptible(opened, sources[0] if sources else file),
        ):
            import_as(opened, sources, options, session.language)
        return
    require_no_options(options)
    if not sources:
        raise _NO_SOURCE
    if len(sources) > 1:
        raise _TOO_MANY
    source = sources[0]
    _require_whole(source)
    if is_there(file) or source.suffix.lower() == ".toml":
        with opened_for_command(file, to_edit=True) as opened, _interruptible(opened, source):
            _import_into(opened, source, session.language)
    else:
        _create(file, source, session.language)


@contextmanager
def _interruptible(opened: OpenPortfolio, source: Path) -> Iterator[None]:
    """Report after Ctrl+C whether the import was done: it is one transaction."""
    before = opened.file.revision
    try:
        yield
    except KeyboardInterrupt:
        opened.file.roll_back()
        done = opened.file.stored_revision() != before
        raise (_all_imported(source) if done else _none_imported(source)) from None


def _create(file: Path, source: Path, language: Language) -> None:
    """Create the portfolio of an export; after Ctrl+C it is complete or absent."""
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
    """The progress text of reading or writing initiatives."""
    return language.ngettext("{count} initiative", "{count} initiatives", done)


def _require_whole(source: Path) -> None:
    """Raise where the suffix is that of neither an export nor a rubric."""
    ending = source.suffix.lower()
    if ending in _TABLES:
        message = f"Say with --as what {source.name} holds: {', '.join(KINDS.choices)}."
        raise click.UsageError(message)
    if ending == ".fivegates":
        raise UserError("{file} is a portfolio. Export it as JSON, and import that.", file=source.name)


def _import_into(opened: OpenPortfolio, source: Path, language: Language) -> None:
    """Import a rubric or an export, by its suffix."""
    if source.suffix.lower() == ".toml":
        rubrics.import_rubric(opened, source)
    else:
        with progress(partial(_initiatives, language)) as tick:
            exchange.import_json(opened, source, tick)
