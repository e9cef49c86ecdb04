"""The command that writes the brief on one initiative."""

from datetime import datetime
from pathlib import Path
from typing import Unpack

import click

from fivegates.actions import briefs, documents, meetings, queries
from fivegates.actions.file.atomic_files import require_writable
from fivegates.cli.output import warn_unprintable
from fivegates.cli.paper_options import MeetingOptions, Output, gives_meeting, meeting_options, with_options
from fivegates.cli.parameters import (
    CHAPTERS,
    EDITION,
    INITIATIVE,
    LANGUAGE,
    OUT,
    PAPER,
    PORTFOLIO,
    SEEN_FROM,
    TEMPLATE,
    WITHOUT,
    day_or_today,
)
from fivegates.cli.passwords import PasswordOptions, is_protected, password_options, wanted_password
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.brief import Chapter, Edition, Extent, FileType, Omission, PaperSize
from fivegates.domain.language import Language


class _Options(MeetingOptions, PasswordOptions):
    """The options that this command shares with others."""


@click.command("brief")
@PORTFOLIO
@INITIATIVE
@OUT
@click.option(
    "--review", metavar="DAY|NUMBER", help="The review of a day, or a final one; the latest when left out."
)
@EDITION
@CHAPTERS
@WITHOUT
@PAPER
@TEMPLATE
@LANGUAGE
@SEEN_FROM
@meeting_options
@password_options
@click.pass_obj
def write_brief(  # noqa: PLR0913 - what the user gave
    session: Session,
    file: Path,
    code: str,
    out: Path,
    *,
    review: str | None,
    edition: str,
    chapters: frozenset[Chapter] | None,
    without: frozenset[Omission],
    paper: PaperSize,
    template: Path | None,
    language: Language,
    day: datetime | None,
    **options: Unpack[_Options],
) -> None:
    """Write the brief on one initiative: PDF, Word or slides.

    It is drawn on the latest review, or on the one that --review names.
    """
    output = Output(out, file, paper, template, protected=is_protected(options))
    password = wanted_password(options, session.language)
    require_writable(out, portfolio=file)
    with opened_for_command(file, to_edit=gives_meeting(options)) as opened:
        of = queries.record(opened, queries.find_initiative(opened, code))
        named = queries.latest_review(of) if review is None else queries.review_named(of, review)
        if gives_meeting(options):
            matter = with_options(of.meeting, options)
            meetings.save_brief_meeting(opened, of.initiative.id, matter)
        brief = briefs.gather_brief(opened, of.initiative.id, named.id, day_or_today(day))
        brief = briefs.for_others(opened, brief, without)
        brief = briefs.in_extent(opened, brief, Extent(Edition(edition), chapters))
    if output.kind is not FileType.PDF:
        output.save(documents.brief_document(brief, output.kind, output.order(language)))
        return
    rendered = briefs.render_brief(brief, language, paper)
    briefs.save_brief(rendered, out, file, password)
    warn_unprintable(rendered, session.language)
