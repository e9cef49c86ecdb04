"""Exports a portfolio's actions as a table, or their due dates as an iCalendar file (RFC 5545)."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from fivegates.domain.initiative.initiative import ActionStatus
from fivegates.domain.language import Language
from fivegates.domain.portfolio.action_list import ListedAction, is_overdue
from fivegates.domain.wording.words import action_status_word
from fivegates.exchange.sheets import Form, Heading, Row

_NAME, _TEXT = 28, 48


def action_form(language: Language) -> Form:
    """The columns of the table of actions."""
    gettext = language.gettext
    headings = (
        Heading(gettext("Code")),
        Heading(gettext("Initiative"), _NAME),
        Heading(gettext("Criterion"), _NAME),
        Heading(gettext("Action"), _TEXT),
        Heading(gettext("To level")),
        Heading(gettext("Owner"), _NAME),
        Heading(gettext("Due")),
        Heading(gettext("Overdue on")),
        Heading(gettext("Person-days")),
        Heading(gettext("Status")),
    )
    return Form(gettext("Actions"), headings)


def action_rows(listed: Sequence[ListedAction], day: date, language: Language) -> Iterator[Row]:
    """Yield a row per action; `Overdue on` is `day` for those overdue then, else empty."""
    for each in listed:
        action = each.action
        yield (
            each.initiative.code,
            each.initiative.name,
            language.shipped(each.topic),
            action.title,
            action.target_level,
            action.owner.strip() or None,
            action.due,
            day if is_overdue(action, day) else None,
            action.effort,
            action_status_word(action.status, language),
        )


def action_calendar(listed: Sequence[ListedAction], day: date, language: Language) -> bytes:
    """The due dates of the open actions as whole-day events; an action without a date is left out.

    Events and not tasks: Outlook and Google Calendar leave out tasks of a calendar file. An event keeps its
    UID, so that importing the file again replaces it. `day` is when the file was made.
    """
    from icalendar import Calendar, Event  # slow to import, and used by this export alone

    calendar = Calendar()
    calendar.add("prodid", "-//Fivegates//Actions//EN")
    calendar.add("version", "2.0")
    made = datetime.combine(day, time(), UTC)
    for each in listed:
        action = each.action
        if action.due is None or action.status is not ActionStatus.OPEN:
            continue
        event = Event()
        event.add("uid", f"{each.initiative.code}-{action.id}@actions.fivegates")
        event.add("dtstamp", made)
        event.add("dtstart", action.due)
        event.add("dtend", action.due + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        owner = action.owner.strip()
        event.add("summary", f"{action.title} ({owner})" if owner else action.title)
        event.add("description", _description(each, language))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _description(each: ListedAction, language: Language) -> str:
    """Initiative and criterion of an event."""
    gettext = language.gettext
    return "\n".join(
        (
            gettext("Initiative: {name} ({code})", name=each.initiative.name, code=each.initiative.code),
            gettext("Criterion: {topic}", topic=language.shipped(each.topic)),
        )
    )
