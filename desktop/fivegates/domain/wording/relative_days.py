"""Dates relative to the day of a brief or of the window; past ones are in the past tense."""

from datetime import date

from fivegates.domain.language import Language


def held_text(last_day: str, language: Language, *, ahead: bool) -> str:
    """Last day of validity: `good until 14 March 2027`; in the past tense once it is over."""
    if ahead:
        return language.gettext("good until {day}", day=last_day)
    return language.gettext("lapsed after {day}", day=last_day)


def due_date_text(due: date | None, seen: date, language: Language, *, is_open: bool) -> str:
    """Due date for a table, marked where an open item is overdue on day `seen`; a dash without a date."""
    if due is None:
        return "–"
    day = language.short_date(due)
    return language.gettext("{day}, overdue", day=day) if is_open and due < seen else day
