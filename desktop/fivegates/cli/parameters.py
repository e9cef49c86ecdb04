"""The arguments and options that several commands have, each with what it means."""

from datetime import date, datetime
from pathlib import Path
from typing import Final

import click

from fivegates.domain.brief import PaperSize


def only_pdf(_context: click.Context, _option: click.Parameter, out: Path | None) -> Path | None:
    """Refuse a name that is no PDF's before anything is drawn."""
    if out is not None:
        from fivegates.actions.briefs import require_pdf_ending

        require_pdf_ending(out)
    return out


FILE: Final = click.Path(path_type=Path, dir_okay=False)
DAY: Final = click.DateTime(["%Y-%m-%d"])

PORTFOLIO: Final = click.argument("file", type=FILE, help="A portfolio (.fivegates).")
INITIATIVE: Final = click.argument("code", help="The code of an initiative, such as CLM-TRIAGE.")
ANY_INITIATIVE: Final = click.argument(
    "code", required=False, help="The code of an initiative; all of them when left out."
)
PDF: Final = click.option(
    "-o", "--out", type=FILE, callback=only_pdf, required=True, help="The PDF to write (.pdf)."
)
PAPER: Final = click.option(
    "--paper",
    type=click.Choice(PaperSize, case_sensitive=False),
    default=PaperSize.A4,
    help="The size of its pages; A4 when left out.",
)
SEEN_FROM: Final = click.option(
    "--date", "day", type=DAY, metavar="DATE", help="The day from which it is seen; today when left out."
)
AS_JSON: Final = click.option("--json", "as_json", is_flag=True, help="Print JSON, for other programs.")


def day_or_today(given: datetime | None) -> date:
    """The day that an option gives, or the day on which the command runs."""
    return (given or datetime.now().astimezone()).date()
