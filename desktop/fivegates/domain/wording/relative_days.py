"""A day as seen from the day of a paper or of the window: what is over is in the past tense."""

from datetime import date

from fivegates.domain.language import Language


def held_text(last_day: str, language: Language, *, ahead: bool) -> str:
    """The last day on which something holds: `good until 14 March 2027`; in the past once that is over."""
    if ahead:
        return language.gettext("good until {day}", day=last_day)
    return language.gettext("lapsed after {day}", day=last_day)


def due_date_text(due: date | None, seen: date, language: Language, *, is_open: bool) -> str:
    """A due date for a table, and that what is open is overdue on the day `seen`; a dash without a date."""
    if due is None:
        return "–"
    day = language.short_date(due)
    return language.gettext("{day}, overdue", day=day) if is_open and due < seen else day
