"""The options of commands that write papers: output file and meeting details."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Final, Literal, ParamSpec, TypedDict, TypeVar

import click

from fivegates.actions import documents
from fivegates.cli.parameters import DAY
from fivegates.domain.brief import DocumentOrder, FileType, PaperSize
from fivegates.domain.language import Language
from fivegates.domain.portfolio.meeting import MeetingDetails, Purpose

P = ParamSpec("P")
R = TypeVar("R")


def _day_or_nothing(
    context: click.Context, option: click.Parameter, text: str | None
) -> datetime | Literal[""] | None:
    """A day, or the empty text."""
    return DAY.convert(text, option, context) if text else ("" if text is not None else None)


class MeetingOptions(TypedDict):
    """The meeting options; None where one was not given."""

    agenda_item: str | None
    reference: str | None
    meeting: str | None
    meeting_date: datetime | Literal[""] | None
    presenter: str | None
    purpose: str | None
    minute: str | None
    classification: str | None


_OPTIONS: Final = (
    click.option(
        "--agenda-item",
        metavar="ITEM",
        help="For a meeting: the item of its agenda. This and the seven below are remembered in FILE for the "
        "next paper of its kind; an empty text takes one back.",
    ),
    click.option("--reference", metavar="NUMBER", help="The reference number of the paper."),
    click.option("--meeting", metavar="NAME", help="The meeting."),
    click.option("--meeting-date", callback=_day_or_nothing, metavar="DATE", help="Its day, as 2026-05-12."),
    click.option("--presenter", metavar="NAME", help="Who presents the paper."),
    click.option(
        "--purpose",
        type=click.Choice((*(purpose.value for purpose in Purpose), ""), case_sensitive=False),
        metavar="decide|note",
        help="What the meeting is to do with it.",
    ),
    click.option("--minute", metavar="TEXT", help="The minute in which the matter was last recorded."),
    click.option(
        "--classification", metavar="TEXT", help="What this paper is marked with, in place of the marking."
    ),
)


def meeting_options(command: Callable[P, R]) -> Callable[P, R]:
    """Add the meeting options to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def gives_meeting(options: MeetingOptions) -> bool:
    """True if any option of a meeting was given."""
    return any(options.get(name) is not None for name in MeetingOptions.__annotations__)


def with_options(held: MeetingDetails, options: MeetingOptions) -> MeetingDetails:
    """The saved details, overridden by the given options."""
    day, purpose = options["meeting_date"], options["purpose"]
    return MeetingDetails(
        agenda_item=_given(options["agenda_item"], held.agenda_item),
        reference=_given(options["reference"], held.reference),
        meeting=_given(options["meeting"], held.meeting),
        meeting_date=held.meeting_date if day is None else _day(day),
        presenter=_given(options["presenter"], held.presenter),
        purpose=held.purpose if purpose is None else _purpose(purpose),
        minute=_given(options["minute"], held.minute),
        classification=_given(options["classification"], held.classification),
    )


def _given(text: str | None, held: str) -> str:
    """The text of an option, else the saved one."""
    return held if text is None else text.strip()


def _day(given: datetime | Literal[""]) -> date | None:
    """The day of an option; an empty one clears it."""
    return given.date() if given else None


def _purpose(given: str) -> Purpose | None:
    """The purpose of an option; an empty one clears it."""
    return Purpose(given) if given else None


class Output:
    """The output file of a paper; its suffix gives the file type.

    Raises UserError where that kind takes no template, or no password, as asked for.
    """

    def __init__(
        self, out: Path, portfolio: Path, paper: PaperSize, template: Path | None, *, protected: bool
    ) -> None:
        self.kind: FileType = documents.file_type_of(out)
        documents.require_fitting(self.kind, template=template is not None, password=protected)
        self._out, self._portfolio, self._paper, self._template = out, portfolio, paper, template

    def order(self, language: Language) -> DocumentOrder:
        """The rendering options of a document. Raises UserError for a template that cannot be read."""
        return documents.document_order(language, self._paper, self._template)

    def save(self, data: bytes) -> None:
        """Write it. Raises UserError when it cannot be written."""
        documents.save_document(data, self._out, self._portfolio)
