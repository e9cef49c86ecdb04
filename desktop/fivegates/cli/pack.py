"""The command that writes the portfolio pack, with progress on a terminal."""

from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Unpack

import click

from fivegates.actions import documents, meetings
from fivegates.actions import pack as packs
from fivegates.actions.briefs import save_brief
from fivegates.actions.capacity import plans
from fivegates.actions.file.atomic_files import require_writable
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.cli.capacity import PLAN_DAYS, PLAN_OWNERS, PLAN_UNTIL, with_people
from fivegates.cli.output import progress, warn_unprintable
from fivegates.cli.paper_options import MeetingOptions, Output, gives_meeting, meeting_options, with_options
from fivegates.cli.parameters import (
    LANGUAGE,
    OUT,
    PACK_CHAPTERS,
    PACK_EDITION,
    PAPER,
    PORTFOLIO,
    SEEN_FROM,
    SUMMARY,
    TEMPLATE,
    WITHOUT,
    day_or_today,
)
from fivegates.cli.passwords import PasswordOptions, is_protected, password_options, wanted_password
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.brief import Chapter, Edition, Extent, FileType, Omission, PaperSize
from fivegates.domain.capacity.settings import OwnerCapacity
from fivegates.domain.language import Language
from fivegates.domain.portfolio.pack import PackExtent


class _Options(MeetingOptions, PasswordOptions):
    """The options that this command shares with others."""


@click.command("pack")
@PORTFOLIO
@OUT
@PACK_EDITION
@PACK_CHAPTERS
@click.option(
    "--initiatives",
    metavar="A,B",
    help="The codes of the initiatives that it is about, in the order of their briefs; all when left out.",
)
@click.option(
    "--track-record", is_flag=True, help="With what earlier papers promised against what came, as a chapter."
)
@WITHOUT
@PLAN_DAYS
@PLAN_UNTIL
@PLAN_OWNERS
@PAPER
@TEMPLATE
@LANGUAGE
@SEEN_FROM
@meeting_options
@password_options
@click.pass_obj
def pack(  # noqa: PLR0913 - what the user gave
    session: Session,
    file: Path,
    out: Path,
    *,
    edition: str,
    chapters: tuple[frozenset[Chapter] | None, bool | None],
    initiatives: str | None,
    track_record: bool,
    without: frozenset[Omission],
    days: Decimal | None,
    until: datetime | None,
    owners: tuple[OwnerCapacity, ...],
    paper: PaperSize,
    template: Path | None,
    language: Language,
    day: datetime | None,
    **options: Unpack[_Options],
) -> None:
    """Write the portfolio pack: PDF, Word or slides.

    It holds the portfolio on one page, then the brief on every initiative that was reviewed and is not
    archived, or on those that --initiatives names. --days, --until and --owner give what its capacity plan is
    made of, in place of what FILE keeps; a consolidated view keeps none.
    """
    output = Output(out, file, paper, template, protected=is_protected(options))
    password = wanted_password(options, session.language)
    require_writable(out, portfolio=file)
    seen_from = day_or_today(day)
    with opened_for_command(file, to_edit=gives_meeting(options)) as opened:
        _save_meeting(opened, options)
        of_briefs, capacity = chapters
        briefs = None if edition == SUMMARY else Extent(Edition(edition), of_briefs)
        asked = days is not None or until or owners
        plan = with_people(plans.capacity_settings(opened), days, until, owners) if asked else None
        if plan is not None and capacity is None:
            capacity = True
        named = packs.named_initiatives(opened, initiatives)
        extent = PackExtent(briefs, named, track_record, capacity, plan, without)
        front = packs.gather_front(opened, seen_from, language, extent)
        gathered = packs.gather_briefs(opened, front)
        with progress(partial(_setting, len(front.with_brief), session.language)) as report:
            if output.kind is not FileType.PDF:
                order = output.order(language)
                output.save(documents.pack_document(front, gathered, output.kind, order, report))
                return
            rendered = packs.render_pack(front, gathered, language, paper, report)
    save_brief(rendered, out, file, password)
    warn_unprintable(rendered, session.language)


def _save_meeting(opened: OpenPortfolio, options: _Options) -> None:
    """Save the meeting given in the options, if any."""
    if gives_meeting(options):
        matter = with_options(meetings.paper_meetings(opened).pack, options)
        meetings.save_pack_meeting(opened, matter)


def _setting(total: int, language: Language, done: int) -> str:
    """The progress text of rendering briefs."""
    number = language.number
    return language.gettext("Setting brief {done} of {total}", done=number(done), total=number(total))
