"""The arguments and options shared by several commands."""

from datetime import date, datetime
from pathlib import Path
from typing import Final

import click

from fivegates.cli.session import Session
from fivegates.domain.brief import Chapter, Edition, Omission, PaperSize
from fivegates.domain.language import ENGLISH, Language
from fivegates.domain.limits import FIRST_DAY, LAST_DAY
from fivegates.languages import available_codes, chosen_language


def known_file_type(_context: click.Context, _option: click.Parameter, out: Path | None) -> Path | None:
    """Raise for a file name of unknown type, before anything is rendered."""
    if out is not None:
        from fivegates.actions.documents import file_type_of

        file_type_of(out)
    return out


class DayType(click.DateTime):
    """A day of this century, as 2026-05-12."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read it. Raises BadParameter for what is no such day."""
        try:
            day = super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"There is no day “{value}”. Write it as 2026-05-12.", param, ctx)
        if not FIRST_DAY <= day.date() <= LAST_DAY:
            self.fail(f"Choose a day from {FIRST_DAY} to {LAST_DAY}.", param, ctx)
        return day


FILE: Final = click.Path(path_type=Path, dir_okay=False)
DAY: Final = DayType()

PORTFOLIO: Final = click.argument("file", type=FILE, help="A portfolio (.fivegates).")
INITIATIVE: Final = click.argument("code", help="The code of an initiative, such as CLM-TRIAGE.")
ANY_INITIATIVE: Final = click.argument(
    "code", required=False, help="The code of an initiative; all of them when left out."
)
OUT: Final = click.option(
    "-o",
    "--out",
    type=FILE,
    callback=known_file_type,
    required=True,
    help="The file to write: a PDF (.pdf), a Word document (.docx) or slides (.pptx).",
)
TEMPLATE: Final = click.option(
    "--template",
    type=FILE,
    metavar="FILE",
    help="A template of your organisation whose styles are taken: .dotx or .docx, .potx or .pptx.",
)
PAPER: Final = click.option(
    "--paper",
    type=click.Choice(PaperSize, case_sensitive=False),
    default=PaperSize.A4,
    help="The size of its pages; A4 when left out.",
)


def _paper_language(context: click.Context, _option: click.Parameter, code: str | None) -> Language:
    """The language of a code, else of the command line. Raises UserError for an unsupported one."""
    session = context.find_object(Session)
    spoken = session.language if session else ENGLISH
    return spoken if code is None or context.resilient_parsing else chosen_language(code, spoken)


def _language_codes(_context: click.Context, _option: click.Parameter, begun: str) -> list[str]:
    """Shell completions of language codes."""
    return [code for code in available_codes() if code.startswith(begun)]


LANGUAGE: Final = click.option(
    "--language",
    metavar="CODE",
    callback=_paper_language,
    shell_complete=_language_codes,
    help="The language of its words, dates and numbers, such as de; the system's when left out.",
)
SEEN_FROM: Final = click.option(
    "--date", "day", type=DAY, metavar="DATE", help="The day from which it is seen; today when left out."
)
AS_JSON: Final = click.option("--json", "as_json", is_flag=True, help="Print JSON, for other programs.")


SUMMARY: Final = "summary"
CAPACITY: Final = "capacity"
_EDITIONS: Final = tuple(edition.value for edition in Edition)
_OMISSIONS: Final = tuple(omission.value for omission in Omission)
_CHAPTERS: Final = tuple(chapter.value for chapter in Chapter)


def _chosen_chapters(
    _context: click.Context, option: click.Parameter, text: str | None
) -> frozenset[Chapter] | None:
    """The comma-separated chapters; none for the word "none"."""
    if text is None:
        return None
    names = [name.strip().casefold() for name in text.split(",")]
    if names == ["none"]:
        return frozenset()
    for name in names:
        if name not in _CHAPTERS:
            message = f"“{name}” is not one of {', '.join(_CHAPTERS)}."
            raise click.BadParameter(message, param=option)
    return frozenset(map(Chapter, names))


def _chosen_pack_chapters(
    context: click.Context, option: click.Parameter, text: str | None
) -> tuple[frozenset[Chapter] | None, bool | None]:
    """The chapters of the briefs, and whether the capacity plan is named; neither where none are given."""
    if text is None:
        return None, None
    names = [name.strip().casefold() for name in text.split(",")]
    others = [name for name in names if name != CAPACITY]
    chapters = _chosen_chapters(context, option, ",".join(others) or "none")
    return chapters, CAPACITY in names


def _left_out(_context: click.Context, option: click.Parameter, text: str | None) -> frozenset[Omission]:
    """The comma-separated omissions."""
    names = [name.strip().casefold() for name in text.split(",")] if text else []
    for name in names:
        if name not in _OMISSIONS:
            message = f"“{name}” is not one of {', '.join(_OMISSIONS)}."
            raise click.BadParameter(message, param=option)
    return frozenset(map(Omission, names))


WITHOUT: Final = click.option(
    "--without",
    metavar="A,B",
    callback=_left_out,
    help=f"For others: what is left out or replaced by roles, of {', '.join(_OMISSIONS)}. Page 1 says so, "
    "and the finished file is searched for it before it is written.",
)
EDITION: Final = click.option(
    "--edition",
    type=click.Choice(_EDITIONS, case_sensitive=False),
    default=Edition.FULL.value,
    help="How much is set: page 1, two pages for the board, or all, as when left out.",
)
PACK_EDITION: Final = click.option(
    "--edition",
    type=click.Choice((SUMMARY, *_EDITIONS), case_sensitive=False),
    default=Edition.FULL.value,
    help="What is set of each brief; of a summary none. The full briefs when left out.",
)
CHAPTERS: Final = click.option(
    "--chapters",
    metavar="A,B",
    callback=_chosen_chapters,
    help=f"The chapters of the appendix: {', '.join(_CHAPTERS)}, or none. When left out, a full brief has "
    "all but the frameworks and the questions, the others have none; so have slides, whose notes are the "
    "questions.",
)

PACK_CHAPTERS: Final = click.option(
    "--chapters",
    metavar="A,B",
    callback=_chosen_pack_chapters,
    help=f"The chapters of the briefs' appendix: {', '.join(_CHAPTERS)}, or none; and {CAPACITY} for the "
    "plan that the portfolio keeps. When left out, full briefs have all but the questions, the others and "
    "slides none, and a plan that is kept is in a pack of the whole portfolio.",
)


def day_or_today(given: datetime | None) -> date:
    """The day that an option gives, or the day on which the command runs."""
    return (given or datetime.now().astimezone()).date()
