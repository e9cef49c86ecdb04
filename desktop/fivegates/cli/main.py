"""The commands of `fivegates`, one function each."""

import sys
from pathlib import Path
from typing import Unpack

import click
from click_default_group import DefaultGroup

from fivegates import __version__
from fivegates.actions import briefs, creation, exchange, files, overview, queries, rubrics, workbooks
from fivegates.actions.check import check_portfolio
from fivegates.actions.import_templates import LineKind, save_template
from fivegates.actions.imports import Again
from fivegates.actions.opened import OpenPortfolio
from fivegates.cli.comparing import compare
from fivegates.cli.decisions import decide, print_decisions
from fivegates.cli.economics import print_economics
from fivegates.cli.encryption import decrypt, encrypt
from fivegates.cli.evidence_files import attach, extract
from fivegates.cli.history import finalise, print_history
from fivegates.cli.import_options import reading_options
from fivegates.cli.importing import DAY, KINDS, ImportOptions, import_as, require_no_options
from fivegates.cli.insights import print_insights
from fivegates.cli.keeping import print_backups, recover, restore
from fivegates.cli.packing import pack
from fivegates.cli.passwords import PasswordOptions, password_options, wanted_password
from fivegates.cli.proofs import print_calendar
from fivegates.cli.session import FILE, OpenWindow, Session, opened_for_command
from fivegates.cli.unprintable import warn_unprintable
from fivegates.cli.verdict_json import verdicts_as_json
from fivegates.cli.verdict_text import verdict_as_text
from fivegates.domain.briefs import PaperSize
from fivegates.domain.errors import UserError
from fivegates.domain.wording.finality import chain_sentence
from fivegates.languages import system_language

TABLES = (".xlsx", ".csv")


@click.group(cls=DefaultGroup, default="open", default_if_no_args=True)
@click.version_option(__version__, prog_name="Fivegates")
def commands() -> None:
    """Score AI initiatives against the five production gates.

    `fivegates [FILE]` opens the window, on FILE if it is named; `fivegates --sample` on the sample.
    """


@commands.command("open", hidden=True)
@click.argument("file", type=FILE, required=False)
@click.option("--sample", is_flag=True, help="Open the sample portfolio.")
@click.pass_obj
def open_window(session: Session, file: Path | None, *, sample: bool) -> None:
    """Open the window."""
    sys.exit(session.open_window(file, sample=sample))


@commands.command("sample")
@click.argument("out", type=FILE)
def write_sample(out: Path) -> None:
    """Write the sample portfolio to OUT."""
    files.close_portfolio(creation.create_sample(out))


@commands.command("verdict")
@click.argument("file", type=FILE)
@click.argument("code", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def print_verdict(session: Session, file: Path, code: str | None, *, as_json: bool) -> None:
    """Print the verdict on one initiative of FILE, or on all that are not archived, and why."""
    with opened_for_command(file) as opened:
        chosen = _initiatives(opened, code)
        cases = [queries.latest_assessment(opened, initiative) for initiative in chosen]
        rubric = queries.current_rubric(opened)
    if as_json:
        click.echo(verdicts_as_json(cases, rubric, session.language))
    else:
        click.echo("\n\n".join(verdict_as_text(of, found, session.language) for of, found in cases))


@commands.command("brief")
@click.argument("file", type=FILE)
@click.argument("code")
@click.option("-o", "--out", type=FILE, required=True, help="The PDF to write.")
@click.option(
    "--review", metavar="DAY|NUMBER", help="The review of a day, or a final one; the latest when left out."
)
@click.option("--paper", type=click.Choice(PaperSize, case_sensitive=False), default=PaperSize.A4)
@password_options
@click.pass_obj
def write_brief(  # noqa: PLR0913 - what the user gave
    session: Session,
    file: Path,
    code: str,
    out: Path,
    *,
    review: str | None,
    paper: PaperSize,
    **options: Unpack[PasswordOptions],
) -> None:
    """Write the brief on one initiative of FILE as a PDF."""
    password = wanted_password(options, session.language)
    with opened_for_command(file) as opened:
        of = queries.record(opened, queries.find_initiative(opened, code))
        named = queries.latest_review(of) if review is None else queries.review_named(of, review)
        brief = briefs.gather_brief(opened, of.initiative.id, named.id)
    rendered = briefs.render_brief(brief, session.language, paper)
    briefs.save_brief(rendered, out, file, password)
    warn_unprintable(rendered, session.language)


@commands.command("export")
@click.argument("file", type=FILE)
@click.argument("out", type=FILE)
@click.pass_obj
def export_portfolio(session: Session, file: Path, out: Path) -> None:
    """Write FILE to OUT: all of it as JSON, losing nothing; as a workbook (.xlsx); its initiatives as CSV."""
    with opened_for_command(file) as opened:
        if out.suffix.lower() in TABLES:
            workbooks.save_tables(opened, out, session.language)
        else:
            exchange.export_json(opened, out)


@commands.command("import")
@click.argument("file", type=FILE)
@click.argument("source", type=FILE)
@click.option("--as", "kind", type=KINDS, help="Add ledger lines, prices or rates.")
@click.option("--map", "rules", type=FILE, help="Rules (.toml) that say whose the rows of FOCUS are.")
@reading_options
@click.option(
    "--again",
    type=click.Choice(Again, case_sensitive=False),
    help="Replace, or add to, what earlier files gave for the same services and months.",
)
@click.option("--dated", type=DAY, help="The day of the prices; that of the file when left out.")
@click.option("--dry-run", is_flag=True, help="Print what would be added, and add nothing.")
@click.pass_obj
def import_source(session: Session, file: Path, source: Path, **options: Unpack[ImportOptions]) -> None:
    """Import SOURCE into FILE.

    SOURCE is a JSON export, for which FILE is created if it is not there, or a rubric (.toml), which
    new reviews of FILE then use. With --as it is a billing export in FOCUS (CSV), or a plain table (CSV
    or XLSX) of costs, usage or benefits, whose lines are added to the ledgers of FILE. With --as prices
    it is a list of what models cost a token, in the format of LiteLLM (JSON); with --as rates a table
    (CSV or XLSX) with the columns month, base, quote and value.
    """
    if options["kind"] is not None:
        with opened_for_command(file, to_edit=True) as opened:
            import_as(opened, source, options, session.language)
        return
    require_no_options(options)
    if file.exists() or source.suffix.lower() == ".toml":
        with opened_for_command(file, to_edit=True) as opened:
            _import_into(opened, source)
    else:
        files.close_portfolio(creation.create_filled(file, exchange.read_json(source)))


def _import_into(opened: OpenPortfolio, source: Path) -> None:
    """Tell a rubric from an export by its ending."""
    if source.suffix.lower() == ".toml":
        rubrics.import_rubric(opened, source)
    else:
        exchange.import_json(opened, source)


@commands.command("template")
@click.argument("kind", type=click.Choice(LineKind, case_sensitive=False))
@click.argument("out", type=FILE)
@click.pass_obj
def write_template(session: Session, kind: LineKind, out: Path) -> None:
    """Write a template for costs, usage or benefits to OUT (XLSX or CSV), to fill in and import."""
    save_template(kind, out, session.language)


@commands.command("rubric")
@click.argument("file", type=FILE, required=False)
@click.option("--default", "built_in", is_flag=True, help="Print the rubric that comes with Fivegates.")
def print_rubric(file: Path | None, *, built_in: bool) -> None:
    """Print the rubric that new reviews of FILE use, as a file to edit and import."""
    if built_in == (file is not None):
        message = "Name a FILE, or give --default."
        raise click.UsageError(message)
    if file is None:
        click.echo(rubrics.rubric_text(rubrics.default_rubric()), nl=False)
        return
    with opened_for_command(file) as opened:
        click.echo(rubrics.rubric_text(queries.current_rubric(opened)), nl=False)


@commands.command("check")
@click.argument("file", type=FILE)
@click.pass_obj
def check_file(session: Session, file: Path) -> None:
    """Examine FILE without changing it; say what is wrong with it, and how its chain of reviews ends."""
    head = check_portfolio(file)
    click.echo(session.language.gettext("{file} is sound.", file=file))
    if head is not None:
        click.echo(chain_sentence(head, session.language))


def _initiatives(opened: OpenPortfolio, code: str | None) -> list[int]:
    """The initiative that was named, or all that are not archived."""
    if code is not None:
        return [queries.find_initiative(opened, code)]
    lines = overview.lines(opened)
    return [line.initiative.id for line in lines if not line.initiative.archived]


for command in (
    attach,
    compare,
    decide,
    print_decisions,
    extract,
    encrypt,
    decrypt,
    finalise,
    print_calendar,
    print_economics,
    print_history,
    print_insights,
    pack,
    print_backups,
    restore,
    recover,
):
    commands.add_command(command)


def main(open_window: OpenWindow) -> None:
    """Run a command: exit 0, 1 with a sentence about what the user can mend, 2 for wrong usage."""
    session = Session(system_language(), open_window)
    try:
        commands.main(prog_name="fivegates", obj=session)
    except UserError as error:
        click.echo(error.text(session.language), err=True)
        sys.exit(1)
