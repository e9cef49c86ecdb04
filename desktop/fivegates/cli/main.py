"""The commands of `fivegates`, one function each."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from click_default_group import DefaultGroup

from fivegates import __version__
from fivegates.actions import briefs, exchange, files, queries, rubrics
from fivegates.actions.opened import OpenPortfolio
from fivegates.cli.verdict_json import verdicts_as_json
from fivegates.cli.verdict_text import verdict_as_text
from fivegates.domain.briefs import PaperSize, RenderedBrief
from fivegates.domain.errors import UserError
from fivegates.domain.language import Language
from fivegates.languages import system_language

FILE = click.Path(path_type=Path, dir_okay=False)


@click.group(cls=DefaultGroup, default="open", default_if_no_args=True)
@click.version_option(__version__, prog_name="Fivegates")
@click.pass_context
def commands(context: click.Context) -> None:
    """Score AI initiatives against the five production gates.

    `fivegates [FILE]` opens the window, on FILE if it is named; `fivegates --sample` on the sample.
    """
    context.obj = system_language()


@commands.command("open", hidden=True)
@click.argument("file", type=FILE, required=False)
@click.option("--sample", is_flag=True, help="Open the sample portfolio.")
def open_window(file: Path | None, *, sample: bool) -> None:
    """Open the window."""
    from fivegates.app import run

    sys.exit(run(file, sample=sample))


@commands.command("sample")
@click.argument("out", type=FILE)
def write_sample(out: Path) -> None:
    """Write the sample portfolio to OUT."""
    files.close_portfolio(files.create_sample(out))


@commands.command("verdict")
@click.argument("file", type=FILE)
@click.argument("code", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def print_verdict(language: Language, file: Path, code: str | None, *, as_json: bool) -> None:
    """Print the verdict on one initiative of FILE, or on all that are not archived, and why."""
    with _opened(file) as opened:
        chosen = _initiatives(opened, code)
        cases = [queries.latest_assessment(opened, initiative) for initiative in chosen]
    if as_json:
        click.echo(verdicts_as_json(cases, language))
    else:
        click.echo("\n\n".join(verdict_as_text(of, found, language) for of, found in cases))


@commands.command("brief")
@click.argument("file", type=FILE)
@click.argument("code")
@click.option("-o", "--out", type=FILE, required=True, help="The PDF to write.")
@click.option("--paper", type=click.Choice(PaperSize, case_sensitive=False), default=PaperSize.A4)
@click.pass_obj
def write_brief(language: Language, file: Path, code: str, out: Path, paper: PaperSize) -> None:
    """Write the brief on one initiative of FILE as a PDF."""
    with _opened(file) as opened:
        brief = briefs.gather_brief(opened, queries.find_initiative(opened, code))
    rendered = briefs.render_brief(brief, language, paper)
    briefs.save_brief(rendered, out)
    _warn_unprintable(rendered, language)


@commands.command("export")
@click.argument("file", type=FILE)
@click.argument("out", type=FILE)
def export_portfolio(file: Path, out: Path) -> None:
    """Write all of FILE to OUT as JSON, losing nothing."""
    with _opened(file) as opened:
        exchange.export_json(opened, out)


@commands.command("import")
@click.argument("file", type=FILE)
@click.argument("source", type=FILE)
def import_portfolio(file: Path, source: Path) -> None:
    """Import SOURCE, a JSON export, into FILE, which is created if it is not there."""
    if file.exists():
        with _opened(file) as opened:
            exchange.import_json(opened, source)
    else:
        files.close_portfolio(files.create_filled(file, exchange.read_json(source)))


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
    with _opened(file) as opened:
        click.echo(rubrics.rubric_text(queries.current_rubric(opened)), nl=False)


@commands.command("check")
@click.argument("file", type=FILE)
@click.pass_obj
def check_file(language: Language, file: Path) -> None:
    """Examine FILE without changing it; say what is wrong with it."""
    files.check_portfolio(file)
    click.echo(language.gettext("{file} is sound.", file=file))


@contextmanager
def _opened(path: Path) -> Iterator[OpenPortfolio]:
    """Open a portfolio for one command."""
    opened = files.open_portfolio(path, files.backup_folder())
    try:
        yield opened
    finally:
        files.close_portfolio(opened)


def _initiatives(opened: OpenPortfolio, code: str | None) -> list[int]:
    """The initiative that was named, or all that are not archived."""
    if code is not None:
        return [queries.find_initiative(opened, code)]
    lines = queries.overview(opened)
    return [line.initiative.id for line in lines if not line.initiative.archived]


def _warn_unprintable(rendered: RenderedBrief, language: Language) -> None:
    """Tell which text no font could show; the PDF carries a mark in its place."""
    for text in rendered.unprintable:
        warning = language.gettext(
            "No font here can show these characters of “{field}”: {characters}",
            field=text.field,
            characters=text.characters,
        )
        click.echo(warning, err=True)


def main() -> None:
    """Run a command: exit 0, 1 with a sentence about what the user can mend, 2 for wrong usage."""
    try:
        commands.main(prog_name="fivegates")
    except UserError as error:
        click.echo(error.text(system_language()), err=True)
        sys.exit(1)
