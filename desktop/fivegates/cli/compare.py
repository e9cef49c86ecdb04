"""The command that compares initiatives, on the terminal and as a PDF."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Unpack

import click

from fivegates.actions import comparisons, documents, meetings, queries
from fivegates.actions.briefs import save_brief
from fivegates.actions.file.atomic_files import require_writable
from fivegates.cli.output import warn_unprintable
from fivegates.cli.paper_options import MeetingOptions, Output, gives_meeting, meeting_options, with_options
from fivegates.cli.parameters import (
    FILE,
    LANGUAGE,
    PAPER,
    PORTFOLIO,
    SEEN_FROM,
    TEMPLATE,
    WITHOUT,
    day_or_today,
    known_file_type,
)
from fivegates.cli.passwords import PasswordOptions, is_protected, password_options, wanted_password
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.brief import Chapter, ComparisonBrief, FileType, Omission, PaperSize
from fivegates.domain.language import Language
from fivegates.domain.wording.comparison import answer_headline, answer_sentences, as_of_sentences
from fivegates.domain.wording.comparison_facts import (
    comparison_drafts_text,
    differing_title,
    path_rows,
    status_rows,
)
from fivegates.domain.wording.comparison_money import result_row
from fivegates.domain.wording.words import capitalised

_GAP = "  "
_WIDEST = 28


def comparison_as_text(brief: ComparisonBrief, language: Language) -> str:
    """The ranking and its reason; then place, verdict, gates, path and result, a column an initiative."""
    comparison = brief.comparison
    drafts = comparison_drafts_text(comparison, language)
    codes = [side.initiative.code for side in comparison.sides]
    rows = [
        *status_rows(comparison, language),
        *path_rows(comparison, language),
        result_row(comparison, language),
    ]
    table = [["", *codes], *([row.label, *(cell.text for cell in row.cells)] for row in rows)]
    lines = [
        answer_headline(comparison, language),
        *(f"  {sentence}" for sentence in as_of_sentences(comparison, language)),
        *([f"  {capitalised(drafts)}."] if drafts else []),
        *(f"  {sentence}" for sentence in answer_sentences(comparison, language)),
        "",
        *_columns(table),
        "",
        f"  {differing_title(comparison, language)}.",
    ]
    return "\n".join(lines)


def _columns(table: list[list[str]]) -> Iterator[str]:
    """Each column as wide as its widest cell, within reason."""
    widths = [min(_WIDEST, max(map(len, column))) for column in zip(*table, strict=True)]
    for cells in table:
        padded = (f"{_cut(cell, width):<{width}}" for cell, width in zip(cells, widths, strict=True))
        yield f"  {_GAP.join(padded)}".rstrip()


def _cut(cell: str, width: int) -> str:
    """A cell within its column."""
    return cell if len(cell) <= width else f"{cell[: width - 1]}…"


class _Options(MeetingOptions, PasswordOptions):
    """The options that this command shares with others."""


@click.command("compare")
@PORTFOLIO
@click.argument(
    "codes", nargs=-1, required=True, metavar="A B [C D]", help="The codes of two to four initiatives."
)
@click.option(
    "-o",
    "--out",
    type=FILE,
    callback=known_file_type,
    help="The comparison brief to write too: a PDF (.pdf), a Word document (.docx) or slides (.pptx).",
)
@click.option(
    "--chapters",
    type=click.Choice([Chapter.QUESTIONS.value, "none"]),
    default="none",
    help="Whether the questions to expect come last, for the presenter alone. Slides have them as notes "
    "unless something is left out.",
)
@WITHOUT
@PAPER
@TEMPLATE
@LANGUAGE
@SEEN_FROM
@meeting_options
@password_options
@click.pass_obj
def compare(  # noqa: PLR0913 - what the user gave
    session: Session,
    file: Path,
    codes: tuple[str, ...],
    out: Path | None,
    *,
    chapters: str,
    without: frozenset[Omission],
    paper: PaperSize,
    template: Path | None,
    language: Language,
    day: datetime | None,
    **options: Unpack[_Options],
) -> None:
    """Print which of two to four initiatives comes first, and why.

    With --out the comparison brief is written as well.
    """
    output = None if out is None else Output(out, file, paper, template, protected=is_protected(options))
    password = wanted_password(options, session.language)
    if out is not None:
        require_writable(out, portfolio=file)
    with opened_for_command(file, to_edit=gives_meeting(options)) as opened:
        chosen = [queries.find_initiative(opened, code) for code in codes]
        if gives_meeting(options):
            matter = with_options(meetings.paper_meetings(opened).comparison, options)
            meetings.save_comparison_meeting(opened, matter)
        brief = comparisons.gather_comparison(opened, chosen, day_or_today(day))
        printed = comparisons.comparison_for_others(opened, brief, without, language)
    printed = replace(printed, questions=chapters == Chapter.QUESTIONS.value)
    if output is not None and output.kind is not FileType.PDF:
        order = output.order(language)
        output.save(documents.comparison_document(printed, output.kind, order))
    elif out is not None:
        rendered = comparisons.render_comparison(printed, language, paper)
        save_brief(rendered, out, file, password)
        warn_unprintable(rendered, session.language)
    click.echo(comparison_as_text(brief, session.language))
