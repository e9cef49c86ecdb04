"""By when a path is done: the one wording of a day ahead, and of what is overdue."""

from fivegates.domain.language import Language
from fivegates.domain.verdict.path import Path
from fivegates.domain.wording.words import UNKNOWN


def promise_text(path: Path, language: Language) -> str:
    """For a table: the last due date, what is overdue, or that a date is missing; a dash without a path."""
    if path.obstacles:
        return UNKNOWN
    if not path.steps:
        return language.gettext("already")
    overdue = overdue_text(path, language)
    if overdue:
        return overdue
    return language.short_date(path.ready_by) if path.ready_by else language.gettext("no date")


def promise_sentence(path: Path, language: Language) -> str:
    """For a page: "Ready by 30 June 2026.", or what is overdue; empty where there is no date."""
    if path.obstacles:
        return ""
    if path.overdue:
        return f"{overdue_text(path, language)}."
    if path.ready_by is None:
        return ""
    return language.gettext("Ready by {day}.", day=language.long_date(path.ready_by))


def overdue_text(path: Path, language: Language) -> str:
    """How many steps are past due, and since when; empty where none is."""
    days = [step.due for step in path.overdue if step.due]
    if not days:
        return ""
    return language.ngettext(
        "{count} step overdue since {day}",
        "{count} steps overdue, the first since {day}",
        len(days),
        day=language.short_date(min(days)),
    )
