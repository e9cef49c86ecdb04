"""Sentences for changes since the portfolio was last open."""

from typing import TYPE_CHECKING

from fivegates.domain.language import Language
from fivegates.domain.portfolio.attention import VerdictSince
from fivegates.domain.wording.words import verdict_word

if TYPE_CHECKING:
    from fivegates.domain.portfolio.last_seen import SinceLast


def verdict_since_text(item: VerdictSince, language: Language) -> str:
    """Current and previous verdict, each with its day; or a note that the initiative is new."""
    if item.added:
        return language.gettext("Added since {day}", day=language.short_date(item.seen))
    waived = item.now.waived_until if item.now else None
    day = item.day or (item.now.dated if item.now else None)
    before = verdict_word(item.before, language) if item.before else language.gettext("not reviewed")
    if item.verdict is None or day is None:
        now = language.gettext("No review")
        return language.gettext(
            "{now}, {before} on {seen}", now=now, before=before, seen=language.short_date(item.seen)
        )
    return language.gettext(
        "{verdict} on {day}, {before} on {seen}",
        verdict=verdict_word(item.verdict, language, waived),
        day=language.short_date(day),
        before=before,
        seen=language.short_date(item.seen),
    )


def since_sentence(since: "SinceLast", language: Language) -> str:
    """Changes since the portfolio was last open, and the number of items that needed attention then."""
    said = [*_changes(since, language), _attention(since, language)]
    return language.gettext(
        "Since {day}, when it was last open on this computer: {items}.",
        day=language.long_date(since.seen),
        items=language.listed(said),
    )


def since_clause(since: "SinceLast", language: Language) -> str:
    """Changes in short form: `since 27 Nov 2026: 1 verdict has changed`."""
    return language.gettext(
        "since {day}: {items}",
        day=language.short_date(since.seen),
        items=language.listed(_changes(since, language)),
    )


def _changes(since: "SinceLast", language: Language) -> list[str]:
    """Number of changed verdicts, and of initiatives added and removed; or a note that there are none."""
    added = sum(each.added for each in since.changes)
    changed = len(since.changes) - added
    ngettext = language.ngettext
    counted = [
        (changed, ngettext("{count} verdict has changed", "{count} verdicts have changed", changed)),
        (added, ngettext("{count} initiative was added", "{count} initiatives were added", added)),
        (
            since.removed,
            ngettext("{count} initiative was removed", "{count} initiatives were removed", since.removed),
        ),
    ]
    said = [text for count, text in counted if count]
    return said or [language.gettext("no verdict has changed")]


def _attention(since: "SinceLast", language: Language) -> str:
    """Number of items that need attention now, and then."""
    return language.ngettext(
        "{count} thing needs attention (then {before})",
        "{count} things need attention (then {before})",
        since.attention_now,
        before=since.attention_then,
    )
