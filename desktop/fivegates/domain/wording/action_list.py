"""Sentences for the list of actions: number, owners and overdue ones."""

from collections.abc import Sequence
from datetime import date

from fivegates.domain.initiative.initiative import Action, ActionStatus
from fivegates.domain.language import Language
from fivegates.domain.portfolio.action_list import (
    ActionScope,
    ListedAction,
    in_scope,
    is_overdue,
    owners_of,
)
from fivegates.domain.wording.relative_days import due_date_text


def due_text(action: Action, day: date, language: Language) -> str:
    """Due date, marked as overdue where an open action is overdue on `day`; a dash without a date."""
    return due_date_text(action.due, day, language, is_open=action.status is ActionStatus.OPEN)


def owner_text(action: Action, language: Language) -> str:
    """Owner of an action, or a note that it has none."""
    return action.owner.strip() or language.gettext("unassigned")


def scope_word(scope: ActionScope, language: Language) -> str:
    """Name a filter of the list of actions."""
    return {
        ActionScope.OPEN: language.pgettext("actions", "All open"),
        ActionScope.OVERDUE: language.pgettext("actions", "Overdue"),
        ActionScope.SOON: language.pgettext("actions", "Due within 30 days"),
        ActionScope.UNASSIGNED: language.pgettext("actions", "Without owner or date"),
        ActionScope.SETTLED: language.pgettext("actions", "Done or dropped"),
        ActionScope.ALL: language.pgettext("actions", "All"),
    }[scope]


def action_list_sentence(listed: Sequence[ListedAction], day: date, language: Language) -> str:
    """Number of open actions, their owners, and those overdue on `day`; empty without any action."""
    if not listed:
        return ""
    open_ones = [each for each in listed if each.action.status is ActionStatus.OPEN]
    if not open_ones:
        return language.gettext("No action is open.")
    parts = [language.ngettext("{count} open action", "{count} open actions", len(open_ones))]
    if owners := owners_of(open_ones):
        parts.append(language.ngettext("{count} owner", "{count} owners", len(owners)))
    late = sum(is_overdue(each.action, day) for each in open_ones)
    if late:
        parts.append(language.gettext("{count} overdue on {day}", count=language.number(late), day=day))
    else:
        parts.append(language.gettext("none overdue on {day}", day=day))
    lacking = sum(in_scope(each.action, ActionScope.UNASSIGNED, day) for each in open_ones)
    if lacking:
        parts.append(language.gettext("{count} without owner or date", count=language.number(lacking)))
    return " · ".join(parts)


def action_lines(listed: Sequence[ListedAction], day: date, language: Language) -> list[str]:
    """One line per action: `12 Oct 2026, overdue · J. Ito · CLM-TRIAGE Claims triage · Measure drift`."""
    return [
        " · ".join(
            (
                due_text(each.action, day, language),
                owner_text(each.action, language),
                f"{each.initiative.code} {each.initiative.name}",
                each.action.title,
            )
        )
        for each in listed
    ]
